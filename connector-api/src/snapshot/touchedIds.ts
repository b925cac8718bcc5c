/** Finds in the star and in staging the rows that what was noted as changed can have touched: queries that give ids. */
import { changedIds } from '../staging/changes';
import { type FactMember, factMembers, type Tracked } from '../star/build/factInputs';
import { at } from './starDatabase';

/** Rows noted as changed, by entity. */
export type Changed = Readonly<Partial<Record<Tracked, number>>>;

/** Open cases whose deadline lies between the two days of the data. */
export function casesThatFellDue(dataAsOf: string, dataAsOfBefore: string): string {
  const [from, to] = [dataAsOf, dataAsOfBefore]
    .sort()
    .map((iso) => `timestamp '${iso.replace('T', ' ').replace('Z', '')}'`);
  return `select "FollowUpId" as id from ${at('FactFollowUp')} where "ClosedAt" is null and "DueAt" between ${String(from)} and ${String(to)}`;
}

/** Ids of the answers that something other than another answer of the contact can have touched. */
export function answersTouched(changed: Changed, overdue: string): string {
  const cases = `select id from ${overdue} union all ${changedIds('follow_up')}`;
  return [
    changedIds('response'),
    `select response_id from staging.follow_up where id in (${changedIds('follow_up')})`,
    `select "ResponseId" from ${at('FactFollowUp')} where "FollowUpId" in (${cases})`,
    ...(changed.invitation === undefined
      ? []
      : [`select "ResponseId" from ${at('FactResponse')} where "InvitationId" in (${changedIds('invitation')})`]),
    ...ofChangedMembers('FactResponse', '"ResponseId"', changed),
  ].join(' union all ');
}

const memberReferences = {
  campaign: 'CampaignKey',
  contact: 'ContactKey',
  company: 'CompanyKey',
  employee: 'EmployeeKey',
} as const satisfies Record<FactMember, string>;

/** Ids of the rows of a fact whose campaign, contact, company or employee means something else now: a query for each. */
export const ofChangedMembers = (fact: 'FactResponse' | 'FactInvitation', id: string, changed: Changed): string[] =>
  (Object.keys(factMembers) as FactMember[])
    .filter((member) => changed[member] !== undefined)
    .map((member) => {
      const keys = `select key from keys.${member} where key <> 0 and id in (${changedIds(member)})`;
      return `select ${id} from ${at(fact)} where "${memberReferences[member]}" in (${keys})`;
    });
