/** The sentences of the work with customers, worked out by hand: cases and invitations. */
import { row, type Row } from '../../../support/starRows';
import { at, on, type HandCase } from '../handCase';
import { day, says } from './sentenceCase';

const followUp = (key: number, more: Row) =>
  row('FactFollowUp', { FollowUpKey: key, OpenedDateKey: on(day), FollowUpStatus: 'open', ...more });

const closedCase = { FollowUpStatus: 'closed', ClosedDateKey: on(day), ClosedAt: at(day) };

const invitation = (key: number, more: Row) =>
  row('FactInvitation', { InvitationKey: key, SentDateKey: on(day), SentAt: at(day), ...more });

export const work: readonly HandCase[] = [
  says(
    'followUpPoint',
    '2 of 3 closed in time, one of two open past due',
    {
      FactFollowUp: [
        followUp(1, { ...closedCase, IsClosedInTime: true }),
        followUp(2, { ...closedCase, IsClosedInTime: true }),
        followUp(3, closedCase),
        followUp(4, { IsOverdue: true }),
        followUp(5, {}),
      ],
    },
    [
      '2 cases are open, 1 of them past due; 67% of the closed ones were closed in time.',
      '2 sager er åbne, 1 af dem over fristen; 67\u00a0% af de lukkede blev lukket rettidigt.',
    ],
  ),
  says('followUpPoint', 'none is closed', { FactFollowUp: [followUp(1, {}), followUp(2, {})] }, [
    '2 cases are open, 0 of them past due; none is closed yet.',
    '2 sager er åbne, 0 af dem over fristen; ingen er lukket endnu.',
  ]),
  says('followUpPoint', 'no cases', {}, [
    'No follow-up cases in what is chosen.',
    'Ingen opfølgningssager i det valgte.',
  ]),
  says(
    'programmePoint',
    '1 of 2 delivered answered; 250 of 25,000 used',
    {
      FactInvitation: [
        invitation(1, { IsDelivered: true, IsResponded: true }),
        invitation(2, { IsDelivered: true }),
        ...Array.from({ length: 248 }, (_, index) => invitation(index + 3, { BouncedAt: at(day) })),
      ],
    },
    [
      '50% of the delivered invitations are answered; 1% of the year’s quota is used.',
      '50\u00a0% af de leverede invitationer besvares; 1\u00a0% af årets kvote er brugt.',
    ],
  ),
  says('programmePoint', 'no invitations', {}, [
    'No invitations in what is chosen.',
    'Ingen invitationer i det valgte.',
  ]),
];
