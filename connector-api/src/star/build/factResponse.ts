/** Builds FactResponse: the judged answers with what the contact answered before and after, and members as they were then. */
import { sql } from 'kysely';
import { contactRoleDanish, exclusionReasonDanish } from '../../survey/vocabulary';
import { factResponse } from '../facts/factResponse';
import { judgedAnswers, recoveredCases } from './answers';
import { type BuildContext, defineBuild } from './build';
import { danishWords } from './danishWords';
import { present } from './reference';

/** A history whose open end is a day far away: an OR in the join would keep engines from hashing it. */
function historyOf({ db, engine }: BuildContext, table: 'history.company_segment' | 'history.contact_role') {
  return db
    .selectFrom(table)
    .select((eb) => [
      'id',
      'value',
      'valid_from',
      eb.fn.coalesce('valid_to', engine.instant('9999-12-31T00:00:00Z')).as('valid_until'),
    ]);
}

/**
 * The answer of the same contact before and the one after, among rated answers to the same kind of question. Numbered
 * over few columns and joined: a window over whole answers would carry all their texts along.
 */
function standings(context: BuildContext) {
  return context.db
    .with('judged', () => judgedAnswers(context))
    .selectFrom('judged as s')
    .where('s.exclusion', 'is', null)
    .where('s.contact_key', '<>', 0)
    .select((eb) => {
      const sameContact = sql`over (partition by ${eb.ref('s.contact_key')}, ${eb.ref('s.survey_class')}, ${eb.ref('s.metric')} order by ${eb.ref('s.responded_at')}, ${eb.ref('s.response_key')})`;
      return [
        's.response_key',
        sql<number | null>`lag(${eb.ref('s.score')}) ${sameContact}`.as('previous_score'),
        sql<bigint | null>`lead(${eb.ref('s.response_key')}) ${sameContact}`.as('next_key'),
      ];
    });
}

export const buildFactResponse = defineBuild(factResponse, (context) => {
  const { db, engine } = context;
  return db
    .with('judged', () => judgedAnswers(context))
    .with('recovered', () => db.selectFrom(recoveredCases(context).as('c')).select('c.response_id').distinct())
    .selectFrom('judged as j')
    .leftJoin('recovered as rec', 'rec.response_id', 'j.id')
    .leftJoin(standings(context).as('st'), 'st.response_key', 'j.response_key')
    .leftJoin(historyOf(context, 'history.company_segment').as('hs'), (join) =>
      join
        .onRef('hs.id', '=', 'j.company_id')
        .onRef('hs.valid_from', '<=', 'j.responded_at')
        .onRef('hs.valid_until', '>', 'j.responded_at'),
    )
    .leftJoin(historyOf(context, 'history.contact_role').as('hr'), (join) =>
      join
        .onRef('hr.id', '=', 'j.contact_id')
        .onRef('hr.valid_from', '<=', 'j.responded_at')
        .onRef('hr.valid_until', '>', 'j.responded_at'),
    )
    .select((eb) => {
      const rated = eb('j.exclusion', 'is', null);
      const roleThen = eb.fn.coalesce('j.contact_role', 'hr.value');
      return [
        'j.response_key as ResponseKey',
        'j.id as ResponseId',
        'j.campaign_key as CampaignKey',
        'j.touchpoint_key as TouchpointKey',
        'j.channel_key as ChannelKey',
        'j.business_unit_key as BusinessUnitKey',
        'j.company_key as CompanyKey',
        'j.contact_key as ContactKey',
        'j.employee_key as EmployeeKey',
        'j.product_key as ProductKey',
        sql<number>`coalesce(${eb.ref('j.score')} + 1, 0)`.as('ScoreKey'),
        present(engine.localDateKey(eb.ref('j.responded_at'))).as('ResponseDateKey'),
        'j.invitation_id as InvitationId',
        'j.responded_at as RespondedAt',
        'j.score as Score',
        'j.rating as Rating',
        sql<number | null>`case when ${eb.ref('j.metric')} <> 'NPS' then ${eb.ref('j.rating_max')} end`.as('RatingMax'),
        engine.flag(rated).as('IsRated'),
        'j.exclusion as ExclusionReason',
        danishWords(eb.ref('j.exclusion'), exclusionReasonDanish).as('ExclusionReasonDa'),
        sql<string | null>`case when ${eb.ref('j.exclusion')} is not null then ${eb.ref('j.score_text')} end`.as(
          'ScoreAsGiven',
        ),
        sql<number>`coalesce(${eb.ref('j.weight')}, 1)`.as('Weight'),
        'j.comment as Comment',
        'j.language as ResponseLanguage',
        sql<
          number | null
        >`case when ${eb.ref('j.responded_at')} >= ${eb.ref('j.sent_at')} then ${engine.minutesBetween(eb.ref('j.sent_at'), eb.ref('j.responded_at'))} end`.as(
          'ResponseMinutes',
        ),
        engine
          .flag(
            eb.or([
              eb('j.contact_key', '=', 0),
              eb.and([eb('st.response_key', 'is not', null), eb('st.next_key', 'is', null)]),
            ]),
          )
          .as('IsLatestOfContact'),
        'st.previous_score as PreviousScore',
        engine.flag(eb('rec.response_id', 'is not', null)).as('IsRecovered'),
        eb.fn.coalesce('j.company_segment', 'hs.value').as('CompanySegmentThen'),
        roleThen.as('ContactRoleThen'),
        danishWords(roleThen, contactRoleDanish).as('ContactRoleThenDa'),
        eb.fn.coalesce('j.modified_at', 'j.responded_at').as('ModifiedAt'),
      ];
    });
});
