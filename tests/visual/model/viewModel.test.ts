import { readAnswers } from '../../../visual/src/dataview/readAnswers';
import { buildViewModel, typedGoal } from '../../../visual/src/model/buildViewModel';
import { readSettings } from '../../../visual/src/settings/settings';
import type powerbi from 'powerbi-visuals-api';
import { dataView, type Column, type ViewOptions } from '../support/dataViews';
import { seeded } from '../support/random';

const clock = { now: () => Date.UTC(2026, 5, 1) };
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function model(columns: readonly Column[], options: ViewOptions = {}) {
  const table = readAnswers(dataView(columns, options));
  if (table.kind !== 'table') throw new Error(`expected a table, found ${JSON.stringify(table)}`);
  return buildViewModel(table, readSettings(options.objects as powerbi.DataViewObjects | undefined), clock, compare);
}

const month = (year: number, index: number): Date => new Date(year, index, 1);

/** Counts per month. */
const months = (...counts: readonly (readonly [Date | string | null, number, number, number])[]): Column[] => [
  { role: 'period', values: counts.map(([period]) => period) },
  { role: 'detractors', values: counts.map(([, detractors]) => detractors) },
  { role: 'passives', values: counts.map(([, , passives]) => passives) },
  { role: 'promoters', values: counts.map(([, , , promoters]) => promoters) },
];

describe('the headline', () => {
  it('counts score rows, excludes what is no score, and never averages', () => {
    const { headline } = model([
      { role: 'score', values: [0, 6, 7, 8, 9, 10, null, 11, -1, 6.5] },
      { role: 'responses', values: [1, 14, 20, 20, 20, 25, 3, 2, 1, 1] },
    ]);
    expect(headline.score.counts).toEqual({ detractors: 15, passives: 40, promoters: 45 });
    expect(headline.score.nps).toBeCloseTo(30, 9);
    expect(headline.score.excluded).toBe(7);
  });

  it('pools periods from the counts: a mean of scores would say +15, the counts say −30', () => {
    const { headline, periods } = model(months([month(2026, 0), 1, 1, 8], [month(2026, 1), 60, 20, 20]));
    expect(periods.map(({ score }) => score.nps)).toEqual([70, -40]);
    expect(headline.score.nps).toBeCloseTo(-30, 9);
  });

  it('adds excluded answers counted elsewhere', () => {
    const { headline } = model([
      { role: 'score', values: [10, null] },
      { role: 'responses', values: [9, 2] },
      { role: 'excluded', values: [1, 4] },
    ]);
    expect(headline.score.excluded).toBe(7);
  });

  it('withholds the score, its groups and its distribution below the minimum', () => {
    const found = model([
      { role: 'score', values: [10, 3] },
      { role: 'responses', values: [3, 1] },
    ]);
    expect(found.headline.score).toEqual({
      counts: null,
      sample: null,
      answers: 4,
      effective: null,
      excluded: 0,
      nps: null,
      withheld: true,
      interval: null,
    });
    expect(found.distribution).toBeNull();
    expect(found.warnings).toEqual([{ kind: 'belowMinimum', answers: 4, minimum: 5 }]);
  });

  it('counts the distribution of the period that the headline covers, or of its rolling window', () => {
    const columns: Column[] = [
      { role: 'score', values: [10, 3, 10, 3, 10, 3] },
      { role: 'period', values: ['2026-01', '2026-01', '2026-02', '2026-02', '2026-03', '2026-03'] },
      { role: 'responses', values: [30, 1, 20, 2, 10, 3] },
    ];
    const answers = (objects: NonNullable<ViewOptions['objects']>): readonly (number | undefined)[] =>
      [3, 10].map((score) => model(columns, { objects }).distribution?.answers[score]);
    expect(answers({})).toEqual([6, 60]);
    expect(answers({ values: { headline: 'latest' } })).toEqual([3, 10]);
    expect(answers({ values: { headline: 'latest' }, trend: { rollingPeriods: 2 } })).toEqual([5, 30]);
  });

  it('takes the minimum from the settings', () => {
    const columns: Column[] = [
      { role: 'score', values: [10, 3] },
      { role: 'responses', values: [3, 1] },
    ];
    expect(model(columns, { objects: { statistics: { minimumAnswers: 1 } } }).headline.score.nps).toBe(50);
  });

  it('covers the latest period when so set', () => {
    const columns = months([month(2026, 0), 0, 0, 50], [month(2026, 1), 50, 0, 50]);
    const { headline } = model(columns, { objects: { values: { headline: 'latest' } } });
    expect(headline.score.nps).toBe(0);
    expect(headline.point?.time).toBe(Date.UTC(2026, 1));
  });

  it('shows the highlighted part beside the whole', () => {
    const { headline, highlighted } = model([
      { role: 'score', values: [10, 0] },
      { role: 'responses', values: [60, 40], highlights: [30, null] },
    ]);
    expect(highlighted).toBeTrue();
    expect(headline.score.nps).toBe(100);
    expect(headline.whole?.nps).toBe(20);
  });

  it('pools ready-made scores by their answers and shows no interval', () => {
    const { headline, warnings } = model([
      { role: 'segment', values: ['a', 'b'] },
      { role: 'nps', values: [70, -40] },
      { role: 'responses', values: [10, 100] },
    ]);
    expect(headline.score.nps).toBeCloseTo(-30, 9);
    expect(headline.score.interval).toBeNull();
    expect(warnings).toEqual([{ kind: 'ready' }]);
  });

  it('does not pool ready-made scores without answers: the newest stands for itself', () => {
    const { headline } = model([
      { role: 'period', values: ['2026-01', '2026-02'] },
      { role: 'nps', values: [70, -40] },
    ]);
    expect(headline.score.nps).toBe(-40);
    expect(headline.point?.path).toEqual(['2026-02']);
  });
});

describe('weighted answers', () => {
  /** 15 detractors of weight ½, 40 passives of 1 and 45 promoters of 2, summed by score as a host does. */
  const summed: Column[] = [
    { role: 'score', values: [3, 8, 10] },
    { role: 'responses', values: [7.5, 40, 90] },
  ];
  const squares: Column = { role: 'weightSquares', values: [3.75, 40, 180] };

  it('score by their weights and are worth (Σw)² / Σw² answers', () => {
    const { score } = model([...summed, squares]).headline;
    expect(score.nps).toBeCloseTo(60, 9);
    expect(score.counts).toEqual({ detractors: 7.5, passives: 40, promoters: 90 });
    expect(score.effective).toBeCloseTo(84.4972067, 6);
  });

  it('have the interval of the effective answers: 60 ± 1.96 × 100 √(0.349091 / 84.497) by Wald', () => {
    const objects = { statistics: { method: 'wald' } };
    const { interval } = model([...summed, squares], { objects }).headline.score;
    expect(interval?.lower).toBeCloseTo(47.4019, 3);
    expect(interval?.upper).toBeCloseTo(72.5981, 3);
  });

  it('of equal weights are worth as many answers as there are', () => {
    const [score, weight] = [[3, 8, 8, 10, 10, 10, 10], 2.5];
    const equal = model([
      { role: 'score', values: [3, 8, 10] },
      { role: 'responses', values: [2.5, 5, 10] },
      { role: 'weightSquares', values: [6.25, 12.5, 25] },
    ]).headline.score;
    expect(equal.effective).toBeCloseTo(score.length, 9);
    expect(equal.answers).toBeCloseTo(score.length * weight, 9);
    const plain = model([
      { role: 'score', values: [3, 8, 10] },
      { role: 'responses', values: [1, 2, 4] },
    ]).headline.score;
    expect(plain.effective).toBeNull();
    expect(equal.interval?.lower).toBeCloseTo(plain.interval?.lower ?? NaN, 9);
  });

  it('without their squares count each row as one answer, which overstates nothing, and say so', () => {
    const { headline, warnings } = model([
      { role: 'score', values: [10, 10, 10, 8, 8, 3, null] },
      { role: 'responses', values: [2, 1, 1.5, 1, 1, 0.5, 3.5] },
    ]);
    expect(headline.score.effective).toBeCloseTo(7 ** 2 / (4 + 1 + 2.25 + 1 + 1 + 0.25), 9);
    expect(headline.score.excluded).toBe(3.5);
    expect(warnings).toEqual([{ kind: 'squaresUnknown' }]);
    expect(model([...summed, squares]).warnings).toEqual([]);
  });

  it('are withheld when too few are behind them, however large the weights', () => {
    const { headline, warnings } = model([
      { role: 'score', values: [10, 0, 8] },
      { role: 'responses', values: [1000.5, 1000, 1000] },
      { role: 'weightSquares', values: [1000.5 ** 2, 1000 ** 2, 1000 ** 2] },
    ]);
    expect(headline.score.withheld).toBeTrue();
    expect(headline.score.nps).toBeNull();
    expect(warnings[0]?.kind).toBe('belowMinimum');
  });

  it('make a change less sure than as many plain answers', () => {
    const periods: Column = { role: 'period', values: [0, 0, 0, 1, 1, 1].map((index) => month(2026, index)) };
    const scores: Column = { role: 'score', values: [0, 8, 10, 0, 8, 10] };
    const amounts: Column = { role: 'responses', values: [150, 400, 450, 100, 350, 550] };
    const plain = model([periods, scores, amounts]).movement?.change;
    const ninefold = amounts.values.map((amount) => Number(amount) * 9);
    const weighted = model([periods, scores, amounts, { role: 'weightSquares', values: ninefold }]).movement?.change;
    expect(plain?.significant).toBeTrue();
    expect((weighted?.standardError ?? 0) / (plain?.standardError ?? 1)).toBeCloseTo(3, 1);
    expect(weighted?.significant).toBeFalse();
  });

  it('are told from numbers of answers by the setting, whatever the data looks like', () => {
    const effective = (amounts: string, columns: readonly Column[]): number | null =>
      model(columns, { objects: { statistics: { amounts, minimumAnswers: 1 } } }).headline.score.effective;
    const whole: Column[] = [
      { role: 'score', values: [10, 0] },
      { role: 'responses', values: [2, 1] },
    ];
    expect(effective('automatic', whole)).toBeNull();
    expect(effective('weights', whole)).toBeCloseTo(9 / 5, 9);
    expect(effective('answers', [...summed, squares])).toBeNull();
  });

  it('given as counts of groups are worth the same', () => {
    const { score } = model([
      { role: 'detractors', values: [7.5] },
      { role: 'passives', values: [40] },
      { role: 'promoters', values: [90] },
      { role: 'weightSquares', values: [223.75] },
    ]).headline;
    expect(score.effective).toBeCloseTo(84.4972067, 6);
  });
});

describe('goals', () => {
  it('weights a goal by answers, keeps zero as a goal, and uses the typed one only without a field', () => {
    const columns = (goals: readonly (number | null)[]): Column[] => [
      ...months([month(2026, 0), 0, 0, 30], [month(2026, 1), 0, 0, 10]),
      { role: 'goal', values: goals },
    ];
    expect(model(columns([20, 60])).headline.goal).toBe(30);
    expect(model(columns([0, 0])).headline.goal).toBe(0);
    expect(model(columns([0, null])).headline.goal).toBe(0);
    expect(model(months([month(2026, 0), 0, 0, 30]), { objects: { goal: { value: '12,5' } } }).headline.goal).toBe(
      12.5,
    );
  });

  it('tells that a goal is an average where periods or segments have different ones', () => {
    const columns = (goals: readonly (number | null)[]): Column[] => [
      ...months([month(2026, 0), 0, 0, 30], [month(2026, 1), 0, 0, 10]),
      { role: 'goal', values: goals },
    ];
    const averaged = (goals: readonly (number | null)[], headline = 'all') =>
      model(columns(goals), { objects: { values: { headline } } }).headline.goalAveraged;
    expect(averaged([20, 60])).toBeTrue();
    expect(averaged([20, 20])).toBeFalse();
    expect(averaged([20, null])).toBeFalse();
    expect(averaged([20, 60], 'latest')).toBeFalse();
    const units: Column[] = [
      { role: 'segment', values: ['Aarhus', 'Odense'] },
      { role: 'score', values: [10, 10] },
      { role: 'responses', values: [30, 10] },
      { role: 'goal', values: [20, 60] },
    ];
    expect(model(units).headline.goalAveraged).toBeTrue();
  });

  it('are judged on the newest period where only the trend is drawn, and on the headline elsewhere', () => {
    const columns: Column[] = [
      ...months([month(2026, 0), 100, 0, 0], [month(2026, 1), 0, 0, 100]),
      { role: 'goal', values: [10, 50] },
    ];
    const judged = (view: string) => {
      const { goal, goalAveraged, verdict } = model(columns, { objects: { values: { view } } }).judged;
      return { goal, goalAveraged, verdict };
    };
    expect(judged('trend')).toEqual({ goal: 50, goalAveraged: false, verdict: 'reached' });
    expect(judged('gauge')).toEqual({ goal: 30, goalAveraged: true, verdict: 'notReached' });
  });

  it('holds a goal where nobody answered', () => {
    const { periods } = model([
      ...months([month(2026, 0), 0, 0, 30], [month(2026, 1), 0, 0, 0]),
      { role: 'goal', values: [20, 25] },
    ]);
    expect(periods.map(({ goal }) => goal)).toEqual([20, 25]);
    expect(periods[1]?.score.nps).toBeNull();
  });

  for (const [text, expected] of [
    ['', null],
    ['  ', null],
    ['0', 0],
    ['−5', -5],
    ['50', 50],
    ['100,5', null],
    ['high', null],
  ] as const) {
    it(`reads a typed goal "${text}" as ${String(expected)}`, () => expect(typedGoal(text)).toBe(expected));
  }
});

describe('periods', () => {
  it('fills missing months in, so that a gap is a gap', () => {
    const { periods } = model(months([month(2026, 0), 1, 1, 8], [month(2026, 1), 1, 1, 8], [month(2026, 4), 1, 1, 8]));
    expect(periods.map(({ time, score }) => [time, score.nps])).toEqual([
      [Date.UTC(2026, 0), 70],
      [Date.UTC(2026, 1), 70],
      [Date.UTC(2026, 2), null],
      [Date.UTC(2026, 3), null],
      [Date.UTC(2026, 4), 70],
    ]);
  });

  it('reads UTC midnights as those dates in any zone', () => {
    const dates = [new Date(Date.UTC(2026, 0)), new Date(Date.UTC(2026, 1))];
    const { periods, periodStep } = model(months([dates[1] ?? null, 1, 1, 8], [dates[0] ?? null, 1, 1, 8]));
    expect(periods.map(({ time }) => time)).toEqual([Date.UTC(2026, 0), Date.UTC(2026, 1)]);
    expect(periodStep).toBe('month');
  });

  for (const [texts, expected] of [
    [
      ['2026-02', '2025-11', '2026-01'],
      ['2025-11', '2026-01', '2026-02'],
    ],
    [
      ['2026 Q1', '2025 Q4', '2025 Q2'],
      ['2025 Q2', '2025 Q4', '2026 Q1'],
    ],
    [
      ['W2 2026', 'W10 2025', 'W1 2026'],
      ['W10 2025', 'W1 2026', 'W2 2026'],
    ],
    [
      ['March', 'January', 'February'],
      ['March', 'January', 'February'],
    ],
  ] as const) {
    it(`orders ${texts.join(', ')} as ${expected.join(', ')}`, () => {
      const { periods } = model(months(...texts.map((text) => [text, 1, 1, 8] as const)));
      const named = periods.filter(({ member }) => member !== null).map(({ path }) => path[0]);
      expect(named).toEqual([...expected]);
    });
  }

  it('keeps blank periods in the total but off the time axis', () => {
    const { periods, headline } = model(months([month(2026, 0), 0, 0, 10], [null, 10, 0, 0]));
    expect(periods.length).toBe(1);
    expect(headline.score.nps).toBe(0);
  });

  it('tests a change against the nearest earlier period with answers', () => {
    const { movement } = model(months([month(2026, 0), 15, 40, 45], [month(2026, 2), 10, 35, 55]));
    expect(movement?.points).toBeCloseTo(15, 9);
    expect(movement?.change?.significant).toBeFalse();
    expect(movement?.from.time).toBe(Date.UTC(2026, 0));
  });

  it('compares rolling windows only with windows that share no answers', () => {
    const columns = months(
      ...Array.from({ length: 6 }, (_, index) => [month(2026, index), 10, 10, 10 + index * 10] as const),
    );
    const { movement, periods } = model(columns, { objects: { trend: { rollingPeriods: 3 } } });
    expect(periods.at(-1)?.score.counts).toEqual({ detractors: 30, passives: 30, promoters: 150 });
    expect(movement?.from.time).toBe(Date.UTC(2026, 2));
  });

  it('corrects for many comparisons before it marks a change', () => {
    const flat = Array.from({ length: 12 }, (_, index) => [month(2025, index), 100, 100, 100] as const);
    const columns = months(...flat, [month(2026, 0), 80, 100, 122]);
    const marks = (objects: NonNullable<ViewOptions['objects']>) =>
      model(columns, { objects }).periods.filter((point) => point.significant).length;
    expect(marks({ statistics: { correctMany: false } })).toBe(1);
    expect(marks({ statistics: { correctMany: true } })).toBe(0);
  });
});

describe('segments', () => {
  const segments = (...rows: readonly (readonly [string | null, number, number, number])[]): Column[] => [
    { role: 'segment', values: rows.map(([name]) => name) },
    { role: 'detractors', values: rows.map(([, detractors]) => detractors) },
    { role: 'passives', values: rows.map(([, , passives]) => passives) },
    { role: 'promoters', values: rows.map(([, , , promoters]) => promoters) },
  ];

  it('sorts by score with withheld ones last', () => {
    const { segments: rows } = model(segments(['low', 9, 0, 1], ['few', 0, 0, 2], ['high', 0, 0, 10]));
    expect(rows.map(({ path }) => path[0])).toEqual(['high', 'low', 'few']);
    expect(rows[2]?.score.withheld).toBeTrue();
  });

  it('folds the smallest into one row pooled from the counts', () => {
    const many = Array.from({ length: 10 }, (_, index) => [`s${index}`, 10, 0, 10 + index] as const);
    const { segments: rows } = model(segments(...many), { objects: { bars: { maximumSegments: 4 } } });
    expect(rows.length).toBe(4);
    const other = rows.at(-1);
    expect(other?.kind).toBe('other');
    expect(other?.members.length).toBe(7);
    expect(other?.score.counts).toEqual({ detractors: 70, passives: 0, promoters: 91 });
  });

  it('gives every panel the points of its own segment', () => {
    const { panels } = model(
      [
        { role: 'period', values: [month(2026, 0), month(2026, 0), month(2026, 1), month(2026, 1)] },
        ...segments(['a', 0, 0, 10], ['b', 10, 0, 0], ['a', 5, 0, 5], ['b', 0, 10, 0]),
      ],
      { objects: { values: { view: 'multiples' }, bars: { sortBy: 'data' } } },
    );
    expect(panels.map(({ series }) => [...(series?.nps ?? [])])).toEqual([
      [100, 0],
      [-100, 0],
    ]);
  });

  it('gives every panel the same series from scores as from counts', () => {
    const random = seeded(5);
    const rows = [0, 1, 3, 4].flatMap((at) =>
      ['a', 'b', 'c'].flatMap((segment) => {
        // Some have nobody, some too few.
        const most = random() < 0.2 ? 0 : random() < 0.3 ? 2 : 60;
        const [down, middle, up] = [0, 1, 2].map(() => Math.floor(random() * most)) as [number, number, number];
        return [{ time: month(2026, at), segment, down, middle, up }];
      }),
    );
    const scored = rows.flatMap(({ time, segment, down, middle, up }) =>
      (
        [
          [4, down],
          [7, middle],
          [10, up],
          [null, 3],
        ] as const
      ).map(([score, answers]) => ({ time, segment, score, answers })),
    );
    for (const maximumSegments of [12, 2]) {
      for (const method of ['adjustedWald', 'none']) {
        const objects = {
          values: { view: 'multiples' },
          bars: { sortBy: 'data', maximumSegments },
          goal: { value: '40' },
          statistics: { method },
        };
        const byCounts = model(
          [
            { role: 'period', values: rows.map(({ time }) => time) },
            { role: 'segment', values: rows.map(({ segment }) => segment) },
            { role: 'detractors', values: rows.map(({ down }) => down) },
            { role: 'passives', values: rows.map(({ middle }) => middle) },
            { role: 'promoters', values: rows.map(({ up }) => up) },
          ],
          { objects },
        );
        const byScores = model(
          [
            { role: 'period', values: scored.map(({ time }) => time) },
            { role: 'segment', values: scored.map(({ segment }) => segment) },
            { role: 'score', values: scored.map(({ score }) => score) },
            { role: 'responses', values: scored.map(({ answers }) => answers) },
          ],
          { objects },
        );
        expect(byScores.panels.length).toBe(Math.min(3, maximumSegments));
        expect(byScores.panels.some(({ series }) => series?.nps.some(Number.isNaN))).toBe(true);
        expect(byScores.panels.map(({ series }) => series)).toEqual(byCounts.panels.map(({ series }) => series));
      }
    }
  });
});

describe('the journey', () => {
  const stages: Column[] = [
    { role: 'segment', values: ['Order', 'Offer', 'Delivery', 'Lost'] },
    { role: 'stageOrder', values: [2, 1, 3, null] },
    { role: 'detractors', values: [10, 10, 90, 50] },
    { role: 'passives', values: [10, 10, 10, 0] },
    { role: 'promoters', values: [100, 80, 20, 5] },
    { role: 'verbatim', values: ['fine', '  ', 'late', null] },
  ];
  const journey = model(stages, { objects: { values: { view: 'journey' } } });

  it('puts stages in order and those apart from the path last', () => {
    expect(journey.stages.map(({ row, order }) => [row.path[0], order])).toEqual([
      ['Offer', 1],
      ['Order', 2],
      ['Delivery', 3],
      ['Lost', null],
    ]);
  });

  it('marks the biggest significant drop', () => {
    expect(journey.stages.map(({ biggestDrop }) => biggestDrop)).toEqual([false, false, true, false]);
  });

  it('keeps the newest comment of each stage', () => {
    expect(journey.stages.map(({ verbatim }) => verbatim)).toEqual([null, 'fine', 'late', null]);
  });

  it('hides the comment of a withheld stage', () => {
    const few = model(
      [
        { role: 'segment', values: ['a'] },
        { role: 'promoters', values: [1] },
        { role: 'passives', values: [0] },
        { role: 'detractors', values: [0] },
        { role: 'verbatim', values: ['I am Kim'] },
      ],
      { objects: { values: { view: 'journey' } } },
    );
    expect(few.stages[0]?.verbatim).toBeNull();
  });
});

describe('warnings', () => {
  const base: Column[] = [
    { role: 'score', values: [10, 10] },
    { role: 'responses', values: [10, 10] },
  ];

  it('tells when survey classes are pooled', () => {
    expect(model([...base, { role: 'surveyClass', values: ['relational', 'transactional'] }]).warnings).toEqual([
      { kind: 'pooledClasses', classes: ['relational', 'transactional'] },
    ]);
    expect(model([...base, { role: 'surveyClass', values: ['relational', 'relational'] }]).warnings).toEqual([]);
  });

  it('tells when the newest answers are older than allowed', () => {
    const columns: Column[] = [...base, { role: 'period', values: ['2026-01-01', '2026-03-01'] }];
    expect(model(columns, { objects: { values: { staleAfterDays: 30 } } }).warnings).toEqual([
      { kind: 'stale', time: Date.UTC(2026, 2, 1), days: 92 },
    ]);
    expect(model(columns, { objects: { values: { staleAfterDays: 100 } } }).warnings).toEqual([]);
    expect(model(columns).warnings).toEqual([]);
  });

  it('tells when the host has more rows than it sends', () => {
    expect(model(base, { more: true }).warnings).toEqual([{ kind: 'rowsCut', rows: 2 }]);
  });
});
