/** The journey: segments in stage order, those off the path set apart, and where the score falls most. */
import type { Grouping } from '../dataview/grouping';
import { change, type Change } from './change';
import { significantChanges } from './periods';
import type { Source } from './source';
import type { SegmentRow, Stage } from './viewModel';

/** Stage number of a row's segment; null (off the path) when it is blank or negative. */
function orderOf(stageOrder: Grouping | null, row: number): number | null {
  if (!stageOrder) return null;
  const level = stageOrder.members[stageOrder.codes[row] ?? 0]?.path[0];
  const order = typeof level === 'string' && level.trim() !== '' ? Number(level) : level;
  return typeof order === 'number' && order >= 0 ? order : null;
}

/** Text of the newest row of each segment that has one; rows are ordered by the rank of their period. */
export function newestVerbatims(source: Source, periodRank: readonly number[]): ReadonlyMap<number, string> {
  const { verbatim, segment, period, rows } = source.table;
  const newest = new Map<number, { rank: number; text: string }>();
  if (!verbatim || !segment) return new Map();
  for (let row = 0; row < rows; row++) {
    const text = verbatim.values[row];
    if (typeof text !== 'string' || text.trim() === '') continue;
    const member = segment.codes[row] ?? 0;
    const rank = period ? (periodRank[period.codes[row] ?? 0] ?? -1) : 0;
    if (rank >= (newest.get(member)?.rank ?? -Infinity)) newest.set(member, { rank, text: text.trim() });
  }
  return new Map([...newest].map(([member, { text }]) => [member, text]));
}

/** Stages on the path in order, then those apart from it. Without a stage order the rows keep theirs and all are on it. */
export function stages(
  source: Source,
  rows: readonly SegmentRow[],
  verbatims: ReadonlyMap<number, string>,
): readonly Stage[] {
  const { stageOrder, segment } = source.table;
  const { method, level, correctMany } = source.statistics;
  const placed = rows
    .filter((row) => row.kind === 'member')
    .map((row, index) => {
      const member = row.members[0] ?? 0;
      const order = stageOrder ? orderOf(stageOrder, segment?.members[member]?.firstRow ?? 0) : index;
      return { row, order, verbatim: row.score.withheld ? null : (verbatims.get(member) ?? null) };
    });
  const onPath = placed.filter(({ order }) => order !== null).sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  const changes = onPath.map(({ row }, index): Change | null => {
    const before = onPath[index - 1]?.row.score.sample;
    if (method === 'none' || !before || !row.score.sample) return null;
    return change(before, row.score.sample, method, level);
  });
  const marked = significantChanges(changes, level, correctMany);
  let deepest = -1;
  changes.forEach((found, index) => {
    if (found && found.delta < 0 && marked[index] && found.delta < (changes[deepest]?.delta ?? 0)) deepest = index;
  });
  const path = onPath.map((stage, index) => ({
    ...stage,
    change: changes[index] ?? null,
    biggestDrop: index === deepest,
  }));
  const apart = placed
    .filter(({ order }) => order === null)
    .map((stage) => ({ ...stage, change: null, biggestDrop: false }));
  return [...path, ...apart];
}
