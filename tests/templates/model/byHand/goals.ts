/** Goals and benchmarks worked out by hand. */
import { row, times } from '../../support/starRows';
import { byMember, days, month, on, only, responses, surveyClass, unit, year, type HandCase } from './handCase';

const goal = (key: number, unitKey: number, ofMonth: string, nps: number, ofClass = 'relational') =>
  row('FactGoal', {
    GoalKey: key,
    BusinessUnitKey: unitKey,
    SurveyClass: ofClass,
    MonthDateKey: on(`${ofMonth}-01`),
    GoalNps: nps,
  });

const facts = {
  FactResponse: responses(
    times(3, { day: '2026-01-10', unit: 1, score: 10 }),
    times(1, { day: '2026-01-20', unit: 2, score: 10 }),
    times(4, { day: '2026-02-20', unit: 2, score: 7 }),
  ),
  FactGoal: [
    goal(1, 1, '2026-01', 40),
    goal(2, 2, '2026-01', 0),
    goal(3, 2, '2026-02', 20),
    goal(4, 0, '2026-01', 30),
    goal(5, 0, '2026-02', 36),
    goal(6, 0, '2026-01', -90, 'transactional'),
  ],
};

const classes = {
  FactResponse: responses(
    times(5, { day: '2026-01-10', score: 9 }),
    times(1, { day: '2026-01-10', score: 8 }),
    times(2, { day: '2026-01-10', campaign: 2, score: 10 }),
    times(2, { day: '2026-01-10', campaign: 2, score: 0 }),
  ),
  FactGoal: [goal(1, 0, '2026-01', 60), goal(2, 0, '2026-01', 10, 'transactional')],
};

const status = (promoters: number, detractors: number) => ({
  FactResponse: responses(
    times(promoters, { day: '2026-01-10', score: 10 }),
    times(detractors, { day: '2026-01-10', score: 0 }),
  ),
  FactGoal: [goal(1, 0, '2026-01', 50)],
});

const benchmark = (key: number, industry: string, period: string, value: number, metric = 'NPS') =>
  row('FactBenchmark', {
    BenchmarkKey: key,
    BenchmarkIndustry: industry,
    BenchmarkMetric: metric,
    PeriodDateKey: on(period),
    BenchmarkValue: value,
  });

const published = {
  FactResponse: responses(
    times(3, { day: '2026-02-10', score: 9 }),
    times(1, { day: '2026-02-10', score: 3 }),
    times(1, { day: '2024-12-10', score: 3 }),
  ),
  FactBenchmark: [
    benchmark(1, 'Retail', '2025-01-01', 20),
    benchmark(2, 'Retail', '2025-07-01', 30),
    benchmark(3, 'Service', '2025-07-01', 40),
    benchmark(4, 'Retail', '2025-07-01', 90, 'CSAT'),
    benchmark(5, 'Retail', '2026-01-01', 33),
    benchmark(6, 'Retail', '2026-02-01', 80, 'CSAT'),
    benchmark(7, 'Retail', '2025-06-20', 99),
  ],
};

export const goalCases: readonly HandCase[] = [
  {
    says: 'without a choice of units the company’s goal holds, over months weighted by their answers',
    facts,
    total: { goal: (4 * 30 + 4 * 36) / 8 },
    each: byMember(month, [
      [202601, { goal: 30 }],
      [202602, { goal: 36 }],
    ]),
  },
  {
    says: 'by unit the units’ own goals hold, zero included, over months weighted by their answers',
    facts,
    each: byMember(unit, [
      ['Aarhus', { goal: 40, goalGap: 60 }],
      // 1 answer with the goal 0 and 4 with 20; 1 promoter of 5.
      ['København', { goal: (1 * 0 + 4 * 20) / 5, goalGap: 20 - 16 }],
    ]),
  },
  {
    says: 'the goal of a month, a class and a unit is the one that stands in the table',
    facts,
    chosen: [only(unit, 'Aarhus'), only(month, 202601), only(surveyClass, 'relational')],
    // The company's own goal belongs to none of its units.
    total: { unitGoal: 40, companyGoal: null },
  },
  {
    says: 'the company’s goal of a month and a class is the one without a unit',
    facts,
    chosen: [only(month, 202601), only(surveyClass, 'relational')],
    total: { companyGoal: 30, goal: 30 },
  },
  {
    says: 'a month holds its goal where only some of its days are chosen',
    facts,
    chosen: [days('2026-01-15', '2026-01-25')],
    total: { goal: 30, companyGoal: (30 - 90) / 2 },
  },
  {
    says: 'goals of classes are weighted by their answers before they are taken from the score',
    facts: classes,
    // NPS 50; the goal (6 × 60 + 4 × 10) / 10 = 40, not the mean 35.
    total: { goal: 40, goalGap: 10 },
  },
  {
    says: 'the same month of two years, and two months of a quarter, each weigh with their rated answers',
    facts: {
      FactResponse: responses(
        times(1, { day: '2025-01-10', score: 10 }),
        times(3, { day: '2026-01-10', score: 10 }),
        times(2, { day: '2026-01-10', score: null }),
        times(6, { day: '2026-02-10', score: 10 }),
        // Without a goal of their month: they weigh nothing.
        times(5, { day: '2025-02-10', score: 10 }),
        times(2, { day: '2026-03-10', score: 10 }),
      ),
      FactGoal: [
        goal(1, 0, '2025-01', 0),
        goal(2, 0, '2026-01', 40),
        goal(3, 0, '2026-02', 10),
        goal(4, 1, '2025-01', 1),
        goal(5, 1, '2026-01', 41),
        goal(6, 1, '2026-02', 11),
      ],
    },
    total: { goal: (1 * 0 + 3 * 40 + 6 * 10) / 10 },
    each: byMember(unit, [['Aarhus', { goal: (1 * 1 + 3 * 41 + 6 * 11) / 10 }]]),
  },
  {
    says: 'no goal is no zero',
    facts: { FactResponse: facts.FactResponse },
    total: { goal: null, goalGap: null, goalStatus: null, goalWords: null, unitGoal: null, companyGoal: null },
  },
  {
    says: 'a goal is reached where the whole interval is at or above it',
    // 190 and 10: 90, adjusted 88.7 ± 6.4.
    facts: status(190, 10),
    total: { goalStatus: ['Reached', 'Nået'] },
  },
  {
    says: 'a goal is not reached where the whole interval is below it',
    // 110 and 90: 10, adjusted 9.9 ± 13.6.
    facts: status(110, 90),
    total: { goalStatus: ['Not reached', 'Ikke nået'] },
  },
  {
    says: 'a goal inside the interval cannot be told yet',
    // 15 and 5: 50, adjusted 43.5 ± 34.
    facts: status(15, 5),
    total: { goalStatus: ['Cannot tell yet', 'Kan ikke afgøres endnu'] },
  },
  {
    says: 'a goal at the lower end of the interval is reached',
    // All detractors: the interval is cut at −100.
    facts: { ...status(0, 20), FactGoal: [goal(1, 0, '2026-01', -100)] },
    total: {
      npsLower: -100,
      goalStatus: ['Reached', 'Nået'],
      goalWords: ['The goal of −100 is reached.', 'Målet på −100 er nået.'],
    },
  },
  {
    says: 'a goal at the upper end of the interval is not told yet',
    // All promoters: the interval is cut at 100.
    facts: { ...status(20, 0), FactGoal: [goal(1, 0, '2026-01', 100)] },
    total: {
      npsUpper: 100,
      goalStatus: ['Cannot tell yet', 'Kan ikke afgøres endnu'],
      goalWords: [
        'The goal of +100 may or may not be reached: too early to tell.',
        'Målet på +100 er måske nået: for tidligt at afgøre.',
      ],
    },
  },
  {
    says: 'the benchmark is the newest that was published by the end of the period',
    facts: published,
    chosen: [only(month, 202602)],
    // Retail of January 2026: 33. NPS 100 × (3 − 1) / 4 = 50.
    total: { benchmark: 33, benchmarkGap: 17 },
  },
  {
    says: 'of several newest benchmarks the middle one holds, and never one of another metric',
    facts: published,
    chosen: [only(year, 2025)],
    // July 2025: 30 and 40; the CSAT of 90 is another metric. Nobody answered in 2025.
    total: { benchmark: 35, benchmarkGap: null },
    each: byMember({ table: 'FactBenchmark', column: 'BenchmarkIndustry' }, [
      ['Retail', { benchmark: 30 }],
      ['Service', { benchmark: 40 }],
    ]),
  },
  {
    says: 'a benchmark published after the chosen days does not count yet',
    facts: published,
    chosen: [days('2025-06-01', '2025-06-10')],
    total: { benchmark: 20 },
  },
  {
    says: 'before the first benchmark there is none, not a zero',
    facts: published,
    chosen: [only(year, 2024)],
    total: { nps: -100, benchmark: null, benchmarkGap: null },
  },
];
