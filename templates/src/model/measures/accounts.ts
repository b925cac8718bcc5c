/** Customers as accounts: who is at risk, what they are worth, and who left after a bad answer. */
import {
  col,
  compare,
  count,
  defineGiven,
  during,
  is,
  largest,
  measure,
  number,
  only,
  smallest,
  subtract,
  sum,
  sumOver,
  when,
} from '../build';
import type { Expression, MeasureDefinition } from '../expression';
import { inFolder } from './measure';

const accounts = inFolder('accounts');

const company = col('DimCompany', 'CompanyKey');
const known = is('CompanyKey', '<>', 0);

const ofRole = (role: string): Expression => only('FactResponse', [is('ContactRoleThen', '=', role)], measure('nps'));

export const accountMeasures: readonly MeasureDefinition[] = [
  accounts(
    'companies',
    ['Companies', 'Virksomheder'],
    ['Known customer companies that have not left.', 'Kendte kundevirksomheder der ikke har forladt os.'],
    'count',
    count('DimCompany', known, is('IsChurned', '=', false)),
  ),
  accounts(
    'companiesAtRisk',
    ['Companies at risk', 'Virksomheder i risiko'],
    [
      'Customers, not churned, whose NPS of the last 12 months is below "Risk threshold".',
      'Kunder, ikke opsagte, hvis NPS de seneste 12 måneder er under "Risikogrænse".',
    ],
    'count',
    sumOver(
      [company],
      defineGiven({ score: measure('npsRolling12'), active: measure('companies') }, ({ score }) =>
        when(compare(score, '<', measure('riskThreshold')), number(1)),
      ),
    ),
  ),
  accounts(
    'yearlyValue',
    ['Value per year', 'Værdi pr. år'],
    [
      'What the customers that have not left buy in a year.',
      'Hvad de kunder, der ikke har forladt os, køber på et år.',
    ],
    'money',
    sum('DimCompany', 'YearlyValue', known, is('IsChurned', '=', false)),
  ),
  accounts(
    'valueAtRisk',
    ['Yearly value at risk', 'Årlig værdi i risiko'],
    ['Yearly value of the companies at risk.', 'Årlig værdi af virksomhederne i risiko.'],
    'money',
    sumOver(
      [company],
      defineGiven({ score: measure('npsRolling12'), value: measure('yearlyValue') }, ({ score, value }) =>
        when(compare(score, '<', measure('riskThreshold')), value),
      ),
    ),
  ),
  accounts(
    'npsDecisionMakers',
    ['NPS decision makers', 'NPS beslutningstagere'],
    ['NPS of those who decided, as of their answer.', 'NPS blandt dem der besluttede, da de svarede.'],
    'nps',
    ofRole('decision maker'),
  ),
  accounts(
    'npsDailyUsers',
    ['NPS daily users', 'NPS daglige brugere'],
    ['NPS of those who used it daily, as of their answer.', 'NPS blandt dem der brugte det dagligt, da de svarede.'],
    'nps',
    ofRole('daily user'),
  ),
  accounts(
    'roleGap',
    ['Role gap', 'Rolleforskel'],
    [
      'NPS of decision makers minus NPS of daily users: above zero, those who decide do not see what users feel.',
      'NPS blandt beslutningstagere minus NPS blandt daglige brugere: over nul ser beslutterne ikke det, brugerne mærker.',
    ],
    'nps',
    defineGiven({ deciders: measure('npsDecisionMakers'), users: measure('npsDailyUsers') }, ({ deciders, users }) =>
      subtract(deciders, users),
    ),
  ),
  accounts(
    'churned',
    ['Churned companies', 'Opsagte virksomheder'],
    ['Known companies that have left.', 'Kendte virksomheder der har forladt os.'],
    'count',
    count('DimCompany', known, is('IsChurned', '=', true)),
  ),
  accounts(
    'churnedAfterDetractor',
    ['Churned after detractor', 'Opsagt efter kritik'],
    ['Companies that left after at least one detractor answer.', 'Virksomheder der gik efter mindst ét kritisk svar.'],
    'count',
    sumOver(
      [company],
      defineGiven(
        {
          left: largest('DimCompany', 'ChurnedOn', known),
          warned: during(
            'allTime',
            smallest('FactResponse', 'RespondedAt', is('Score', '>=', 0), is('Score', '<=', 6)),
          ),
        },
        ({ left, warned }) => when(compare(warned, '<', left), number(1)),
      ),
    ),
  ),
];
