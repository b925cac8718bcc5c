/** Invitations, response rates and the quota, counted by hand. */
import { row, times } from '../../support/starRows';
import { at, byMember, channel, days, month, on, only, responses, type HandCase } from './handCase';

const sent = (key: number, day: string, channelKey: number, steps: Readonly<Record<string, string | boolean>>) =>
  row('FactInvitation', {
    InvitationKey: key,
    ChannelKey: channelKey,
    SentDateKey: on(day),
    SentAt: `${day} 08:00:00`,
    ...steps,
  });

const facts = {
  FactInvitation: [
    sent(1, '2026-01-05', 1, { IsDelivered: true, OpenedAt: at('2026-01-06'), IsResponded: true }),
    sent(2, '2026-01-05', 1, { IsDelivered: true, OpenedAt: at('2026-01-06') }),
    sent(3, '2026-01-05', 1, { BouncedAt: at('2026-01-05') }),
    sent(4, '2025-12-30', 2, { IsDelivered: true, IsResponded: true }),
    // Opened and answered by somebody, but not delivered: in no rate.
    sent(5, '2026-01-05', 2, {
      BouncedAt: at('2026-01-05'),
      OptedOutAt: at('2026-01-05'),
      OpenedAt: at('2026-01-06'),
      IsResponded: true,
    }),
  ],
};

export const programmeCases: readonly HandCase[] = [
  {
    says: 'rates count on delivered, bounces on sent; the whole is no mean of its channels',
    facts,
    total: {
      sent: 5,
      delivered: 3,
      opened: 2,
      answered: 2,
      bounced: 2,
      optedOut: 1,
      responseRate: 2 / 3,
      openRate: 2 / 3,
      bounceRate: 2 / 5,
    },
    each: byMember(channel, [
      [
        'E-mail',
        {
          sent: 3,
          delivered: 2,
          opened: 2,
          answered: 1,
          bounced: 1,
          optedOut: 0,
          responseRate: 1 / 2,
          openRate: 1,
          bounceRate: 1 / 3,
        },
      ],
      [
        'SMS',
        {
          sent: 2,
          delivered: 1,
          opened: 0,
          answered: 1,
          bounced: 1,
          optedOut: 1,
          responseRate: 1,
          openRate: 0,
          bounceRate: 1 / 2,
        },
      ],
    ]),
  },
  {
    says: 'the quota counts from 1 January of the period’s last year to its end, or to the day of the data',
    facts,
    total: { surveysUsed: 4, quotaUsed: 4 / 25_000 },
    each: byMember(month, [
      [202512, { surveysUsed: 1, quotaUsed: 1 / 25_000 }],
      ...[202601, 202602, 202603, 202604, 202605, 202606, 202607, 202608, 202609, 202610, 202611, 202612].map(
        (one) => [one, { surveysUsed: 4, quotaUsed: 4 / 25_000 }] as const,
      ),
    ]),
  },
  {
    says: 'the year begins on 1 January, that day included',
    facts: { FactInvitation: [sent(1, '2025-12-31', 1, {}), sent(2, '2026-01-01', 1, {})] },
    total: { sent: 2, surveysUsed: 1 },
  },
  {
    says: 'the quota counts to the last of the chosen days, not to the end of its month',
    facts,
    chosen: [days('2026-01-01', '2026-01-04')],
    total: { surveysUsed: null, quotaUsed: null },
  },
  {
    says: 'before anything was sent there is no rate',
    facts,
    chosen: [only(month, 202511)],
    total: {
      sent: null,
      delivered: null,
      opened: null,
      bounced: null,
      responseRate: null,
      openRate: null,
      bounceRate: null,
      surveysUsed: null,
      quotaUsed: null,
    },
  },
  {
    says: 'where all bounced there is no response rate, and a bounce rate of 1',
    facts: { FactInvitation: [sent(1, '2026-01-05', 1, { BouncedAt: at('2026-01-05') })] },
    total: { delivered: 0, responseRate: null, openRate: null, bounceRate: 1 },
  },
  {
    says: 'the time to an answer is the middle one, of the whole as of the parts, and in hours',
    facts: {
      FactResponse: responses([30, 600, null, 90].map((minutes) => ({ day: '2026-01-10', score: 9, minutes }))).map(
        (one, index) => ({ ...one, ChannelKey: index < 3 ? 1 : 2 }),
      ),
    },
    // 30, 90 and 600 minutes.
    total: { medianResponseHours: 1.5 },
    each: byMember(channel, [
      ['E-mail', { medianResponseHours: 5.25 }],
      ['SMS', { medianResponseHours: 1.5 }],
    ]),
  },
  {
    says: 'without a known invitation there is no time to an answer',
    facts: { FactResponse: responses(times(3, { day: '2026-01-10', score: 9 })) },
    total: { rated: 3, medianResponseHours: null },
  },
];
