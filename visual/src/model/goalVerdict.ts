/** The verdict on a goal. */
import type { Interval } from './interval';

export type Verdict = 'reached' | 'notReached' | 'cannotTell';

/**
 * Reached when the interval's lower bound is at or above the goal, not reached when its upper bound is below it,
 * else it cannot be told yet. Without an interval (a ready-made score) nothing can be told: null.
 */
export function goalVerdict(goal: number | null, interval: Interval | null): Verdict | null {
  if (goal === null || interval === null) return null;
  if (interval.lower >= goal) return 'reached';
  return interval.upper < goal ? 'notReached' : 'cannotTell';
}
