/** Answers per campaign as the source gave them and as staging holds them: what a reconciliation compares. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { AnswerCount } from '../survey/answerCount';
import { literal } from './schema';
import type { StagingStore } from './stagingStore';

/** Where the source's figures come from: counted from the rows it gave, counted by itself, or not known. */
export type SourceCount =
  | { readonly kind: 'read' | 'counted'; /** ISO instant. */ readonly at: string }
  | { readonly kind: 'unknown'; readonly why: 'changes' | 'failed' | 'early' };

export interface QuarantinedAnswers {
  readonly campaign: string | null;
  readonly reason: string;
  readonly rows: number;
}

/**
 * An answer without a campaign has that of its invitation; scores are judged as everywhere: plain whole numbers 0–10. Equal
 * scores are put together first, so that each text is looked at once and not once per answer.
 */
function countSql(from: string): string {
  const number = `case when regexp_full_match(trim(score), '[+-]?[0-9]+([.][0-9]*)?') then try_cast(trim(score) as double) end`;
  return `select nullif(trim(campaign), '') as campaign, sum(n) as answers,
      coalesce(sum(n) filter (number in (9, 10)), 0) as promoters,
      coalesce(sum(n) filter (number in (7, 8)), 0) as passives,
      coalesce(sum(n) filter (number in (0, 1, 2, 3, 4, 5, 6)), 0) as detractors
    from (select campaign, n, ${number} as number from (
      select campaign_id as campaign, score, count(*) as n from ${from} as r where campaign_id is not null group by all
      union all
      select i.campaign_id as campaign, r.score, count(*) as n from ${from} as r
        left join staging.invitation as i on i.id = r.invitation_id where r.campaign_id is null group by all))
    group by 1`;
}

/**
 * Notes what the source said, in the caller's transaction.
 * @param rows those it gave, deleted ones among them, as a relation; null for none.
 * @param refused the campaigns named by further rows that nothing could be made of.
 */
export async function recordRead(
  connection: DuckDBConnection,
  rows: string | null,
  refused: readonly (string | null)[],
): Promise<void> {
  await connection.run('create or replace temp table refused_answers (campaign varchar)');
  for (const campaign of refused) await connection.run('insert into refused_answers values ($1)', [campaign]);
  await connection.run('delete from state.source_answers');
  if (rows !== null) {
    await connection.run(
      `insert into state.source_answers ${countSql(`(select * from ${rows} where not coalesce(deleted, false))`)}`,
    );
  }
  await connection.run(
    `create or replace temp table all_answers as select campaign, sum(answers), sum(promoters), sum(passives), sum(detractors)
     from (from state.source_answers union all select nullif(trim(campaign), ''), 1, 0, 0, 0 from refused_answers) group by 1`,
  );
  await connection.run('delete from state.source_answers');
  await connection.run('insert into state.source_answers from all_answers');
  await connection.run('drop table refused_answers');
  await connection.run('drop table all_answers');
}

/** The same, as counted by the source itself. */
export async function recordCounted(connection: DuckDBConnection, counts: readonly AnswerCount[]): Promise<void> {
  await connection.run('delete from state.source_answers');
  for (const { campaign, answers, promoters, passives, detractors } of counts) {
    const figures = [answers, promoters, passives, detractors].map(String).join(', ');
    await connection.run(
      `insert into state.source_answers values (${campaign === null ? 'null' : literal(campaign)}, ${figures})`,
    );
  }
}

const setting = 'source count';

export const noteSourceCount = (store: StagingStore, count: SourceCount): Promise<void> =>
  store.setSetting(setting, JSON.stringify(count));

/** What is known of the source's figures; a staging database of an earlier version knows nothing. */
export async function sourceCount(store: StagingStore): Promise<SourceCount> {
  const noted = await store.setting(setting);
  return noted === null ? { kind: 'unknown', why: 'early' } : (JSON.parse(noted) as SourceCount);
}

/** As the source has them; null where that is not known. */
export async function sourceAnswers(store: StagingStore): Promise<readonly AnswerCount[] | null> {
  if ((await sourceCount(store)).kind === 'unknown') return null;
  return counts(store, 'select * from state.source_answers');
}

export const stagedAnswers = (store: StagingStore): Promise<readonly AnswerCount[]> =>
  counts(store, countSql('staging.response'));

/** Answers that wait in quarantine, by campaign and reason. A row that could not even be read names no campaign. */
export async function quarantinedAnswers(store: StagingStore): Promise<readonly QuarantinedAnswers[]> {
  const reader = await store.connection.runAndReadAll(
    `select nullif(trim(coalesce(q.campaign_id, i.campaign_id)), '') as campaign, q.reason, count(*)
     from (
       select reason, json_extract_string("row", 'campaign_id') as campaign_id,
         json_extract_string("row", 'invitation_id') as invitation_id
       from state.quarantine where entity = 'response') as q
     left join staging.invitation as i on i.id = q.invitation_id
     group by 1, 2 order by 1, 3 desc, 2`,
  );
  return reader
    .getRows()
    .map(([campaign, reason, rows]) => ({ campaign: text(campaign), reason: String(reason), rows: Number(rows) }));
}

/** What each campaign measures; campaigns that only answers name are left out. */
export async function campaignMetrics(store: StagingStore): Promise<ReadonlyMap<string, string>> {
  const reader = await store.connection.runAndReadAll(
    'select id, metric from staging.campaign where metric is not null',
  );
  return new Map(reader.getRows().map(([id, metric]) => [String(id), String(metric)]));
}

async function counts(store: StagingStore, sql: string): Promise<readonly AnswerCount[]> {
  const reader = await store.connection.runAndReadAll(`${sql} order by 1`);
  return reader.getRows().map(([campaign, answers, promoters, passives, detractors]) => ({
    campaign: text(campaign),
    answers: Number(answers),
    promoters: Number(promoters),
    passives: Number(passives),
    detractors: Number(detractors),
  }));
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
