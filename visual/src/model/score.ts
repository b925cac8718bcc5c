/** One score of the view model: the number, how sure it is, and why it may be missing. */
import type { Settings } from '../settings/settings';
import { rated, type Counts } from './counts';
import { interval, type Interval, type Method } from './interval';
import type { Level } from './normal';
import { nps } from './nps';
import { Field, type Tallies } from './tally';

export interface Score {
  /** Null when the score came ready-made or is withheld. */
  readonly counts: Counts | null;
  /** Rated answers; null when unknown. */
  readonly answers: number | null;
  readonly excluded: number;
  /** −100…100; null without answers or when withheld. */
  readonly nps: number | null;
  /** There are answers, but fewer than the minimum. */
  readonly withheld: boolean;
  readonly interval: Interval | null;
}

export interface Statistics {
  readonly method: Method | 'none';
  readonly level: Level;
  readonly minimumAnswers: number;
  readonly correctMany: boolean;
}

export const readStatistics = ({ statistics }: Settings): Statistics => statistics;

/** The counts of a tally. */
export function countsOf(tallies: Tallies, index: number): Counts {
  const at = index * Field.Width;
  return {
    detractors: tallies[at] ?? 0,
    passives: tallies[at + Field.Passives] ?? 0,
    promoters: tallies[at + Field.Promoters] ?? 0,
  };
}

const noScore = { counts: null, nps: null, interval: null };

function readyScore(tallies: Tallies, at: number, weighted: boolean, statistics: Statistics): Score {
  const rows = tallies[at + Field.ReadyRows] ?? 0;
  const weight = tallies[at + Field.ReadyWeight] ?? 0;
  const answers = weighted ? weight : null;
  const withheld = answers !== null && answers > 0 && answers < statistics.minimumAnswers;
  // Scores without their answers cannot be pooled: a mean of scores is no score.
  const known = rows > 0 && weight > 0 && (weighted || rows === 1) && !withheld;
  return {
    ...noScore,
    answers,
    excluded: tallies[at + Field.Excluded] ?? 0,
    nps: known ? (tallies[at + Field.ReadySum] ?? 0) / weight : null,
    withheld,
  };
}

/** The score of one tally. `kind` says what the table was made of; `weighted` whether ready scores carry answers. */
export function scoreOf(
  tallies: Tallies,
  index: number,
  source: { readonly kind: 'scores' | 'counts' | 'ready'; readonly weighted: boolean },
  statistics: Statistics,
): Score {
  const at = index * Field.Width;
  if (source.kind === 'ready') return readyScore(tallies, at, source.weighted, statistics);
  const counts = countsOf(tallies, index);
  const answers = rated(counts);
  const withheld = answers > 0 && answers < statistics.minimumAnswers;
  const excluded = tallies[at + Field.Excluded] ?? 0;
  if (withheld || !(answers > 0)) return { ...noScore, answers, excluded, withheld };
  return {
    counts,
    answers,
    excluded,
    nps: nps(counts),
    withheld,
    interval: statistics.method === 'none' ? null : interval(counts, statistics.method, statistics.level),
  };
}
