/** The range of scores that an axis covers. */
import type { Series } from '../model/series';
import type { Context } from './context';

/** Range of everything drawn of the series, widened to round numbers within ±100. */
export function scoreRange({ settings }: Context, series: readonly Series[]): readonly [number, number] {
  if (settings.trend.axis === 'full') return [-100, 100];
  let low = Infinity;
  let high = -Infinity;
  let scored = false;
  const take = (values: ArrayLike<number>): boolean => {
    let found = false;
    for (let index = 0; index < values.length; index++) {
      const value = values[index] ?? NaN;
      if (value < low) low = value;
      if (value > high) high = value;
      found ||= value === value;
    }
    return found;
  };
  for (const { nps, lower, upper, whole, goal, benchmark } of series) {
    if (take(nps)) scored = true;
    take(whole ?? []);
    if (settings.goal.show) take(goal ?? []);
    if (settings.goal.showBenchmark) take(benchmark ?? []);
    if (settings.trend.showInterval) {
      take(lower);
      take(upper);
    }
  }
  if (!scored) return [-100, 100];
  const pad = Math.max(5, (high - low) * 0.08);
  return [Math.max(-100, Math.floor((low - pad) / 5) * 5), Math.min(100, Math.ceil((high + pad) / 5) * 5)];
}
