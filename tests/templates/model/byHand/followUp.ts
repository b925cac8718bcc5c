/** Cases, deadlines and what came of them, counted by hand. */
import { row } from '../../support/starRows';
import { at, byMember, month, on, only, type HandCase } from './handCase';

const opened = (key: number, day: string, more: Readonly<Record<string, string | number | boolean | null>>) =>
  row('FactFollowUp', {
    FollowUpKey: key,
    OpenedDateKey: on(day),
    FollowUpStatus: 'open',
    ...more,
  });

const closed = (day: string) => ({ FollowUpStatus: 'closed', ClosedDateKey: on(day), ClosedAt: at(day) });

const facts = {
  FactFollowUp: [
    opened(1, '2026-01-10', {
      ...closed('2026-02-02'),
      ...{ IsClosedInTime: true, MinutesToFirstAction: 60, IsRecovered: true },
    }),
    opened(2, '2026-01-11', { ...closed('2026-01-12'), MinutesToFirstAction: 180 }),
    opened(3, '2026-02-01', { IsOverdue: true, MinutesToFirstAction: 600 }),
    // Recovered before it was closed: a recovered case, but not one of the closed.
    opened(4, '2026-02-03', { FollowUpStatus: 'in progress', IsRecovered: true }),
  ],
};

const due = { DueAt: at('2026-01-24') };
const deadlines = {
  FactFollowUp: [
    opened(1, '2026-01-10', { ...due, IsOverdue: true }),
    opened(2, '2026-01-10', due),
    opened(3, '2026-01-10', { ...due, ...closed('2026-01-20'), IsClosedInTime: true }),
    opened(4, '2026-01-10', { ...due, ...closed('2026-01-30') }),
    opened(5, '2026-01-10', {}),
    opened(6, '2026-01-10', closed('2026-01-20')),
  ],
};

export const followUpCases: readonly HandCase[] = [
  {
    says: 'cases count by the day they were opened, closed ones by the day they were closed',
    facts,
    total: {
      followUps: 4,
      followUpsOpen: 2,
      followUpsClosed: 2,
      followUpsOverdue: 1,
      shareInTime: 0.5,
      recovered: 2,
      recoveryRate: 0.5,
      // 60, 180 and 600 minutes.
      medianFirstActionHours: 3,
    },
    each: byMember(month, [
      [
        202601,
        {
          followUps: 2,
          followUpsOpen: 0,
          followUpsClosed: 1,
          followUpsOverdue: 0,
          shareInTime: 0.5,
          recovered: 1,
          recoveryRate: 0.5,
          medianFirstActionHours: 2,
        },
      ],
      [
        202602,
        {
          followUps: 2,
          followUpsOpen: 2,
          followUpsClosed: 1,
          followUpsOverdue: 1,
          shareInTime: null,
          recovered: 1,
          recoveryRate: null,
          medianFirstActionHours: 10,
        },
      ],
    ]),
  },
  {
    says: 'without cases there is nothing to say, not a zero',
    facts,
    chosen: [only(month, 202511)],
    total: {
      followUps: null,
      followUpsOpen: null,
      followUpsClosed: null,
      followUpsOverdue: null,
      shareInTime: null,
      recovered: null,
      recoveryRate: null,
      medianFirstActionHours: null,
      deadlineState: null,
    },
  },
  {
    says: 'a case stands against its deadline in one of five ways; of several it is counted how many are past due',
    facts: deadlines,
    total: { deadlineState: ['1 past due', '1 over fristen'] },
    each: byMember({ table: 'FactFollowUp', column: 'FollowUpKey' }, [
      [1, { deadlineState: ['Past due', 'Over fristen'] }],
      [2, { deadlineState: ['Not due yet', 'Ikke forfalden'] }],
      [3, { deadlineState: ['Closed in time', 'Lukket rettidigt'] }],
      [4, { deadlineState: ['Closed late', 'Lukket for sent'] }],
      [5, { deadlineState: ['No deadline', 'Ingen frist'] }],
      [6, { deadlineState: ['No deadline', 'Ingen frist'] }],
    ]),
  },
  {
    says: 'of two cases it is counted how many are past due',
    facts: { FactFollowUp: [opened(1, '2026-01-10', due), opened(2, '2026-01-10', due)] },
    total: { deadlineState: ['0 past due', '0 over fristen'] },
  },
  {
    says: 'the one case that is chosen by its outcome speaks for itself',
    facts: {
      FactFollowUp: [
        opened(1, '2026-01-10', { ...due, ...closed('2026-01-20'), IsClosedInTime: true }),
        opened(2, '2026-01-10', { ...due, ...closed('2026-01-30') }),
      ],
    },
    chosen: [only({ table: 'FactFollowUp', column: 'IsClosedInTime' }, false)],
    total: { deadlineState: ['Closed late', 'Lukket for sent'] },
  },
  {
    says: 'the one case that is chosen by its status speaks for itself',
    facts: {
      FactFollowUp: [opened(1, '2026-01-10', due), opened(2, '2026-01-10', { ...due, ...closed('2026-01-30') })],
    },
    chosen: [only({ table: 'FactFollowUp', column: 'FollowUpStatus' }, 'open')],
    total: { deadlineState: ['Not due yet', 'Ikke forfalden'] },
  },
];
