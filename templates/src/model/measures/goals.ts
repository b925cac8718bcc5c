/** Goals and benchmarks. Over several units, classes or months a goal is weighted by their rated answers, as NPS is. */
import {
  average,
  coalesce,
  col,
  compare,
  define,
  defineGiven,
  divide,
  during,
  is,
  isFiltered,
  join,
  latest,
  measure,
  multiply,
  not,
  numberText,
  subtract,
  sumOver,
  treatAs,
  when,
  words,
} from '../build';
import type { Expression, MeasureDefinition } from '../expression';
import { inFolder } from './measure';

const goals = inFolder('goals');

const month = col('DimDate', 'MonthSort');
const surveyClass = col('DimCampaign', 'SurveyClass');
const unit = col('DimBusinessUnit', 'BusinessUnitKey');

const inMonthAndClass = (operand: Expression): Expression =>
  treatAs(surveyClass, col('FactGoal', 'SurveyClass'), during('wholeMonths', operand));

/** Σ rated × goal / Σ rated, over the combinations that have both answers and a goal. */
const weighted = (goalId: string, columns: Parameters<typeof sumOver>[0]): Expression =>
  divide(
    sumOver(columns, multiply(measure('rated'), measure(goalId)), 'FactResponse'),
    sumOver(
      columns,
      defineGiven({ goal: measure(goalId) }, () => measure('rated')),
      'FactResponse',
    ),
  );

export const goalMeasures: readonly MeasureDefinition[] = [
  goals(
    'unitGoal',
    ['Goal of unit and month', 'Mål for enhed og måned'],
    [
      'The goal that stands in the goal table for the month, class and unit in view.',
      'Målet der står i måltabellen for måneden, typen og enheden.',
    ],
    'nps',
    inMonthAndClass(average('FactGoal', 'GoalNps')),
    { hidden: true },
  ),
  goals(
    'companyGoal',
    ['Goal of company and month', 'Mål for virksomhed og måned'],
    [
      'The goal of the whole company (unit key 0) for the month and class in view.',
      'Hele virksomhedens mål (enhedsnøgle 0) for måneden og typen.',
    ],
    'nps',
    inMonthAndClass(average('FactGoal', 'GoalNps', is('BusinessUnitKey', '=', 0))),
    { hidden: true },
  ),
  goals(
    'goal',
    ['Goal', 'Mål-NPS'],
    [
      'The NPS to reach: the company’s goal, or, where units are chosen, the goals of those units; over several months, classes or units weighted by their rated answers. Zero is a goal; blank where none is set.',
      'Den NPS der skal nås: virksomhedens mål eller, hvor enheder er valgt, disse enheders mål; over flere måneder, typer eller enheder vægtet med deres bedømte svar. Nul er et mål; tom hvor intet er sat.',
    ],
    'nps',
    define(
      {
        ofCompany: when(not(isFiltered('DimBusinessUnit')), weighted('companyGoal', [month, surveyClass])),
        ofUnits: weighted('unitGoal', [month, surveyClass, unit]),
      },
      ({ ofCompany, ofUnits }) => coalesce(ofCompany, ofUnits),
    ),
  ),
  goals(
    'goalGap',
    ['Gap to goal', 'Afstand til mål'],
    ['NPS minus the goal, in points.', 'NPS minus målet, i point.'],
    'nps',
    defineGiven({ nps: measure('nps'), goal: measure('goal') }, ({ nps, goal }) => subtract(nps, goal)),
  ),
  goals(
    'goalStatus',
    ['Goal status', 'Målstatus'],
    [
      'Reached (lower end of the interval at or above the goal), not reached (upper end below it), else cannot tell yet.',
      'Nået (intervallets nedre ende på eller over målet), ikke nået (øvre ende under), ellers kan ikke afgøres endnu.',
    ],
    null,
    defineGiven(
      { lower: measure('npsLower'), upper: measure('npsUpper'), goal: measure('goal') },
      ({ lower, upper, goal }) =>
        when(
          compare(lower, '>=', goal),
          words('Reached', 'Nået'),
          when(
            compare(upper, '<', goal),
            words('Not reached', 'Ikke nået'),
            words('Cannot tell yet', 'Kan ikke afgøres endnu'),
          ),
        ),
    ),
    { kind: 'text' },
  ),
  goals(
    'goalWords',
    ['Goal in words', 'Målet i ord'],
    ['What can be said about the goal, in a sentence.', 'Hvad der kan siges om målet, i en sætning.'],
    null,
    defineGiven(
      { lower: measure('npsLower'), upper: measure('npsUpper'), goal: measure('goal') },
      ({ lower, upper, goal }) =>
        join(
          words('The goal of ', 'Målet på '),
          numberText(goal, 'signed'),
          when(
            compare(lower, '>=', goal),
            words(' is reached.', ' er nået.'),
            when(
              compare(upper, '<', goal),
              words(' is not reached.', ' er ikke nået.'),
              words(' may or may not be reached: too early to tell.', ' er måske nået: for tidligt at afgøre.'),
            ),
          ),
        ),
    ),
    { kind: 'text' },
  ),
  goals(
    'benchmark',
    ['Benchmark', 'Benchmark-NPS'],
    [
      'The newest published NPS up to the end of the period; the middle value where several industries or sources are in view.',
      'Den nyeste offentliggjorte NPS til og med periodens slutning; den midterste værdi hvor flere brancher eller kilder er med.',
    ],
    'nps',
    during('upToEnd', latest('FactBenchmark', 'BenchmarkValue', 'PeriodDateKey', is('BenchmarkMetric', '=', 'NPS'))),
  ),
  goals(
    'benchmarkGap',
    ['Gap to benchmark', 'Afstand til benchmark'],
    ['NPS minus the benchmark, in points.', 'NPS minus benchmark, i point.'],
    'nps',
    defineGiven({ nps: measure('nps'), benchmark: measure('benchmark') }, ({ nps, benchmark }) =>
      subtract(nps, benchmark),
    ),
  ),
];
