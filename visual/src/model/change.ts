/** Whether a score moved by more than chance between two independent samples. */
import type { Counts } from './counts';
import { estimate, type Method } from './interval';
import { twoSidedP, zOfLevel, type Level } from './normal';

export interface Change {
  /** Later minus earlier in NPS points, after the method's adjustment; keeps its sign. */
  readonly delta: number;
  readonly standardError: number;
  readonly z: number;
  /** Two-sided, 0…1. */
  readonly pValue: number;
  readonly significant: boolean;
}

/**
 * Compares two periods: Δ = later − earlier, SE = √(SE₁² + SE₂²), z = Δ / SE, two-sided.
 * Null when either has no answers. Overlapping samples break the independence that this assumes.
 * Worked: 15/40/45 → 10/35/55 gives Δ 14.563, z 1.503, p 0.133.
 */
export function change(earlier: Counts, later: Counts, method: Method, level: Level): Change | null {
  const before = estimate(earlier, method);
  const after = estimate(later, method);
  if (!before || !after) return null;
  const delta = after.center - before.center;
  const standardError = Math.hypot(before.standardError, after.standardError);
  const z = standardError > 0 ? delta / standardError : delta === 0 ? 0 : Math.sign(delta) * Infinity;
  return { delta, standardError, z, pValue: twoSidedP(z), significant: Math.abs(z) >= zOfLevel[level] };
}
