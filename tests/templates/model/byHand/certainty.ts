/** Intervals and what they let one say: the shared vectors, and sentences worked out by hand. */
import vectors from '../../../fixtures/nps-vectors.json';
import { row, times } from '../../support/starRows';
import { byMember, days, month, on, only, responses, unit, type HandCase, type Words } from './handCase';

interface Counts {
  readonly detractors: number;
  readonly passives: number;
  readonly promoters: number;
}

const answers = (day: string, { detractors, passives, promoters }: Counts) => [
  ...times(detractors, { day, score: 4 }),
  ...times(passives, { day, score: 7 }),
  ...times(promoters, { day, score: 10 }),
];

const said = ({ detractors, passives, promoters }: Counts): string => `${detractors}/${passives}/${promoters}`;

const intervals: readonly HandCase[] = vectors.single.map((vector) => ({
  says: `the interval of ${said(vector)} is that of the vectors`,
  facts: { FactResponse: responses(answers('2026-01-10', vector)) },
  total: {
    nps: vector.wald.nps,
    adjustedNps: vector.adjustedWald.nps,
    standardError: vector.adjustedWald.standardError,
    marginOfError: vector.adjustedWald.marginOfError,
    npsLower: vector.adjustedWald.lowerClamped,
    npsUpper: vector.adjustedWald.upperClamped,
  },
}));

const changes: readonly HandCase[] = vectors.change.map((vector) => ({
  says: `the change ${said(vector.previous)} → ${said(vector.current)} is ${vector.significant ? '' : 'not '}certain`,
  facts: { FactResponse: responses(answers('2026-01-31', vector.previous), answers('2026-02-01', vector.current)) },
  chosen: [only(month, 202602)],
  total: { changeSignificant: vector.significant },
}));

const goal = (nps: number) =>
  row('FactGoal', {
    BusinessUnitKey: 0,
    SurveyClass: 'relational',
    MonthDateKey: on('2026-02-01'),
    GoalNps: nps,
  });

/** NPS 0 of 100 in January; the given in February. */
const afterZero = (february: Counts, ...goals: readonly number[]) => ({
  FactResponse: responses(
    answers('2026-01-10', { detractors: 50, passives: 0, promoters: 50 }),
    answers('2026-02-10', february),
  ),
  FactGoal: goals.map(goal),
});

const february = [only(month, 202602)];
const noChange: Words = ['No certain change since the previous period.', 'Ingen sikker ændring siden forrige periode.'];

/*
 * 90 promoters, 10 detractors: NPS 80. With three answers added 100 × 80 / 103 = 77.67; the standard error is
 * 100 × √(101.5 × 103 − 80²) / (103 × √103) = 6.09, times 1.96 = 11.94: from 65.7 to 89.6.
 * January: adjusted 0, standard error 100 × √(101.5 × 103) / (103 × √103) = 9.78.
 * The change of 77.67 against 1.96 × √(6.09² + 9.78²) = 22.6: certain.
 */
const up = { detractors: 10, passives: 0, promoters: 90 };
const down = { detractors: 90, passives: 0, promoters: 10 };

export const certaintyCases: readonly HandCase[] = [
  ...intervals,
  ...changes,
  {
    says: 'the verdict names a rise, and a goal inside the interval as not yet told',
    facts: afterZero(up, 70),
    chosen: february,
    total: {
      changeWords: ['Up +80 since the previous period.', 'Op +80 siden forrige periode.'],
      goalWords: [
        'The goal of +70 may or may not be reached: too early to tell.',
        'Målet på +70 er måske nået: for tidligt at afgøre.',
      ],
      verdict: [
        'NPS +80 (95% sure: +66 to +90). Up +80 since the previous period. The goal of +70 may or may not be reached: too early to tell.',
        'NPS +80 (95 % sikkert: +66 til +90). Op +80 siden forrige periode. Målet på +70 er måske nået: for tidligt at afgøre.',
      ],
    },
  },
  {
    says: 'the verdict names a fall, and a goal below the interval as reached',
    facts: afterZero(down, -95),
    chosen: february,
    total: {
      changeWords: ['Down −80 since the previous period.', 'Ned −80 siden forrige periode.'],
      goalWords: ['The goal of −95 is reached.', 'Målet på −95 er nået.'],
      verdict: [
        'NPS −80 (95% sure: −90 to −66). Down −80 since the previous period. The goal of −95 is reached.',
        'NPS −80 (95 % sikkert: −90 til −66). Ned −80 siden forrige periode. Målet på −95 er nået.',
      ],
    },
  },
  {
    says: 'the verdict says that a change may be chance, and a goal above the interval is not reached',
    // The same counts again: adjusted 0 ± 1.96 × 9.78 = 19.2 both times.
    facts: afterZero({ detractors: 50, passives: 0, promoters: 50 }, 20),
    chosen: february,
    total: {
      changeWords: noChange,
      goalWords: ['The goal of +20 is not reached.', 'Målet på +20 er ikke nået.'],
      verdict: [
        `NPS 0 (95% sure: −19 to +19). ${noChange[0]} The goal of +20 is not reached.`,
        `NPS 0 (95 % sikkert: −19 til +19). ${noChange[1]} Målet på +20 er ikke nået.`,
      ],
    },
  },
  {
    says: 'without a period before and a goal the verdict is the score alone',
    facts: afterZero(up),
    chosen: [only(month, 202601)],
    total: {
      changeSignificant: null,
      changeWords: null,
      goalWords: null,
      verdict: ['NPS 0 (95% sure: −19 to +19).', 'NPS 0 (95 % sikkert: −19 til +19).'],
    },
  },
  {
    says: 'four answers are too few for a verdict, however good',
    facts: { FactResponse: responses(answers('2026-01-10', { detractors: 0, passives: 0, promoters: 4 })) },
    total: { verdict: ['Too few answers to show a score.', 'For få svar til at vise en score.'] },
  },
  {
    says: 'the interval of the whole is narrower than those of its parts, and no mean of them',
    facts: {
      FactResponse: responses(
        times(10, { day: '2026-01-10', unit: 1, score: 10 }),
        times(10, { day: '2026-01-10', unit: 2, score: 0 }),
      ),
    },
    total: {
      adjustedNps: 0,
      // 100 × √((20 + 1.5) × 23) / (23 × √23)
      standardError: (100 * Math.sqrt(21.5 * 23)) / (23 * Math.sqrt(23)),
      marginOfError: (1.959963984540054 * 100 * Math.sqrt(21.5 * 23)) / (23 * Math.sqrt(23)),
    },
    each: byMember(unit, [
      // 100 × √((10 + 1.5) × 13 − 10²) / (13 × √13)
      ['Aarhus', { adjustedNps: 1000 / 13, standardError: (100 * Math.sqrt(11.5 * 13 - 100)) / (13 * Math.sqrt(13)) }],
      [
        'København',
        { adjustedNps: -1000 / 13, standardError: (100 * Math.sqrt(11.5 * 13 - 100)) / (13 * Math.sqrt(13)) },
      ],
    ]),
  },
  {
    says: 'a change is judged at 95 %, no stricter: 27.2 points against 1.96 × 13.6',
    // Adjusted 0 and 100 × 28 / 103; errors 9.78 and 100 × √(101.5 × 103 − 28²) / (103 × √103) = 9.41.
    facts: afterZero({ detractors: 36, passives: 0, promoters: 64 }),
    chosen: february,
    total: { changeSignificant: true },
  },
  {
    says: 'few answers now leave a change of 46.2 open: 1.96 × √(22.73² + 9.78²) = 48.5',
    facts: afterZero({ detractors: 2, passives: 0, promoters: 8 }),
    chosen: february,
    total: { changeSignificant: false, changeWords: noChange },
  },
  {
    says: 'few answers before leave a change of 38.8 open: 1.96 × √(9.03² + 26.09²) = 54',
    facts: {
      FactResponse: responses(
        answers('2026-01-10', { detractors: 5, passives: 0, promoters: 5 }),
        answers('2026-02-10', { detractors: 30, passives: 0, promoters: 70 }),
      ),
    },
    chosen: february,
    total: { changeSignificant: false, changeWords: noChange },
  },
  {
    says: 'chosen days are judged against as many days before, not against whole months',
    facts: {
      FactResponse: responses(
        answers('2026-01-20', { detractors: 50, passives: 0, promoters: 50 }),
        answers('2026-02-20', { detractors: 10, passives: 0, promoters: 90 }),
      ),
    },
    chosen: [days('2026-02-10', '2026-03-11')],
    total: {
      changeSignificant: true,
      changeWords: ['Up +80 since the previous period.', 'Op +80 siden forrige periode.'],
    },
  },
  {
    says: 'the error before is that of the same days before: few of them leave the change open',
    facts: {
      FactResponse: responses(
        answers('2026-01-20', { detractors: 5, passives: 0, promoters: 5 }),
        answers('2026-02-20', { detractors: 30, passives: 0, promoters: 70 }),
      ),
    },
    chosen: [days('2026-02-10', '2026-03-11')],
    total: { changeSignificant: false, changeWords: noChange },
  },
  {
    says: 'five answers are enough for a verdict; answers that are not rated do not count',
    facts: {
      FactResponse: responses(
        times(5, { day: '2026-01-10', unit: 1, score: 10 }),
        times(4, { day: '2026-01-10', unit: 2, score: 10 }),
        times(1, { day: '2026-01-10', unit: 2, score: null }),
      ),
    },
    // 500 / 8 = 62.5 ± 1.96 × 100 × √(6.5 × 8 − 25) / (8 × √8) = 45.0, cut at 100.
    each: byMember(unit, [
      ['Aarhus', { verdict: ['NPS +100 (95% sure: +17 to +100).', 'NPS +100 (95 % sikkert: +17 til +100).'] }],
      ['København', { verdict: ['Too few answers to show a score.', 'For få svar til at vise en score.'] }],
    ]),
  },
];
