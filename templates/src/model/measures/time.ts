/** NPS over time: the period before, the year before, and rolling stretches that end with the period in view. */
import { defineGiven, during, measure, subtract } from '../build';
import type { Expression, MeasureDefinition } from '../expression';
import { inFolder } from './measure';

const time = inFolder('time');
const nps = measure('nps');

const difference = (now: Expression, before: Expression): Expression =>
  defineGiven({ now, before }, (values) => subtract(values.now, values.before));

export const timeMeasures: readonly MeasureDefinition[] = [
  time(
    'npsPrevious',
    ['NPS previous period', 'NPS forrige periode'],
    [
      'NPS of the period of the same length just before: as many whole months, else as many days.',
      'NPS for den lige så lange periode umiddelbart før: lige så mange hele måneder, ellers lige så mange dage.',
    ],
    'nps',
    during('previousPeriod', nps),
  ),
  time(
    'npsChange',
    ['NPS change', 'NPS-ændring'],
    ['NPS minus NPS of the previous period, in points.', 'NPS minus NPS for forrige periode, i point.'],
    'nps',
    difference(nps, measure('npsPrevious')),
  ),
  time(
    'npsYearAgo',
    ['NPS year ago', 'NPS for et år siden'],
    [
      'NPS of the same days one year before, up to the same day as the data.',
      'NPS for de samme dage ét år før, til samme dag som dataene.',
    ],
    'nps',
    during('yearAgo', nps),
  ),
  time(
    'npsChangeYear',
    ['NPS change year on year', 'NPS-ændring år til år'],
    ['NPS minus NPS a year ago, in points.', 'NPS minus NPS for et år siden, i point.'],
    'nps',
    difference(nps, measure('npsYearAgo')),
  ),
  time(
    'npsRolling90',
    ['NPS rolling 90 days', 'NPS rullende 90 dage'],
    ['NPS of the 90 days that end with the period.', 'NPS for de 90 dage der slutter med perioden.'],
    'nps',
    during('rolling90Days', nps),
  ),
  time(
    'npsRolling12',
    ['NPS rolling 12 months', 'NPS rullende 12 måneder'],
    ['NPS of the 12 months that end with the period.', 'NPS for de 12 måneder der slutter med perioden.'],
    'nps',
    during('rolling12Months', nps),
  ),
  time(
    'npsRolling12Before',
    ['NPS 12 months before', 'NPS 12 måneder før'],
    ['NPS of the 12 months before the rolling 12 months.', 'NPS for de 12 måneder før de rullende 12 måneder.'],
    'nps',
    during('rolling12MonthsBefore', nps),
  ),
  time(
    'npsRolling12Change',
    ['NPS change 12 months', 'NPS-ændring 12 måneder'],
    [
      'Rolling 12 months minus the 12 months before, in points.',
      'Rullende 12 måneder minus de 12 måneder før, i point.',
    ],
    'nps',
    difference(measure('npsRolling12'), measure('npsRolling12Before')),
  ),
];
