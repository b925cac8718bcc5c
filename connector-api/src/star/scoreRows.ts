/** The rows of DimScore, from the NPS groups. */
import { type dimScore, npsGroups } from './dimensions/dimScore';
import type { RowOf } from './types';

/** "Not rated" (key 0), then 0 to 10 (key = score + 1). */
export function scoreRows(): RowOf<typeof dimScore>[] {
  return npsGroups
    .flatMap((group) =>
      group.from === null
        ? [rowOf(group, null)]
        : Array.from({ length: group.to - group.from + 1 }, (_, index) => rowOf(group, group.from + index)),
    )
    .sort((a, b) => a.ScoreKey - b.ScoreKey);
}

function rowOf(group: (typeof npsGroups)[number], score: number | null): RowOf<typeof dimScore> {
  return {
    ScoreKey: score === null ? 0 : score + 1,
    ScoreValue: score,
    NpsGroup: group.en,
    NpsGroupDa: group.da,
    NpsGroupOrder: group.order,
    GroupColour: group.colour,
  };
}
