/** Believable answers for tests and the gallery. */
import type { Column } from './dataViews';
import { seeded } from './random';

export interface StoryOptions {
  readonly months?: number;
  readonly segments?: readonly string[];
  /** Answers per month and segment. */
  readonly answers?: number;
  readonly seed?: number;
  readonly goal?: number | null;
  readonly benchmark?: number | null;
  /** Months (from 0) without any answer. */
  readonly gaps?: readonly number[];
  readonly startYear?: number;
}

interface Row {
  readonly score: number | null;
  readonly responses: number;
  readonly period: Date;
  readonly segment: string;
  readonly month: number;
}

/** Shares of the eleven scores for a mood from 0 (bad) to 1 (good). */
function shares(mood: number): readonly number[] {
  const center = 4.5 + mood * 4.6;
  const weights = Array.from({ length: 11 }, (_, score) => Math.exp(-((score - center) ** 2) / (2 * 2.1 ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function rowsOf(options: StoryOptions): readonly Row[] {
  const { months = 24, segments = [''], answers = 220, seed = 7, gaps = [], startYear = 2024 } = options;
  const random = seeded(seed);
  const rows: Row[] = [];
  for (let month = 0; month < months; month++) {
    if (gaps.includes(month)) continue;
    const period = new Date(startYear, month, 1);
    segments.forEach((segment, place) => {
      const season = Math.sin((month / 12) * 2 * Math.PI) * 0.05;
      const dip = month >= 14 && month <= 16 ? -0.14 : 0;
      const mood =
        1.22 + season + dip + month * 0.004 - place * (0.5 / Math.max(8, segments.length)) + (random() - 0.5) * 0.05;
      shares(Math.max(0, mood)).forEach((share, score) => {
        const responses = Math.round(answers * share * (0.85 + random() * 0.3));
        if (responses > 0) rows.push({ score, responses, period, segment, month });
      });
      if (random() < 0.5) rows.push({ score: null, responses: 1 + Math.floor(random() * 3), period, segment, month });
    });
  }
  return rows;
}

/** Columns `score`, `responses`, and as asked `period`, `segment`, `goal`, `benchmark`. */
export function story(options: StoryOptions = {}): readonly Column[] {
  const rows = rowsOf(options);
  const { goal = 45, benchmark = null, segments = [''], months = 24 } = options;
  const columns: Column[] = [
    { role: 'score', name: 'Score', values: rows.map(({ score }) => score) },
    ...(months > 1 ? [{ role: 'period' as const, name: 'Month', values: rows.map(({ period }) => period) }] : []),
    ...(segments.length > 1
      ? [{ role: 'segment' as const, name: 'Unit', values: rows.map(({ segment }) => segment) }]
      : []),
    { role: 'responses', name: 'Responses', values: rows.map(({ responses }) => responses) },
  ];
  if (goal !== null)
    columns.push({ role: 'goal', name: 'Goal', values: rows.map(({ month }) => goal + Math.floor(month / 12) * 5) });
  if (benchmark !== null) columns.push({ role: 'benchmark', name: 'Benchmark', values: rows.map(() => benchmark) });
  return columns;
}

export const units = ['Aarhus', 'København', 'Odense', 'Aalborg', 'Esbjerg', 'Randers', 'Kolding', 'Horsens'] as const;

/** One answer table from plain counts. */
export function counts(detractors: number, passives: number, promoters: number): readonly Column[] {
  return [
    { role: 'promoters', values: [promoters] },
    { role: 'passives', values: [passives] },
    { role: 'detractors', values: [detractors] },
  ];
}

/** A customer journey with stages, one off the path, a drop, and comments. */
export function journey(): readonly Column[] {
  const stages = [
    ['Offer', 1, 40, 60, 140, 'Quick answer and a fair price.'],
    ['Order', 2, 30, 70, 150, 'Easy to choose the day that suited us.'],
    ['Delivery', 3, 110, 60, 70, 'Came two days late and nobody called.'],
    ['Installation', 4, 60, 60, 120, 'Friendly and tidy technician.'],
    ['Invoice', 5, 55, 65, 125, 'Took three mails to get it right.'],
    ['Support', 6, 50, 55, 130, 'Solved on the first call.'],
    ['Lost case', null, 90, 40, 20, 'Chose another supplier on price.'],
  ] as const;
  return [
    { role: 'segment', name: 'Touchpoint', values: stages.map(([name]) => name) },
    { role: 'stageOrder', name: 'Stage', values: stages.map(([, order]) => order) },
    { role: 'detractors', values: stages.map(([, , detractors]) => detractors) },
    { role: 'passives', values: stages.map(([, , , passives]) => passives) },
    { role: 'promoters', values: stages.map(([, , , , promoters]) => promoters) },
    { role: 'verbatim', name: 'Comment', values: stages.map(([, , , , , comment]) => comment) },
  ];
}
