/** Builds FactFollowUp: the cases with the members of the answer that each is about. */
import { sql } from 'kysely';
import { followUpStatusDanish } from '../../survey/vocabulary';
import { factFollowUp } from '../facts/factFollowUp';
import { judgedAnswers, recoveredCases } from './answers';
import { defineBuild } from './build';
import { danishWords } from './danishWords';
import { keyOrUnknown, present } from './reference';

export const buildFactFollowUp = defineBuild(factFollowUp, (context) => {
  const { db, engine } = context;
  const asOf = engine.instant(context.dataAsOf);
  return db
    .with('judged_answer', () => judgedAnswers(context))
    .with('recovered', () => recoveredCases(context))
    .selectFrom('staging.follow_up as f')
    .innerJoin('keys.follow_up as k', 'k.id', 'f.id')
    .leftJoin('judged_answer as a', 'a.id', 'f.response_id')
    .leftJoin('keys.employee as ke', 'ke.id', 'f.owner_id')
    .leftJoin('recovered as rec', 'rec.follow_up_id', 'f.id')
    .select((eb) => [
      'k.key as FollowUpKey',
      'f.id as FollowUpId',
      'f.response_id as ResponseId',
      keyOrUnknown(eb.ref('a.campaign_key')).as('CampaignKey'),
      keyOrUnknown(eb.ref('a.touchpoint_key')).as('TouchpointKey'),
      keyOrUnknown(eb.ref('a.business_unit_key')).as('BusinessUnitKey'),
      keyOrUnknown(eb.ref('a.company_key')).as('CompanyKey'),
      keyOrUnknown(eb.ref('a.contact_key')).as('ContactKey'),
      keyOrUnknown(eb.ref('ke.key')).as('EmployeeKey'),
      sql<number>`coalesce(${eb.ref('a.score')} + 1, 0)`.as('ScoreKey'),
      present(engine.localDateKey(eb.ref('f.opened_at'))).as('OpenedDateKey'),
      engine.localDateKey(eb.ref('f.due_at')).as('DueDateKey'),
      engine.localDateKey(eb.ref('f.closed_at')).as('ClosedDateKey'),
      'f.opened_at as OpenedAt',
      'f.first_action_at as FirstActionAt',
      'f.due_at as DueAt',
      'f.closed_at as ClosedAt',
      'f.rule as FollowUpRule',
      'f.status as FollowUpStatus',
      danishWords(eb.ref('f.status'), followUpStatusDanish).as('FollowUpStatusDa'),
      'f.outcome as Outcome',
      engine.minutesBetween(eb.ref('f.opened_at'), eb.ref('f.first_action_at')).as('MinutesToFirstAction'),
      engine.minutesBetween(eb.ref('f.opened_at'), eb.ref('f.closed_at')).as('MinutesToClose'),
      engine.flag(sql`${eb.ref('f.closed_at')} <= ${eb.ref('f.due_at')}`).as('IsClosedInTime'),
      engine
        .flag(
          sql`${eb.ref('f.closed_at')} is null and ${eb.ref('f.status')} <> 'closed' and ${eb.ref('f.due_at')} < ${asOf}`,
        )
        .as('IsOverdue'),
      engine.flag(eb('rec.follow_up_id', 'is not', null)).as('IsRecovered'),
    ]);
});
