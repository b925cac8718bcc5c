/** The fast aggregation that is handed to every library, so that only drawing is compared. */
import { periods, scores, segments, type Rows, type Scene } from './rows';

export interface Point {
  readonly detractors: number;
  readonly passives: number;
  readonly promoters: number;
  readonly answers: number;
  readonly nps: number;
  readonly lower: number;
  readonly upper: number;
}

export interface Sums {
  readonly dates: readonly Date[];
  readonly names: readonly string[];
  readonly total: Point;
  readonly byPeriod: readonly Point[];
  readonly bySegment: readonly Point[];
  /** Answers per score 0…10. */
  readonly byScore: Float64Array;
  /** Panels[segment][period]; empty unless the scene shows them. */
  readonly cells: readonly (readonly Point[])[];
}

function point(counts: Float64Array, at: number): Point {
  const [detractors = 0, passives = 0, promoters = 0] = [counts[at], counts[at + 1], counts[at + 2]];
  const answers = detractors + passives + promoters;
  const n = answers + 3;
  const p = (promoters + 0.75) / n;
  const d = (detractors + 0.75) / n;
  const margin = 195.9963984540054 * Math.sqrt(Math.max(0, p + d - (p - d) ** 2) / n);
  const center = 100 * (p - d);
  return {
    detractors,
    passives,
    promoters,
    answers,
    nps: answers ? (100 * (promoters - detractors)) / answers : 0,
    lower: Math.max(-100, center - margin),
    upper: Math.min(100, center + margin),
  };
}

/** Keys are looked up as data demands, but only where they differ from the row before. */
export function sum(rows: Rows, scene: Scene): Sums {
  const withCells = scene === 'multiples';
  const periodCodes = new Map<number, number>();
  const segmentCodes = new Map<string, number>();
  const dates: Date[] = [];
  const names: string[] = [];
  const total = new Float64Array(3);
  const byPeriod = new Float64Array(periods * 3);
  const bySegment = new Float64Array(segments * 3);
  const byScore = new Float64Array(scores);
  const cells = new Float64Array(withCells ? periods * segments * 3 : 0);
  let [lastDate, lastName]: [Date | null, string | null] = [null, null];
  let [period, segment] = [0, 0];
  for (let row = 0; row < rows.score.length; row++) {
    const date = rows.period[row] as Date;
    const name = rows.segment[row] as string;
    if (date !== lastDate) {
      lastDate = date;
      const time = date.getTime();
      const known = periodCodes.get(time);
      period = known ?? dates.push(date) - 1;
      if (known === undefined) periodCodes.set(time, period);
    }
    if (name !== lastName) {
      lastName = name;
      const known = segmentCodes.get(name);
      segment = known ?? names.push(name) - 1;
      if (known === undefined) segmentCodes.set(name, segment);
    }
    const score = rows.score[row] as number;
    const answers = rows.responses[row] as number;
    const group = score <= 6 ? 0 : score <= 8 ? 1 : 2;
    (total[group] as number) += answers;
    (byScore[score] as number) += answers;
    (byPeriod[period * 3 + group] as number) += answers;
    (bySegment[segment * 3 + group] as number) += answers;
    if (withCells) (cells[(segment * periods + period) * 3 + group] as number) += answers;
  }
  return {
    dates,
    names,
    total: point(total, 0),
    byPeriod: dates.map((_, index) => point(byPeriod, index * 3)),
    bySegment: names.map((_, index) => point(bySegment, index * 3)),
    byScore,
    cells: withCells
      ? names.map((_, segment) => dates.map((__, period) => point(cells, (segment * periods + period) * 3)))
      : [],
  };
}
