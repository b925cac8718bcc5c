/** Deals against the customer's voice: pipeline, and the likely deals of unhappy customers. */
import {
  average,
  col,
  compare,
  count,
  defineGiven,
  during,
  is,
  measure,
  orZero,
  sum,
  sumOver,
  when,
  whenGiven,
  divide,
} from '../build';
import type { Expression, MeasureDefinition } from '../expression';
import { inFolder } from './measure';

const sales = inFolder('sales');
const open = is('OpportunityOutcome', '=', 'open');
const won = is('OpportunityOutcome', '=', 'won');
const company = col('DimCompany', 'CompanyKey');

/** Open deals are open today, whatever period is in view: their date is the expected close, in the future. */
const now = (operand: Expression): Expression => during('allTime', operand);

export const salesMeasures: readonly MeasureDefinition[] = [
  sales(
    'openDeals',
    ['Open deals', 'Åbne salgsmuligheder'],
    ['Deals neither won nor lost.', 'Salgsmuligheder hverken vundet eller tabt.'],
    'count',
    now(count('FactOpportunity', open)),
  ),
  sales(
    'pipeline',
    ['Pipeline', 'Pipeline'],
    ['Amount of the open deals.', 'Beløb i åbne salgsmuligheder.'],
    'money',
    now(sum('FactOpportunity', 'Amount', open)),
  ),
  sales(
    'pipelineWeighted',
    ['Pipeline weighted', 'Pipeline vægtet'],
    ['Amount × probability of the open deals.', 'Beløb × sandsynlighed for åbne salgsmuligheder.'],
    'money',
    now(sum('FactOpportunity', 'WeightedAmount', open)),
  ),
  sales(
    'averageProbability',
    ['Average probability', 'Gennemsnitlig sandsynlighed'],
    ['Mean chance of the open deals.', 'Gennemsnitlig chance i åbne salgsmuligheder.'],
    'share',
    now(average('FactOpportunity', 'Probability', open)),
  ),
  sales(
    'likelyAmount',
    ['Likely amount', 'Sandsynligt beløb'],
    ['Amount of open deals with a chance of at least 50 %.', 'Beløb i åbne salgsmuligheder med mindst 50 % chance.'],
    'money',
    now(sum('FactOpportunity', 'Amount', open, is('Probability', '>=', 0.5), is('CompanyKey', '<>', 0))),
  ),
  sales(
    'atRiskAmount',
    ['Amount at risk', 'Beløb i risiko'],
    [
      'Likely amount of companies whose NPS of the last 12 months is below "Risk threshold".',
      'Sandsynligt beløb hos virksomheder hvis NPS de seneste 12 måneder er under "Risikogrænse".',
    ],
    'money',
    sumOver(
      [company],
      defineGiven({ score: measure('npsRolling12'), amount: measure('likelyAmount') }, ({ score, amount }) =>
        when(compare(score, '<', measure('riskThreshold')), amount),
      ),
    ),
  ),
  sales(
    'wonAmount',
    ['Won amount', 'Vundet beløb'],
    ['Amount of the won deals.', 'Beløb i vundne salg.'],
    'money',
    sum('FactOpportunity', 'Amount', won),
  ),
  sales(
    'winRate',
    ['Win rate', 'Vinderprocent'],
    ['Won of the decided deals, by number.', 'Vundne af de afgjorte salgsmuligheder, i antal.'],
    'share',
    defineGiven({ decided: count('FactOpportunity', is('OpportunityOutcome', '<>', 'open')) }, ({ decided }) =>
      divide(whenGiven([decided], orZero(count('FactOpportunity', won))), decided),
    ),
  ),
];
