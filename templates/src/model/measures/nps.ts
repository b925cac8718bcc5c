/** The Net Promoter Score itself: always from the counts, never an average of scores. */
import { defineGiven, divide, is, measure, multiply, number, only, subtract } from '../build';
import type { MeasureDefinition } from '../expression';
import { inFolder } from './measure';

const nps = inFolder('nps');

export const npsMeasures: readonly MeasureDefinition[] = [
  nps(
    'nps',
    ['NPS', 'NPS'],
    [
      '100 × (promoters − detractors) / rated; −100 to 100, not a percentage. 15 detractors, 40 passives, 45 promoters: 30.',
      '100 × (ambassadører − kritikere) / bedømte; −100 til 100, ikke en procent. 15 kritikere, 40 passive, 45 ambassadører: 30.',
    ],
    'nps',
    defineGiven({ promoters: measure('promoters'), detractors: measure('detractors') }, ({ promoters, detractors }) =>
      divide(multiply(number(100), subtract(promoters, detractors)), measure('rated')),
    ),
  ),
  nps(
    'npsRelational',
    ['NPS relational', 'NPS relationel'],
    ['NPS of relational surveys only.', 'NPS for relationelle undersøgelser alene.'],
    'nps',
    only('DimCampaign', [is('SurveyClass', '=', 'relational')], measure('nps')),
  ),
  nps(
    'npsTransactional',
    ['NPS transactional', 'NPS transaktionel'],
    ['NPS of transactional surveys only.', 'NPS for transaktionelle undersøgelser alene.'],
    'nps',
    only('DimCampaign', [is('SurveyClass', '=', 'transactional')], measure('nps')),
  ),
];
