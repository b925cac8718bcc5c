/** Builds again those rows of the big tables that what changed in staging can have touched, and no others. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { star, type TableName } from '../star';
import { type BuildContext, tableBuilds } from '../star/build';
import { decidedByContact } from '../star/build/factInputs';
import { createTableSql, quotedName } from '../star/starDdl';
import { changedIds } from '../staging/changes';
import {
  findRecovered,
  judgeAnswers,
  judgedRows,
  judgingContext,
  queryOf,
  recoveredRows,
  type StarOptions,
} from './buildStar';
import { type Showing, showCases, showContacts, type ShownRows, showRows } from './shownRows';
import { at, numbersOf, temporary } from './starDatabase';
import { StagingScope } from './stagingScope';
import { oldRows } from './tableDelta';
import { answersTouched, casesThatFellDue } from './touchedIds';

/** The tables that are built in part; all others are small and built whole. */
export const partlyBuilt = [
  'DimContact',
  'FactResponse',
  'FactInvitation',
  'FactFollowUp',
  'BridgeResponseCategory',
] as const;
export type PartlyBuilt = (typeof partlyBuilt)[number];

/** Rows of one table that were built again. */
export interface RebuiltRows {
  readonly table: PartlyBuilt;
  /** Place of the rows as they are now. */
  readonly rows: string;
  /** Place of the rows that these replace, as they are in the star. */
  readonly old: string;
}

export interface ChangedFactsOptions extends StarOptions, Pick<Showing, 'changed' | 'near'> {
  /** `dataAsOf` of the star that is changed. */
  readonly dataAsOfBefore: string;
  /** Answers from which building everything is the shorter way. */
  readonly mostAnswers: number;
}

type Work = ChangedFactsOptions & Showing;

/**
 * What decides a row of a fact, besides its own row in staging:
 * - an answer: its invitation, campaign, contact, company and employee; the other answers of the same contact, for what
 *   came before and after; its cases, for being recovered;
 * - an invitation: its answers, campaign, contact and employee;
 * - a case: its answer and all that decides the answer; the day of the data, for being overdue;
 * - a theme of an answer: the answer being there;
 * - a contact: the name of its company.
 * The star still says which members an answer had that did not change itself.
 * @returns null where so many answers are touched that building everything is the shorter way. The places are temporary
 * tables, to be used before `close`.
 */
export async function rebuildChangedFacts(
  connection: DuckDBConnection,
  options: ChangedFactsOptions,
): Promise<{ readonly rebuilt: readonly RebuiltRows[] | null; readonly close: () => Promise<void> }> {
  const overdue = casesThatFellDue(options.dataAsOf, options.dataAsOfBefore);
  const [due = 0n] = await numbersOf(connection, `select count(*) from (${overdue})`);
  if (Object.keys(options.changed).length === 0 && due === 0n) return { rebuilt: [], close: async () => undefined };
  const scope = await StagingScope.open(connection);
  const work: Work = { ...options, connection, scope };
  const close = async (): Promise<void> => {
    await connection.run(`drop view if exists ${temporary(contactRows)}`);
    for (const rows of [judgedRows, recoveredRows]) await connection.run(`drop table if exists ${temporary(rows)}`);
    await scope.close();
  };
  try {
    return { rebuilt: await rebuildTouched(work, await scope.list('case_overdue', overdue)), close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

/** @param overdue place of the ids of cases that fell due. */
async function rebuildTouched(work: Work, overdue: string): Promise<RebuiltRows[] | null> {
  const { connection, scope } = work;
  const answers = await scope.list('answer', answersTouched(work.changed, overdue));
  const isMore = async (rows: string): Promise<boolean> =>
    ((await numbersOf(connection, `select count(*) from ${rows}`))[0] ?? 0n) > BigInt(work.mostAnswers);
  if (await isMore(answers)) return null;
  const lists = await showRows(work, answers);
  const touched = await judgeTouched(work, lists);
  if (await isMore(touched.all)) return null;
  const caseKeys = await showCases(work, touched.all, overdue);
  const contactContext = await scope.within(() => findRecovered(connection, touched.contactContext));
  return [
    await responses(work, { ...touched, contactContext }),
    await rebuild(work, 'FactFollowUp', contactContext, caseKeys),
    await rebuild(work, 'FactInvitation', judgingContext(connection, work), lists.invitationKeys),
    await themes(work, lists),
    await contacts(work),
  ];
}

/** Temporary view of all answers of the contacts. */
const contactRows = 'contact_answer_rows';

interface Touched {
  /** Sees the answers that were judged again. */
  readonly judgedContext: BuildContext;
  /** Sees these and all others of their contacts: of those they had and of those they have now. */
  readonly contactContext: BuildContext;
  /** Place of the keys of the answers that were judged again (`id`, `key`). */
  readonly judged: string;
  /** Place of the same and those of the others. */
  readonly all: string;
}

/** Judges the answers; what is known of the others of their contacts is in the star. */
async function judgeTouched(work: Work, { answers, answerKeys }: ShownRows): Promise<Touched> {
  const { connection, scope } = work;
  const judged = await scope.table(
    'judged',
    `select id, key from ${answerKeys} where id in (select id from ${answers})`,
  );
  await scope.showKeys('keys.response', `select id, key from ${judged}`);
  const judgedContext = await scope.within(() => judgeAnswers(connection, judgingContext(connection, work)));
  const contacts = await scope.list(
    'contact',
    `select contact_key as id from ${temporary(judgedRows)} where contact_key <> 0
     union all select "ContactKey" from ${at('FactResponse')} where "ContactKey" <> 0 and "ResponseKey" in (select key from ${judged})`,
  );
  const others = await scope.table('others', othersOf(contacts, judged));
  await connection.run(
    `create or replace temp view ${quotedName(contactRows)} as select * from ${temporary(judgedRows)} union all by name select * from ${others}`,
  );
  const all = await scope.table(
    'touched',
    `select id, key from ${judged} union all select id, response_key from ${others}`,
  );
  return { judgedContext, contactContext: { ...judgedContext, judgedTable: contactRows }, judged, all };
}

/** Answers of the contacts that were not judged again, as far as they decide what other answers and cases say. */
const othersOf = (contacts: string, judged: string): string => `
  with found as materialized (
    select "ResponseKey", "ResponseId", "CampaignKey", "TouchpointKey", "BusinessUnitKey", "CompanyKey", "ContactKey",
      "RespondedAt", "Score", nullif("ScoreKey", 0) as score_key, "ExclusionReason"
    from ${at('FactResponse')} where "ContactKey" in (select id from ${contacts}))
  select "ResponseKey" as response_key, "ResponseId" as id, f."CampaignKey" as campaign_key, "TouchpointKey" as touchpoint_key,
    "BusinessUnitKey" as business_unit_key, "CompanyKey" as company_key, "ContactKey" as contact_key,
    coalesce("Metric", 'NPS') as metric, coalesce("SurveyClass", '') as survey_class, "RespondedAt" as responded_at,
    "Score" as score, "NpsGroupOrder" as group_order, "ExclusionReason" as exclusion
  from found f join ${at('DimCampaign')} c on c."CampaignKey" = f."CampaignKey"
    left join ${at('DimScore')} s on s."ScoreKey" = f.score_key
  where "ResponseKey" not in (select key from ${judged})`;

/**
 * What was judged again is built again, but for what all answers of the contact decide together: that is computed for all
 * of them, and of the others only those are looked at for which it is not as it was.
 */
async function responses(work: Work, { judgedContext, contactContext, judged }: Touched): Promise<RebuiltRows> {
  const { connection, scope, progress } = work;
  progress('FactResponse');
  const decided = decidedByContact.map(quotedName);
  const together = temporary('decided_by_contact');
  await built(
    work,
    'FactResponse',
    contactContext,
    (query) =>
      `create or replace temp table decided_by_contact as select "ResponseKey", ${decided.join(', ')} from ${query}`,
  );
  const differs = decided.map((name) => `d.${name} is distinct from o.${name}`).join(' or ');
  const replaced = await scope.table(
    'replaced_answer',
    `select key from ${judged} union all
     select "ResponseKey" from ${together} d join ${at('FactResponse')} o using ("ResponseKey")
     where "ResponseKey" not in (select key from ${judged}) and (${differs})`,
  );
  const old = await oldRows(connection, 'FactResponse', replaced);
  const rows = await emptyRows(connection, 'FactResponse');
  const withDecided = `b.* replace (${decided.map((name) => `d.${name} as ${name}`).join(', ')})`;
  await built(work, 'FactResponse', judgedContext, (query) =>
    insertSql(
      'FactResponse',
      rows,
      `select ${withDecided} from ${query} as b join ${together} d using ("ResponseKey")`,
    ),
  );
  await connection.run(
    insertSql(
      'FactResponse',
      rows,
      `select ${withDecided} from ${old} as b join ${together} d using ("ResponseKey") where "ResponseKey" not in (select key from ${judged})`,
    ),
  );
  await connection.run(`drop table ${together}`);
  return { table: 'FactResponse', rows, old };
}

async function themes(work: Work, { themes: list, answerKeys }: ShownRows): Promise<RebuiltRows> {
  const { scope, connection } = work;
  await scope.choose('staging.response_category', `response_id in (select id from ${list})`);
  const keys = await scope.showKeys(
    'keys.response',
    `select id, key from ${answerKeys} where id in (select id from ${list})`,
  );
  return rebuild(work, 'BridgeResponseCategory', judgingContext(connection, work), keys);
}

/** Last, as it shows other contacts than all else needs. */
async function contacts(work: Work): Promise<RebuiltRows> {
  const { scope, connection } = work;
  const keys = await showContacts(scope, await scope.list('contact_row', changedIds('DimContact')));
  return rebuild(work, 'DimContact', judgingContext(connection, work), keys);
}

/** Builds the rows of the table that the scope shows. @param replaced place of a list (`key`): first keys of the rows that these replace. */
async function rebuild(work: Work, name: PartlyBuilt, context: BuildContext, replaced: string): Promise<RebuiltRows> {
  const { connection, progress } = work;
  progress(name);
  const rows = await emptyRows(connection, name);
  await built(work, name, context, (query) => insertSql(name, rows, `select * from ${query} as b`));
  return { table: name, rows, old: await oldRows(connection, name, replaced) };
}

async function emptyRows(connection: DuckDBConnection, name: PartlyBuilt): Promise<string> {
  const rows = temporary(`new_${name}`);
  await connection.run(createTableSql(star[name], rows, 'temp table'));
  return rows;
}

/** Runs a statement over the table's query, which sees what the scope shows. */
async function built(
  { connection, scope }: Work,
  name: PartlyBuilt,
  context: BuildContext,
  statement: (query: string) => string,
): Promise<void> {
  const build = tableBuilds.find(({ table }) => table.name === name);
  if (build === undefined) throw new Error(`${name} has no build.`);
  const [sql, parameters] = queryOf(build, context);
  await scope.within(() => connection.run(statement(`(${sql})`), parameters));
}

function insertSql(name: TableName, rows: string, query: string): string {
  const columns = Object.keys(star[name].columns).map(quotedName).join(', ');
  return `insert into ${rows} (${columns}) select ${columns} from (${query}) as built`;
}
