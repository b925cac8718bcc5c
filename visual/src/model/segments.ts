/** The rows of the bars: segments scored, sorted, and the rest folded into "other". */
import type { Grouping } from '../dataview/grouping';
import type { ChosenColors } from '../settings/colorsCard';
import type { Settings } from '../settings/settings';
import { memberColors, pooledColors } from './ruleColors';
import type { Source, Sums } from './source';
import { poolLists } from './tally';
import type { SegmentRow } from './viewModel';

export type SortBy = Settings['bars']['sortBy'];

function segmentRow(
  source: Source,
  segment: Grouping,
  sums: Sums,
  member: number,
  colors: ChosenColors | null,
): SegmentRow {
  return {
    members: [member],
    path: segment.members[member]?.path ?? [],
    kind: 'member',
    score: source.score(sums, member),
    whole: source.whole(sums, member),
    goal: source.goal(sums, member),
    benchmark: source.benchmark(sums, member),
    colors,
  };
}

const nameOf = (row: SegmentRow): string => row.path.map((level) => (level === null ? '' : String(level))).join(' ');

/** Scores without a number sort after those with one, whatever the order. */
function comparer(
  sortBy: SortBy,
  compareText: (a: string, b: string) => number,
): (a: SegmentRow, b: SegmentRow) => number {
  switch (sortBy) {
    case 'nps':
      return (a, b) =>
        (b.score.nps ?? -Infinity) - (a.score.nps ?? -Infinity) || (b.score.answers ?? 0) - (a.score.answers ?? 0) || 0;
    case 'answers':
      return (a, b) => (b.score.answers ?? 0) - (a.score.answers ?? 0);
    case 'name':
      return (a, b) => compareText(nameOf(a), nameOf(b));
    case 'data':
      return () => 0;
  }
}

function foldRest(source: Source, rest: readonly SegmentRow[], sums: Sums): SegmentRow {
  const members = rest.flatMap((row) => row.members);
  const pooled: Sums = {
    shown: poolLists(sums.shown, [members]),
    whole: sums.whole && poolLists(sums.whole, [members]),
  };
  return {
    members,
    path: [],
    kind: 'other',
    score: source.score(pooled, 0),
    whole: source.whole(pooled, 0),
    goal: source.goal(pooled, 0),
    benchmark: source.benchmark(pooled, 0),
    colors: pooledColors(rest.map(({ colors }) => colors)),
  };
}

/**
 * Rows of the segments, at most `most`. Which segments stay is decided by answers, how they are ordered by `sortBy`;
 * the folded row is pooled from the counts and always comes last.
 */
export function segmentRows(
  source: Source,
  segment: Grouping,
  sums: Sums,
  sortBy: SortBy,
  most: number,
  compareText: (a: string, b: string) => number,
): readonly SegmentRow[] {
  const colors = memberColors(source.table.ruleColors, segment.codes, segment.members.length);
  const rows = segment.members.map((_, member) => segmentRow(source, segment, sums, member, colors[member] ?? null));
  const order = comparer(sortBy, compareText);
  if (rows.length <= most) return [...rows].sort(order);
  const kept = new Set([...rows].sort(comparer('answers', compareText)).slice(0, most - 1));
  const rest = rows.filter((row) => !kept.has(row));
  return [...rows.filter((row) => kept.has(row)).sort(order), foldRest(source, rest, sums)];
}
