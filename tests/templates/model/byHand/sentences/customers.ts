/** The sentences about accounts and deals, worked out by hand. */
import { row, times } from '../../../support/starRows';
import { on, only, responses, type HandCase } from '../handCase';
import { day, says } from './sentenceCase';

const deal = (key: number, companyKey: number, amount: number, probability: number) =>
  row('FactOpportunity', {
    OpportunityKey: key,
    CompanyKey: companyKey,
    ExpectedCloseDateKey: on('2026-09-01'),
    Probability: probability,
    Amount: amount,
    OpportunityOutcome: 'open',
  });

const unhappyAlfa = responses(times(5, { day, company: 1, score: 2 }), times(5, { day, company: 2, score: 10 }));

export const customers: readonly HandCase[] = [
  says(
    'salesPoint',
    'open deals as they stand today, 1,500 of 3,500 with Alfa at −100',
    {
      FactResponse: unhappyAlfa,
      FactOpportunity: [deal(1, 1, 1500, 0.7), deal(2, 2, 2000, 0.5), deal(3, 1, 9000, 0.4)],
    },
    [
      'Of likely deals worth 3,500, 1,500 stands with customers whose NPS is below the risk threshold.',
      'Af sandsynlige salg for 3.500 er 1.500 hos kunder med NPS under risikogrænsen.',
    ],
    { chosen: [only({ table: 'DimDate', column: 'IsLast12Months' }, true)] },
  ),
  says(
    'salesPoint',
    'none at risk is said in words',
    { FactResponse: unhappyAlfa, FactOpportunity: [deal(1, 2, 1500, 0.7)] },
    [
      'Of likely deals worth 1,500, none stands with customers whose NPS is below the risk threshold.',
      'Af sandsynlige salg for 1.500 er intet hos kunder med NPS under risikogrænsen.',
    ],
  ),
  says('salesPoint', 'no deal is likely', { FactOpportunity: [deal(1, 2, 1500, 0.4)] }, [
    'No open deal has a chance of 50% or more.',
    'Ingen åben salgsmulighed har en chance på 50 % eller mere.',
  ]),
  says(
    'salesPoint',
    'a deal without an amount is a deal',
    { FactOpportunity: [{ ...deal(1, 2, 0, 0.4), Amount: null }] },
    ['No open deal has a chance of 50% or more.', 'Ingen åben salgsmulighed har en chance på 50 % eller mere.'],
  ),
  says('salesPoint', 'no deals', {}, ['No open deals in what is chosen.', 'Ingen åbne salgsmuligheder i det valgte.']),
  says('accountsPoint', 'Alfa, which buys for 1,000, of the three that have not left', { FactResponse: unhappyAlfa }, [
    '1 of 3 customers are at risk; they buy for 1,000 a year.',
    '1 af 3 kunder er i risiko; de køber for 1.000 om året.',
  ]),
  says('accountsPoint', 'nobody is at risk', { FactResponse: responses(times(5, { day, company: 2, score: 10 })) }, [
    '0 of 3 customers are at risk; they buy for 0 a year.',
    '0 af 3 kunder er i risiko; de køber for 0 om året.',
  ]),
  says(
    'accountsPoint',
    'nobody has rated in 12 months',
    { FactResponse: responses(times(5, { day: '2024-06-10', score: 1 })) },
    ['No customer has rated in the last 12 months.', 'Ingen kunde har bedømt de seneste 12 måneder.'],
  ),
  says('accountsPoint', 'no customers', { DimCompany: [], FactResponse: responses(times(5, { day, score: 1 })) }, [
    'No customers in what is chosen.',
    'Ingen kunder i det valgte.',
  ]),
];
