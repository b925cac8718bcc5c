/** What pages show of scores, withheld where fewer than five answers stand behind them, worked out by hand. */
import { row, times } from '../../support/starRows';
import { days, month, on, only, responses, type HandCase, type HandValues } from './handCase';

const answers = (day: string, promoters: number, detractors: number, campaign = 1) => [
  ...times(promoters, { day, campaign, score: 9 }),
  ...times(detractors, { day, campaign, score: 3 }),
];

/** Four promoters, and one who gave no score. */
const fourRated = (day: string) => [...answers(day, 4, 0), ...times(1, { day, score: null })];

const FactGoal = [
  row('FactGoal', { BusinessUnitKey: 0, SurveyClass: 'relational', MonthDateKey: on('2026-02-01'), GoalNps: 50 }),
];
const february = [only(month, 202602)];

/** A year before: 3 of 5, +20. January: 1 of 5, −60. February: 4 of 5, +60. */
const yearBefore = answers('2025-02-10', 3, 2);
const january = answers('2026-01-10', 1, 4);
const now = answers('2026-02-10', 4, 1);

// √((5 + 1.5) × 8 − 3²) / (8 × √8), in points: 28.98.
const error = (100 * Math.sqrt(6.5 * 8 - 9)) / (8 * Math.sqrt(8));
const z = 1.959963984540054;

const ofFebruary: HandValues = {
  npsShown: 60,
  npsRelationalShown: 60,
  npsLowerShown: 37.5 - z * error,
  npsUpperShown: 37.5 + z * error,
  goalGapShown: 10,
  goalStatusShown: ['Cannot tell yet', 'Kan ikke afgøres endnu'],
};
const sinceJanuary: HandValues = {
  npsChangeShown: 120,
  // 75 between the adjusted scores, against 1.96 × √2 × 28.98 = 80.3.
  changeSignificantShown: false,
};
const sinceYearBefore: HandValues = {
  npsChangeYearShown: 40,
  // Twelve months to February: 5 against 5. The twelve before: +20. One unit, so that all of the change is real.
  npsRolling12ChangeShown: -20,
  realEffect12Shown: -20,
  mixEffect12Shown: 0,
};
const rolling: HandValues = { npsRolling90Shown: 0, npsRolling12Shown: 0 };

const blank = (values: HandValues): HandValues => Object.fromEntries(Object.keys(values).map((id) => [id, null]));

export const enoughCases: readonly HandCase[] = [
  {
    says: 'five answers in each period are enough to show the score, its interval and every change',
    facts: { FactResponse: responses(yearBefore, january, now), FactGoal },
    chosen: february,
    total: { ...ofFebruary, ...sinceJanuary, ...sinceYearBefore, ...rolling, npsTransactionalShown: null },
  },
  {
    says: 'four answers in the period before withhold the change from it, and nothing else',
    facts: { FactResponse: responses(yearBefore, january.slice(0, 4), answers('2025-12-10', 0, 1), now), FactGoal },
    chosen: february,
    total: { ...ofFebruary, ...blank(sinceJanuary), ...sinceYearBefore, ...rolling, changeWords: null },
  },
  {
    says: 'four answers a year before withhold the changes from then, and nothing else',
    facts: { FactResponse: responses(yearBefore.slice(0, 4), january, now), FactGoal },
    chosen: february,
    total: { ...ofFebruary, ...sinceJanuary, ...blank(sinceYearBefore), ...rolling },
  },
  {
    says: 'four answers now withhold all that would tell their score',
    facts: { FactResponse: responses(yearBefore, now.slice(0, 4)), FactGoal },
    chosen: february,
    total: {
      nps: 100,
      npsLower: 400 / 7 - (z * 100 * Math.sqrt(5.5 * 7 - 16)) / (7 * Math.sqrt(7)),
      ...blank({ ...ofFebruary, ...sinceJanuary, ...sinceYearBefore, ...rolling }),
    },
  },
  {
    says: 'an answer that is not rated does not make four enough',
    facts: {
      FactResponse: responses(yearBefore, january, fourRated('2026-02-10')),
      FactGoal,
    },
    chosen: february,
    total: { npsRelational: 100, ...blank({ ...ofFebruary, ...sinceJanuary, npsChangeYearShown: 0 }) },
  },
  {
    says: 'four rated of five in the period before are too few for a change from it',
    facts: { FactResponse: responses(fourRated('2025-02-10'), fourRated('2026-01-10'), now) },
    chosen: february,
    total: { npsChange: -40, npsChangeYear: -40, ...blank({ ...sinceJanuary, ...sinceYearBefore }) },
  },
  {
    says: 'four rated of five in twelve months are too few for their score, and for its change',
    facts: { FactResponse: responses(yearBefore, fourRated('2026-02-10')) },
    chosen: february,
    total: { npsRolling12: 100, npsRolling12Change: 80, ...blank({ ...sinceYearBefore, ...rolling }) },
  },
  {
    says: 'five answers in twelve months are enough',
    facts: { FactResponse: responses(yearBefore, now) },
    chosen: february,
    total: {
      npsRolling90Shown: 60,
      npsRolling12Shown: 60,
      npsRolling12ChangeShown: 40,
      realEffect12Shown: 40,
      mixEffect12Shown: 0,
    },
  },
  {
    says: 'only answers inside each stretch of days make it enough, not those of the rest of its months',
    // Now: 10 February to 11 March. Five answers each come after the stretches end, on 13 March and on 20 March the year before.
    facts: {
      FactResponse: responses(
        answers('2025-02-12', 4, 0),
        answers('2025-03-20', 0, 5),
        answers('2026-01-20', 4, 0),
        answers('2026-02-20', 0, 5),
        answers('2026-03-13', 5, 0),
      ),
    },
    chosen: [days('2026-02-10', '2026-03-11')],
    total: {
      npsShown: -100,
      npsChange: -200,
      npsChangeYear: -200,
      ...blank({ ...sinceJanuary, ...sinceYearBefore }),
      // 4 of January against 5 of February, and in twelve months the 5 of March a year before as well.
      npsRolling90Shown: -100 / 9,
      npsRolling12Shown: -600 / 14,
    },
  },
  {
    says: 'four answers in a rolling stretch are too few, whatever comes after it',
    facts: {
      FactResponse: responses(answers('2025-03-01', 5, 0), answers('2026-02-20', 4, 0), answers('2026-03-13', 5, 0)),
    },
    chosen: [days('2026-02-10', '2026-03-11')],
    total: { npsRolling12: 100, npsRolling12Change: 0, ...blank({ ...rolling, ...sinceYearBefore }) },
  },
  {
    says: 'five answers to a survey class, one not rated, are too few',
    facts: {
      FactResponse: responses(
        fourRated('2026-02-10'),
        fourRated('2026-02-10').map((one) => ({ ...one, campaign: 2 })),
      ),
    },
    total: { npsShown: 100, npsRelationalShown: null, npsTransactionalShown: null },
  },
  {
    says: 'a survey class is withheld by its own answers, however many the others have',
    facts: { FactResponse: responses(answers('2026-02-10', 4, 0), answers('2026-02-10', 2, 3, 2)) },
    total: { npsRelational: 100, npsRelationalShown: null, npsTransactionalShown: -20, npsShown: (100 * 3) / 9 },
  },
];
