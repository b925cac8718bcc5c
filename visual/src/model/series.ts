/** A series of scores as plain numbers, one of each for every place on the time axis: all that lines are drawn from. */
import type { Score } from './score';

/** Scores in NPS points −100…100; NaN where there is none. */
export interface Series {
  readonly nps: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** The whole behind a highlighted part. Null, as the goal and the benchmark, where no place has one. */
  readonly whole: readonly number[] | null;
  readonly goal: readonly number[] | null;
  readonly benchmark: readonly number[] | null;
}

/** What stands at one place. */
export interface Place {
  readonly score: Score;
  readonly whole: Score | null;
  readonly goal: number | null;
  readonly benchmark: number | null;
}

const whereAny = (values: readonly number[]): readonly number[] | null =>
  values.some((value) => !Number.isNaN(value)) ? values : null;

/** @param placeAt asked once for each of the places, in order. */
export function seriesOf(count: number, placeAt: (index: number) => Place | undefined): Series {
  const nps: number[] = [];
  const lower: number[] = [];
  const upper: number[] = [];
  const whole: number[] = [];
  const goal: number[] = [];
  const benchmark: number[] = [];
  for (let index = 0; index < count; index++) {
    const place = placeAt(index);
    nps.push(place?.score.nps ?? NaN);
    lower.push(place?.score.interval?.lower ?? NaN);
    upper.push(place?.score.interval?.upper ?? NaN);
    whole.push(place?.whole?.nps ?? NaN);
    goal.push(place?.goal ?? NaN);
    benchmark.push(place?.benchmark ?? NaN);
  }
  return { nps, lower, upper, whole: whereAny(whole), goal: whereAny(goal), benchmark: whereAny(benchmark) };
}
