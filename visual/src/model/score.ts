/** One score of the view model: the number, how sure it is, and why it may be missing. */
import type { Settings } from '../settings/settings';
import { rated, scaleCounts, type Counts } from './counts';
import { effectiveAnswers } from './effectiveAnswers';
import { interval, type Interval, type Method } from './interval';
import type { Level } from './normal';
import { nps } from './nps';
import { Field, type Tallies } from './tally';

export interface Score {
  /** Answers, or sums of their weights, by group. Null when the score came ready-made or is withheld. */
  readonly counts: Counts | null;
  /** The counts that intervals and tests may use: those above, scaled to the effective answers where weighted. */
  readonly sample: Counts | null;
  /** Rated answers, or the sum of their weights; null when unknown. */
  readonly answers: number | null;
  /** Effective number of answers (Kish); null unless answers are weighted. */
  readonly effective: number | null;
  readonly excluded: number;
  /** −100…100; null without answers or when withheld. */
  readonly nps: number | null;
  /** There are answers, but fewer (effective ones, where weighted) than the minimum. */
  readonly withheld: boolean;
  readonly interval: Interval | null;
}

/** What the scores of a table are made of. */
export interface ScoreKind {
  readonly kind: 'scores' | 'counts' | 'ready';
  /** Whether several scores can be pooled exactly: not ready-made ones without their answers. */
  readonly poolable: boolean;
  /** Whether amounts are sums of weights instead of numbers of answers. */
  readonly weighted: boolean;
}

export interface Statistics {
  readonly method: Method | 'none';
  readonly level: Level;
  /** What the amounts are: see `Source.weighted`. */
  readonly amounts: 'automatic' | 'answers' | 'weights';
  readonly minimumAnswers: number;
  readonly correctMany: boolean;
}

export const readStatistics = ({ statistics }: Settings): Statistics => statistics;

/** The counts of the tally that begins at `at`. */
function countsOf(tallies: Float64Array, at: number): Counts {
  return {
    detractors: tallies[at] ?? 0,
    passives: tallies[at + Field.Passives] ?? 0,
    promoters: tallies[at + Field.Promoters] ?? 0,
  };
}

const noScore = { counts: null, sample: null, nps: null, interval: null };

function readyScore(tallies: Float64Array, at: number, poolable: boolean, statistics: Statistics): Score {
  const rows = tallies[at + Field.ReadyRows] ?? 0;
  const weight = tallies[at + Field.ReadyWeight] ?? 0;
  const answers = poolable ? weight : null;
  const withheld = answers !== null && answers > 0 && answers < statistics.minimumAnswers;
  // Scores without their answers cannot be pooled: a mean of scores is no score.
  const known = rows > 0 && weight > 0 && (poolable || rows === 1) && !withheld;
  return {
    ...noScore,
    answers,
    effective: null,
    excluded: tallies[at + Field.Excluded] ?? 0,
    nps: known ? (tallies[at + Field.ReadySum] ?? 0) / weight : null,
    withheld,
  };
}

/** The score of one tally. */
export function scoreOf({ values, width }: Tallies, index: number, kind: ScoreKind, statistics: Statistics): Score {
  const at = index * width;
  if (kind.kind === 'ready') return readyScore(values, at, kind.poolable, statistics);
  const counts = countsOf(values, at);
  const answers = rated(counts);
  const effective = kind.weighted ? effectiveAnswers(answers, values[at + Field.Squares] ?? 0) : null;
  const known = effective ?? answers;
  const withheld = answers > 0 && known < statistics.minimumAnswers;
  const excluded = values[at + Field.Excluded] ?? 0;
  if (withheld || !(answers > 0)) return { ...noScore, answers, effective, excluded, withheld };
  const sample = effective === null ? counts : scaleCounts(counts, effective / answers);
  return {
    counts,
    sample,
    answers,
    effective,
    excluded,
    nps: nps(counts),
    withheld,
    interval: statistics.method === 'none' ? null : interval(sample, statistics.method, statistics.level),
  };
}
