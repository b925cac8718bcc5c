/** Confidence intervals of a Net Promoter Score. */
import { rated, type Counts } from './counts';
import { zOfLevel, type Level } from './normal';

export interface Estimate {
  /** The score the interval is centred on; for adjusted Wald not the score shown. −100…100. */
  readonly center: number;
  /** Variance of one answer on the scale −1…1. */
  readonly variance: number;
  /** Standard error in NPS points. */
  readonly standardError: number;
}

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

export type Method = 'adjustedWald' | 'wald';

/** What adjusted Wald adds to the counts (Rocks 2016, arXiv 1601.07235): three answers. */
const added: Counts = { detractors: 0.75, passives: 1.5, promoters: 0.75 };

/**
 * Score and standard error: 100 (p − d) and 100 √((p + d − (p − d)²) / n), for adjusted Wald after adding three answers.
 * Null when the method has nothing to divide by. Worked: 15/40/45, Wald → 30 ± 7.1414.
 */
export function estimate(counts: Counts, method: Method): Estimate | null {
  const answers = rated(counts);
  if (!(answers > 0)) return null;
  const extra = method === 'adjustedWald' ? added : { detractors: 0, passives: 0, promoters: 0 };
  const n = answers + rated(extra);
  const p = (counts.promoters + extra.promoters) / n;
  const d = (counts.detractors + extra.detractors) / n;
  const variance = Math.max(0, p + d - (p - d) ** 2);
  return { center: 100 * (p - d), variance, standardError: 100 * Math.sqrt(variance / n) };
}

const clamp = (score: number): number => Math.min(100, Math.max(-100, score));

/** The interval clamped to ±100; null without answers. Worked: 0/0/10, adjusted Wald, 95 % → 47.50…100. */
export function interval(counts: Counts, method: Method, level: Level): Interval | null {
  const found = estimate(counts, method);
  if (!found) return null;
  const margin = zOfLevel[level] * found.standardError;
  return { lower: clamp(found.center - margin), upper: clamp(found.center + margin) };
}
