/** The answers with their members resolved and their score judged: what several facts are built from. */
import { sql } from 'kysely';
import type { BuildContext } from './build';
import { keyOrUnknown } from './reference';

/** Largest possible rating where neither answer nor campaign gives one. */
const usualRatingMax = { CSAT: 5, CES: 7, experience: 5 } as const;

/**
 * One row per answer. An invitation fills what the answer itself does not say; a company is found through the contact,
 * a unit through the employee or the campaign. An answer without a campaign is one to an NPS question.
 */
export function resolvedAnswers({ db, engine }: BuildContext) {
  return db
    .selectFrom('staging.response as r')
    .innerJoin('keys.response as k', 'k.id', 'r.id')
    .leftJoin('staging.invitation as i', 'i.id', 'r.invitation_id')
    .leftJoin('keys.campaign as kca', (join) =>
      join.on((eb) => eb('kca.id', '=', eb.fn.coalesce('r.campaign_id', 'i.campaign_id'))),
    )
    .leftJoin('staging.campaign as ca', 'ca.id', 'kca.id')
    .leftJoin('keys.contact as kc', (join) =>
      join.on((eb) => eb('kc.id', '=', eb.fn.coalesce('r.contact_id', 'i.contact_id'))),
    )
    .leftJoin('staging.contact as c', 'c.id', 'kc.id')
    .leftJoin('keys.employee as ke', (join) =>
      join.on((eb) => eb('ke.id', '=', eb.fn.coalesce('r.employee_id', 'i.employee_id'))),
    )
    .leftJoin('staging.employee as e', 'e.id', 'ke.id')
    .leftJoin('keys.touchpoint as kt', (join) =>
      join.on((eb) => eb('kt.id', '=', eb.fn.coalesce('r.touchpoint_id', 'i.touchpoint_id'))),
    )
    .leftJoin('keys.channel as kch', (join) =>
      join.on((eb) => eb('kch.id', '=', eb.fn.coalesce('r.channel_id', 'i.channel_id'))),
    )
    .leftJoin('keys.product as kp', (join) =>
      join.on((eb) => eb('kp.id', '=', eb.fn.coalesce('r.product_id', 'i.product_id'))),
    )
    .leftJoin('keys.company as km', (join) =>
      join.on((eb) => eb('km.id', '=', eb.fn.coalesce('r.company_id', 'c.company_id'))),
    )
    .leftJoin('keys.business_unit as ku', (join) =>
      join.on((eb) =>
        eb(
          'ku.id',
          '=',
          eb.fn.coalesce('r.business_unit_id', 'i.business_unit_id', 'e.business_unit_id', 'ca.business_unit_id'),
        ),
      ),
    )
    .select((eb) => [
      'k.key as response_key',
      'r.id as id',
      'r.invitation_id as invitation_id',
      keyOrUnknown(eb.ref('kca.key')).as('campaign_key'),
      keyOrUnknown(eb.ref('kt.key')).as('touchpoint_key'),
      keyOrUnknown(eb.ref('kch.key')).as('channel_key'),
      keyOrUnknown(eb.ref('ku.key')).as('business_unit_key'),
      keyOrUnknown(eb.ref('km.key')).as('company_key'),
      keyOrUnknown(eb.ref('kc.key')).as('contact_key'),
      keyOrUnknown(eb.ref('ke.key')).as('employee_key'),
      keyOrUnknown(eb.ref('kp.key')).as('product_key'),
      'km.id as company_id',
      'kc.id as contact_id',
      eb.fn.coalesce('ca.metric', eb.val('NPS')).as('metric'),
      eb.fn.coalesce('ca.survey_class', eb.val('')).as('survey_class'),
      'r.score as score_text',
      engine.number(eb.ref('r.score')).as('number'),
      sql<number>`coalesce(${eb.ref('r.rating_max')}, ${eb.ref('ca.rating_max')}, case ${eb.ref('ca.metric')} when 'CES' then ${sql.lit(usualRatingMax.CES)} else ${sql.lit(usualRatingMax.CSAT)} end)`.as(
        'rating_max',
      ),
      'i.sent_at as sent_at',
      'r.responded_at as responded_at',
      'r.modified_at as modified_at',
      'r.weight as weight',
      'r.comment as comment',
      'r.language as language',
      'r.company_segment as company_segment',
      'r.contact_role as contact_role',
    ]);
}

const whole = (number: unknown) => sql`${number} = floor(${number})`;

/**
 * The answers with `score` (whole 0–10, NPS questions only), `rating` (other metrics), `group_order` (1 detractor,
 * 2 passive, 3 promoter) and `exclusion`: a blank, non-numeric, broken or out-of-range answer is not rated.
 */
function judgedNow(context: BuildContext) {
  const { db } = context;
  return db.selectFrom(resolvedAnswers(context).as('a')).select((eb) => {
    const number = eb.ref('a.number');
    const isNps = sql`${eb.ref('a.metric')} = 'NPS'`;
    const inNps = sql`${number} between 0 and 10 and ${whole(number)}`;
    const inScale = sql`${number} between 0 and ${eb.ref('a.rating_max')}`;
    return [
      ...([
        'a.response_key',
        'a.id',
        'a.invitation_id',
        'a.campaign_key',
        'a.touchpoint_key',
        'a.channel_key',
        'a.business_unit_key',
        'a.company_key',
        'a.contact_key',
        'a.employee_key',
        'a.product_key',
        'a.company_id',
        'a.contact_id',
        'a.metric',
        'a.survey_class',
        'a.score_text',
        'a.rating_max',
        'a.sent_at',
        'a.responded_at',
        'a.modified_at',
        'a.weight',
        'a.comment',
        'a.language',
        'a.company_segment',
        'a.contact_role',
      ] as const),
      sql<number | null>`case when ${isNps} and ${inNps} then ${context.engine.int32(number)} end`.as('score'),
      sql<number | null>`case when not ${isNps} and ${inScale} then ${number} end`.as('rating'),
      sql<
        number | null
      >`case when ${isNps} and ${inNps} then case when ${number} <= 6 then 1 when ${number} <= 8 then 2 else 3 end end`.as(
        'group_order',
      ),
      sql<string | null>`case
        when coalesce(ltrim(rtrim(${eb.ref('a.score_text')})), '') = '' then 'blank'
        when ${number} is null then 'not a number'
        when ${isNps} and not ${number} between 0 and 10 then 'out of range'
        when ${isNps} and not ${whole(number)} then 'not whole'
        when not ${isNps} and not (${inScale}) then 'out of range' end`.as('exclusion'),
    ];
  });
}

/** The same rows from the table that the engine has them in already, else judged where they are needed. */
export function judgedAnswers(context: BuildContext): ReturnType<typeof judgedNow> {
  return kept(context, context.judgedTable) ?? judgedNow(context);
}

function recoveredNow(context: BuildContext) {
  return context.db
    .with('judged', () => judgedAnswers(context))
    .selectFrom('staging.follow_up as f')
    .innerJoin('judged as before', 'before.id', 'f.response_id')
    .innerJoin('judged as later', (join) =>
      join
        .onRef('later.contact_key', '=', 'before.contact_key')
        .onRef('later.survey_class', '=', 'before.survey_class')
        .onRef('later.responded_at', '>', 'f.opened_at')
        .onRef('later.responded_at', '>', 'before.responded_at')
        .onRef('later.group_order', '>', 'before.group_order'),
    )
    .where('before.contact_key', '<>', 0)
    .select(['f.id as follow_up_id', 'f.response_id as response_id'])
    .distinct();
}

/** The cases whose contact, after the case was opened, rated in a higher group than the answer it is about. */
export function recoveredCases(context: BuildContext): ReturnType<typeof recoveredNow> {
  return kept(context, context.recoveredTable) ?? recoveredNow(context);
}

/** The rows from a table that the engine made of the same query; null where it made none. */
function kept<Query>({ db }: BuildContext, table: string | undefined): Query | null {
  if (table === undefined) return null;
  return db.selectFrom(sql`${sql.table(table)}`.as('kept')).selectAll() as unknown as Query;
}
