/**
 * The forms of scores that pages show: withheld where fewer than the minimum have answered, now or in the period compared
 * with. The interval of a withheld score, or a change from it, would tell what the score is.
 */
import { and, compare, defineGiven, during, is, measure, only, when } from '../build';
import type { Expression, MeasureDefinition } from '../expression';
import { causeMeasures } from './causes';
import { certaintyMeasures } from './certainty';
import { goalMeasures } from './goals';
import { npsMeasures } from './nps';
import { timeMeasures } from './time';

const scores = [...npsMeasures, ...timeMeasures, ...certaintyMeasures, ...goalMeasures, ...causeMeasures];

const rated = measure('rated');
const ofClass = (surveyClass: 'relational' | 'transactional'): Expression =>
  only('DimCampaign', [is('SurveyClass', '=', surveyClass)], rated);
const twoYears = { latest: during('rolling12Months', rated), before: during('rolling12MonthsBefore', rated) };
const twoPeriods = { rated, before: during('previousPeriod', rated) };

/** The rated answers that each score rests on. */
const restsOn: Readonly<Record<string, Readonly<Record<string, Expression>>>> = {
  nps: { rated },
  npsRelational: { answers: ofClass('relational') },
  npsTransactional: { answers: ofClass('transactional') },
  npsChange: twoPeriods,
  npsChangeYear: { rated, before: during('yearAgo', rated) },
  npsRolling90: { latest: during('rolling90Days', rated) },
  npsRolling12: { latest: during('rolling12Months', rated) },
  npsRolling12Change: twoYears,
  npsLower: { rated },
  npsUpper: { rated },
  changeSignificant: twoPeriods,
  goalGap: { rated },
  goalStatus: { rated },
  realEffect12: twoYears,
  mixEffect12: twoYears,
};

const withheldBelow = (id: string, answers: Readonly<Record<string, Expression>>): MeasureDefinition => {
  const score = scores.find((one) => one.id === id);
  if (score === undefined) throw new Error(`No measure ${id} to withhold; expected a score.`);
  return {
    ...score,
    id: `${id}Shown`,
    caption: { en: `${score.caption.en} (enough answers)`, da: `${score.caption.da} (nok svar)` },
    description: {
      en: `${score.description.en} Blank below "Minimum answers", in either period where two are compared.`,
      da: `${score.description.da} Tom under "Mindste antal svar", i begge perioder hvor to sammenlignes.`,
    },
    expression: defineGiven(answers, (counted) =>
      when(and(...Object.values(counted).map((one) => compare(one, '>=', measure('minimumAnswers')))), measure(id)),
    ),
  };
};

export const enoughMeasures: readonly MeasureDefinition[] = Object.entries(restsOn).map(([id, answers]) =>
  withheldBelow(id, answers),
);
