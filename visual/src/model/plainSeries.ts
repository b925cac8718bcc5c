/** Series of plain scores, straight from their sums. */
import { rated } from './counts';
import { interval } from './interval';
import { nps as npsOf } from './nps';
import type { Statistics } from './score';
import type { Series } from './series';
import { Field, type Tallies } from './tally';

/**
 * The same as `seriesOf` over `scoreOf`, for unweighted counts with neither goal nor benchmark nor highlight per row: a
 * page of small panels has thousands of scores, and an object for each costs more than all else about them.
 * @param tallyAt tally of each place; negative where there is none.
 * @param offset added to these.
 * @param goal one for all places; null for none.
 */
export function plainSeries(
  { values, width }: Tallies,
  tallyAt: Int32Array,
  offset: number,
  { method, level, minimumAnswers }: Statistics,
  goal: number | null,
): Series {
  const count = tallyAt.length;
  const nps = new Float64Array(count).fill(NaN);
  const lower = new Float64Array(count).fill(NaN);
  const upper = new Float64Array(count).fill(NaN);
  const goals = goal === null ? null : new Float64Array(count).fill(NaN);
  const counts = { detractors: 0, passives: 0, promoters: 0 };
  for (let index = 0; index < count; index++) {
    const tally = tallyAt[index] ?? -1;
    if (tally < 0) continue;
    if (goals && goal !== null) goals[index] = goal;
    const at = (offset + tally) * width;
    counts.detractors = values[at] ?? 0;
    counts.passives = values[at + Field.Passives] ?? 0;
    counts.promoters = values[at + Field.Promoters] ?? 0;
    const answers = rated(counts);
    if (!(answers > 0) || answers < minimumAnswers) continue;
    nps[index] = npsOf(counts) ?? NaN;
    const found = method === 'none' ? null : interval(counts, method, level);
    lower[index] = found?.lower ?? NaN;
    upper[index] = found?.upper ?? NaN;
  }
  return { nps, lower, upper, whole: null, goal: goals, benchmark: null };
}
