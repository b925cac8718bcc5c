/** Deals against the customer's voice, added up by hand. */
import { row, times } from '../../support/starRows';
import { byMember, company, month, on, only, responses, type HandCase } from './handCase';

const deals = [
  { company: 1, amount: 100, probability: 0.6, outcome: 'open' },
  { company: 1, amount: 50, probability: 0.4, outcome: 'open' },
  { company: 2, amount: 300, probability: 0.9, outcome: 'open' },
  { company: 2, amount: 70, probability: 1, outcome: 'won' },
  { company: 2, amount: 80, probability: 0, outcome: 'lost' },
  { company: 3, amount: 25, probability: 0, outcome: 'lost' },
  { company: 0, amount: 900, probability: 0.9, outcome: 'open' },
].map((deal, index) =>
  row('FactOpportunity', {
    OpportunityKey: index + 1,
    CompanyKey: deal.company,
    Amount: deal.amount,
    Probability: deal.probability,
    WeightedAmount: deal.amount * deal.probability,
    OpportunityOutcome: deal.outcome,
    ExpectedCloseDateKey: on('2026-06-30'),
  }),
);

const facts = {
  FactResponse: responses(
    // Alfa 2 against 3: −20. Beta +100. The unknown company −100.
    times(2, { day: '2026-01-10', company: 1, score: 10 }),
    times(3, { day: '2026-01-10', company: 1, score: 3 }),
    times(3, { day: '2026-01-10', company: 2, score: 10 }),
    times(9, { day: '2026-01-10', company: 0, score: 0 }),
  ),
  FactOpportunity: deals,
};

export const salesCases: readonly HandCase[] = [
  {
    says: 'the likely deals of unhappy companies are at risk; the whole is no mean of the companies',
    facts,
    total: {
      openDeals: 4,
      pipeline: 100 + 50 + 300 + 900,
      pipelineWeighted: 60 + 20 + 270 + 810,
      averageProbability: (0.6 + 0.4 + 0.9 + 0.9) / 4,
      // From 50 % and of a known company.
      likelyAmount: 100 + 300,
      atRiskAmount: 100,
      wonAmount: 70,
      winRate: 1 / 3,
    },
    each: byMember(company, [
      [
        'Alfa',
        {
          openDeals: 2,
          pipeline: 150,
          pipelineWeighted: 80,
          averageProbability: 0.5,
          likelyAmount: 100,
          atRiskAmount: 100,
          wonAmount: null,
          winRate: null,
        },
      ],
      [
        'Beta',
        {
          openDeals: 1,
          pipeline: 300,
          pipelineWeighted: 270,
          averageProbability: 0.9,
          likelyAmount: 300,
          atRiskAmount: null,
          wonAmount: 70,
          winRate: 0.5,
        },
      ],
      // All of its deals are lost: 0, not blank.
      ['Gamma', { wonAmount: null, winRate: 0 }],
      ['', { openDeals: 1, pipeline: 900, pipelineWeighted: 810, averageProbability: 0.9, likelyAmount: null }],
    ]),
  },
  {
    says: 'open deals are open today, whatever period is in view; won ones belong to the period they close in',
    facts,
    chosen: [only(month, 202602)],
    total: {
      openDeals: 4,
      pipeline: 1350,
      averageProbability: 0.7,
      likelyAmount: 400,
      atRiskAmount: 100,
      wonAmount: null,
      winRate: null,
    },
  },
  {
    says: 'a chance of exactly 50 % is likely',
    facts: {
      FactOpportunity: [
        row('FactOpportunity', {
          OpportunityKey: 1,
          CompanyKey: 1,
          Amount: 10,
          Probability: 0.5,
          OpportunityOutcome: 'open',
        }),
      ],
    },
    total: { likelyAmount: 10, atRiskAmount: null, pipelineWeighted: null },
  },
];
