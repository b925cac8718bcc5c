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

export const buildFactResponse = defineBuild(factResponse, (context) => {
  const { db, engine } = context;
  return db
    .with('judged', () => judgedAnswers(context))
    .with('recovered', () => db.selectFrom(recoveredCases(context).as('c')).select('c.response_id').distinct())
    .selectFrom('judged as j')
    .leftJoin('recovered as rec', 'rec.response_id', 'j.id')
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
      // Answers of unknown contacts each stand alone, so that no window runs over all of them.
      const sameContact = sql`partition by ${eb.ref('j.contact_key')}, case when ${eb.ref('j.contact_key')} = 0 then ${eb.ref('j.response_key')} else 0 end, ${eb.ref('j.survey_class')}, ${eb.ref('j.metric')}, case when ${eb.ref('j.exclusion')} is null then 1 else 0 end`;
      const oldestFirst = sql`order by ${eb.ref('j.responded_at')}, ${eb.ref('j.response_key')}`;
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
            sql`${eb.ref('j.contact_key')} = 0 or (${rated} and lead(${eb.ref('j.response_key')}) over (${sameContact} ${oldestFirst}) is null)`,
          )
          .as('IsLatestOfContact'),
        sql<
          number | null
        >`case when ${rated} then lag(${eb.ref('j.score')}) over (${sameContact} ${oldestFirst}) end`.as(
          'PreviousScore',
        ),
        engine.flag(eb('rec.response_id', 'is not', null)).as('IsRecovered'),
        eb.fn.coalesce('j.company_segment', 'hs.value').as('CompanySegmentThen'),
        roleThen.as('ContactRoleThen'),
        danishWords(roleThen, contactRoleDanish).as('ContactRoleThenDa'),
        eb.fn.coalesce('j.modified_at', 'j.responded_at').as('ModifiedAt'),
      ];
    });
});
