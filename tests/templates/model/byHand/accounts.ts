/** Companies at risk and who left, counted by hand: Alfa buys for 1,000 a year, Beta 400, Delta 700; Gamma left on 20 February 2026. */
import { answer, row, times } from '../../support/starRows';
import { byMember, company, month, only, responses, type HandCase } from './handCase';

const facts = {
  FactResponse: responses(
    // Alfa: 2 promoters who decide, 3 detractors who use it: −20.
    times(2, { day: '2026-01-10', company: 1, score: 10, role: 'decision maker' }),
    times(2, { day: '2026-01-10', company: 1, score: 3, role: 'daily user' }),
    times(1, { day: '2026-01-10', company: 1, score: 0, role: 'daily user' }),
    times(3, { day: '2026-01-10', company: 2, score: 10 }),
    // Gamma warned before it left; Delta's answer is older than 12 months; the unknown company is none.
    times(1, { day: '2026-02-01', company: 3, score: 2 }),
    times(1, { day: '2024-06-01', company: 4, score: 0 }),
    times(9, { day: '2026-01-10', company: 0, score: 0 }),
  ),
};

export const accountCases: readonly HandCase[] = [
  {
    says: 'at risk is who scores below the threshold in 12 months, without the unknown and those that left',
    facts,
    total: {
      companies: 3,
      companiesAtRisk: 1,
      yearlyValue: 1000 + 400 + 700,
      valueAtRisk: 1000,
      churned: 1,
      churnedAfterDetractor: 1,
    },
    each: byMember(company, [
      [
        'Alfa',
        {
          companies: 1,
          companiesAtRisk: 1,
          yearlyValue: 1000,
          valueAtRisk: 1000,
          churned: null,
          churnedAfterDetractor: null,
        },
      ],
      [
        'Beta',
        {
          companies: 1,
          companiesAtRisk: null,
          yearlyValue: 400,
          valueAtRisk: null,
          churned: null,
          churnedAfterDetractor: null,
        },
      ],
      [
        'Gamma',
        {
          companies: null,
          companiesAtRisk: null,
          yearlyValue: null,
          valueAtRisk: null,
          churned: 1,
          churnedAfterDetractor: 1,
        },
      ],
      [
        'Delta',
        {
          companies: 1,
          companiesAtRisk: null,
          yearlyValue: 700,
          valueAtRisk: null,
          churned: null,
          churnedAfterDetractor: null,
        },
      ],
    ]),
  },
  {
    says: 'roles are those of the time of the answer, and their gap is of two pooled scores',
    facts: {
      FactResponse: responses(
        times(1, { day: '2026-01-10', company: 1, score: 10, role: 'decision maker' }),
        times(4, { day: '2026-01-10', company: 1, score: 3, role: 'daily user' }),
        times(1, { day: '2026-01-10', company: 2, score: 8, role: 'decision maker' }),
        times(1, { day: '2026-01-10', company: 2, score: 0, role: 'decision maker' }),
        times(1, { day: '2026-01-10', company: 2, score: 9, role: 'daily user' }),
        times(5, { day: '2026-01-10', company: 2, score: 0, role: 'buyer' }),
        times(1, { day: '2026-01-10', company: 3, score: 9, role: 'daily user' }),
      ),
    },
    // Deciders: 1 promoter, 1 passive, 1 detractor. Users: 2 promoters, 4 detractors of 6: no mean of the parts.
    total: { npsDecisionMakers: 0, npsDailyUsers: -200 / 6, roleGap: 200 / 6 },
    each: byMember(company, [
      ['Alfa', { npsDecisionMakers: 100, npsDailyUsers: -100, roleGap: 200 }],
      ['Beta', { npsDecisionMakers: -50, npsDailyUsers: 100, roleGap: -150 }],
      ['Gamma', { npsDecisionMakers: null, npsDailyUsers: 100, roleGap: null }],
    ]),
  },
  {
    says: 'a score of exactly the threshold is not at risk',
    facts: {
      FactResponse: responses(times(2, { day: '2026-01-10', score: 10 }), times(2, { day: '2026-01-10', score: 0 })),
    },
    total: { nps: 0, companiesAtRisk: null, valueAtRisk: null },
  },
  {
    says: 'the unknown company is none, whatever it would be worth',
    facts: {
      DimCompany: [
        row('DimCompany', { CompanyKey: 0, CompanyName: '', YearlyValue: 999 }),
        row('DimCompany', { CompanyKey: 1, CompanyName: 'Alfa', YearlyValue: 100 }),
      ],
    },
    total: { companies: 1, yearlyValue: 100, churned: null },
  },
  {
    says: 'who complained only at the moment they left, or later, did not leave after it; a period in view changes nothing',
    facts: {
      DimCompany: ['', 'Before', 'Later', 'Content', 'Same moment', 'Zero', 'Below the scale'].map((name, key) =>
        row('DimCompany', { CompanyKey: key, CompanyName: name, ChurnedOn: '2026-01-10', IsChurned: true }),
      ),
      FactResponse: [
        ...responses(
          times(1, { day: '2024-03-01', company: 0, score: 0 }),
          times(1, { day: '2024-03-01', company: 1, score: 6 }),
          times(1, { day: '2026-01-11', company: 2, score: 0 }),
          times(1, { day: '2025-03-01', company: 3, score: 7 }),
          times(1, { day: '2025-03-01', company: 5, score: 0 }),
          times(1, { day: '2025-03-01', company: 6, score: -1 }),
        ),
        {
          ...answer(7, { day: '2026-01-10', company: 4, score: 0 }),
          RespondedAt: '2026-01-10 00:00:00',
        },
      ],
    },
    chosen: [only(month, 202602)],
    // Before and Zero.
    total: { churned: 6, churnedAfterDetractor: 2 },
    each: byMember(company, [
      ['', { churned: null, churnedAfterDetractor: null }],
      ['Before', { churned: 1, churnedAfterDetractor: 1 }],
      ['Later', { churned: 1, churnedAfterDetractor: null }],
      ['Content', { churned: 1, churnedAfterDetractor: null }],
      ['Same moment', { churned: 1, churnedAfterDetractor: null }],
      ['Zero', { churned: 1, churnedAfterDetractor: 1 }],
      ['Below the scale', { churned: 1, churnedAfterDetractor: null }],
    ]),
  },
];
