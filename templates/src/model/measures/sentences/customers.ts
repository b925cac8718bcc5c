/** What the pages of customers say under their title: sales at risk and accounts at risk. */
import { define, isBlank, join, measure, orZero, when, words } from '../../build';
import type { MeasureDefinition } from '../../expression';
import { whole, sentence } from './sentence';

export const customersSentences: readonly MeasureDefinition[] = [
  sentence(
    'salesPoint',
    ['Sales in a sentence', 'Salget i en sætning'],
    ['Likely amount and how much of it is at risk.', 'Sandsynligt beløb og hvor meget af det der er i risiko.'],
    { likely: measure('likelyAmount') },
    ({ likely }) =>
      define({ risk: measure('atRiskAmount') }, ({ risk }) =>
        join(
          words('Of likely deals worth ', 'Af sandsynlige salg for '),
          whole(likely),
          when(isBlank(risk), words(', none', ' er intet'), join(words(', ', ' er '), whole(orZero(risk)))),
          words(
            ' stands with customers whose NPS is below the risk threshold.',
            ' hos kunder med NPS under risikogrænsen.',
          ),
        ),
      ),
    when(
      isBlank(measure('openDeals')),
      words('No open deals in what is chosen.', 'Ingen åbne salgsmuligheder i det valgte.'),
      words('No open deal has a chance of 50% or more.', 'Ingen åben salgsmulighed har en chance på 50 % eller mere.'),
    ),
  ),
  sentence(
    'accountsPoint',
    ['Accounts in a sentence', 'Kunderne i en sætning'],
    ['Companies at risk and what they are worth.', 'Virksomheder i risiko og hvad de er værd.'],
    { companies: measure('companies'), score: measure('npsRolling12') },
    ({ companies }) =>
      join(
        whole(orZero(measure('companiesAtRisk'))),
        words(' of ', ' af '),
        whole(companies),
        words(' customers are at risk; they buy for ', ' kunder er i risiko; de køber for '),
        whole(orZero(measure('valueAtRisk'))),
        words(' a year.', ' om året.'),
      ),
    when(
      isBlank(measure('companies')),
      words('No customers in what is chosen.', 'Ingen kunder i det valgte.'),
      words('No customer has rated in the last 12 months.', 'Ingen kunde har bedømt de seneste 12 måneder.'),
    ),
  ),
];
