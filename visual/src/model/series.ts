/** A series of scores as plain numbers, one of each for every place on the time axis: all that lines are drawn from. */
import type { Score } from './score';

/** Scores in NPS points −100…100; NaN where there is none. */
export interface Series {
  readonly nps: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** The whole behind a highlighted part. Null, as the goal and the benchmark, where no place has one. */
  readonly whole: Float64Array | null;
  readonly goal: Float64Array | null;
  readonly benchmark: Float64Array | null;
}

/** What stands at one place. */
export interface Place {
  readonly score: Score;
  readonly whole: Score | null;
  readonly goal: number | null;
  readonly benchmark: number | null;
}

/** @param placeAt asked once for each of the places, in order. */
export function seriesOf(count: number, placeAt: (index: number) => Place | undefined): Series {
  const nps = new Float64Array(count);
  const lower = new Float64Array(count);
  const upper = new Float64Array(count);
  const some: { whole: Float64Array | null; goal: Float64Array | null; benchmark: Float64Array | null } = {
    whole: null,
    goal: null,
    benchmark: null,
  };
  const keep = (name: keyof typeof some, index: number, value: number | null | undefined): void => {
    if (value === null || value === undefined) return;
    const values = some[name] ?? new Float64Array(count).fill(NaN);
    values[index] = value;
    some[name] = values;
  };
  for (let index = 0; index < count; index++) {
    const place = placeAt(index);
    nps[index] = place?.score.nps ?? NaN;
    lower[index] = place?.score.interval?.lower ?? NaN;
    upper[index] = place?.score.interval?.upper ?? NaN;
    keep('whole', index, place?.whole?.nps);
    keep('goal', index, place?.goal);
    keep('benchmark', index, place?.benchmark);
  }
  return { nps, lower, upper, ...some };
}
