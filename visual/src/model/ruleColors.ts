/** Colours that a rule of the report chose, brought from rows to the marks that stand for several of them. */
import type { Grouping } from '../dataview/grouping';

/**
 * One colour per member of the grouping, or null. A host decides the rule row by row; a member has a colour only where
 * all its rows got the same one: a rule on a measure would else colour a segment by its detractors alone.
 */
export function memberColors(
  colors: ReadonlyMap<number, string> | null,
  { codes, members }: Grouping,
): readonly (string | null)[] {
  const found = new Array<string | null>(members.length).fill(null);
  if (!colors) return found;
  const seen = new Uint8Array(members.length);
  codes.forEach((member, row) => {
    const color = colors.get(row) ?? null;
    if (!seen[member]) found[member] = color;
    else if (found[member] !== color) found[member] = null;
    seen[member] = 1;
  });
  return found;
}
