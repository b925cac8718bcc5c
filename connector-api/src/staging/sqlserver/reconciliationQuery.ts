/** FactReconciliation inside SQL Server: staging beside the star. The server's own tables are the source, and nobody counts them. */
import { sql } from 'kysely';
import type { factReconciliation } from '../../star/facts/factReconciliation';
import type { ColumnNameOf } from '../../star';
import type { BuildContext } from '../../star/build';
import { judgedAnswers } from '../../star/build/answers';
import { type SqlServerQuery, sqlServerText } from '../../star/engine/sqlServerQuery';
import { quotedName } from '../../star/starDdl';
import {
  type ReconciliationReason,
  reconciliationReasonDanish,
  type ReconciliationStatus,
  reconciliationStatusDanish,
} from '../../survey/vocabulary';
import { text } from './batch';

const staged = '#staged';

/** @param responses place of FactResponse, which must be filled. */
export function reconciliationQuery(context: BuildContext, responses: string): SqlServerQuery {
  const { temporaryTables, select } = sqlServerText(stagedAnswers(context));
  const sameAnswers = 'coalesce(s."answers", 0) = coalesce(f."answers", 0)';
  const sameScores = `${sameOf('rated')} and ${sameOf('promoters')} and ${sameOf('detractors')}`;
  const oneOf = <Word>(same: Word, otherScores: Word, otherAnswers: Word, say: (word: Word) => string): string =>
    `case when not ${sameAnswers} then ${say(otherAnswers)} when ${sameScores} then ${say(same)} else ${say(otherScores)} end`;
  const status = (say: (word: ReconciliationStatus) => string) =>
    oneOf<ReconciliationStatus>('not known', 'differs', 'differs', say);
  const reason = (say: (word: ReconciliationReason) => string) =>
    oneOf<ReconciliationReason>(
      'the source was not counted',
      'other scores in staging and star',
      'staging and star differ',
      say,
    );
  const columns: Readonly<Record<ColumnNameOf<typeof factReconciliation>, string>> = {
    CampaignKey: 'coalesce(s."campaign_key", f."CampaignKey")',
    SourceAnswers: unknown,
    SourceRated: unknown,
    SourcePromoters: unknown,
    SourceDetractors: unknown,
    StagingAnswers: 'coalesce(s."answers", 0)',
    StagingRated: 's."rated"',
    StarAnswers: 'coalesce(f."answers", 0)',
    StarRated: ofNps('rated'),
    StarPromoters: ofNps('promoters'),
    StarDetractors: ofNps('detractors'),
    QuarantinedAnswers: unknown,
    ReconciliationStatus: status(text),
    ReconciliationStatusDa: status((word) => text(reconciliationStatusDanish[word])),
    ReconciliationReason: reason(text),
    ReconciliationReasonDa: reason((word) => text(reconciliationReasonDanish[word])),
  };
  const list = Object.entries(columns).map(([name, value]) => `${value} as ${quotedName(name)}`);
  return {
    temporaryTables: [...temporaryTables, [staged, select]],
    select: `select ${list.join(',\n  ')}\nfrom "${staged}" as s full join (\n${starAnswers(responses)}\n) as f on f."CampaignKey" = s."campaign_key"`,
  };
}

const unknown = 'cast(null as int)';

/** A figure of the star; null where the campaign asks for something else than NPS. */
const ofNps = (figure: string): string =>
  `case when coalesce(s."metric", N'NPS') = N'NPS' then f.${quotedName(figure)} end`;

const sameOf = (figure: string): string => `coalesce(s.${quotedName(figure)}, 0) = coalesce(${ofNps(figure)}, 0)`;

const starAnswers = (
  responses: string,
): string => `select "CampaignKey", count(*) as "answers", count("Score") as "rated",
  sum(case when "Score" >= 9 then 1 else 0 end) as "promoters", sum(case when "Score" <= 6 then 1 else 0 end) as "detractors"
from ${responses} group by "CampaignKey"`;

const stagedAnswers = (context: BuildContext) =>
  context.db
    .with('judged', () => judgedAnswers(context))
    .selectFrom('judged as j')
    .groupBy(['j.campaign_key', 'j.metric'])
    .select((eb) => {
      const { engine } = context;
      const isNps = sql`${eb.ref('j.metric')} = 'NPS'`;
      const counted = (group: number) =>
        sql<
          number | null
        >`case when ${isNps} then sum(case when ${eb.ref('j.group_order')} = ${sql.lit(group)} then 1 else 0 end) end`;
      return [
        'j.campaign_key',
        'j.metric',
        engine.int32(eb.fn.countAll()).as('answers'),
        sql<number | null>`case when ${isNps} then ${engine.int32(eb.fn.count('j.score'))} end`.as('rated'),
        counted(3).as('promoters'),
        counted(1).as('detractors'),
      ];
    });
