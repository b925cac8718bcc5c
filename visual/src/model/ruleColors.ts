/** Colours that a rule of the report chose, brought from rows to the marks that stand for several of them. */
import type { RowColors } from '../dataview/answerTable';
import { colorNames, type ChosenColors } from '../settings/colorsCard';

/** The colours that both chose alike; null without any. */
function agreed(a: ChosenColors | null, b: ChosenColors | null): ChosenColors | null {
  if (a === b || !a || !b) return a === b ? a : null;
  const same = colorNames.filter((name) => a[name] !== undefined && a[name] === b[name]);
  return same.length ? Object.fromEntries(same.map((name) => [name, a[name]])) : null;
}

/**
 * The colours of each of `count` members, null for a member without any. A host decides the rule row by row; a member has
 * a colour only where all its rows got the same one: a rule on a measure would else colour a segment by its detractors
 * alone.
 * @param codes member per row; rows with a negative one belong to none.
 */
export function memberColors(
  colors: RowColors | null,
  codes: ArrayLike<number>,
  count: number,
): readonly (ChosenColors | null)[] {
  const found = new Array<ChosenColors | null | undefined>(count).fill(undefined);
  for (let row = 0; colors && row < codes.length; row++) {
    const member = codes[row] ?? -1;
    if (member < 0) continue;
    const own = colors.get(row) ?? null;
    const before = found[member];
    found[member] = before === undefined ? own : agreed(before, own);
  }
  return found.map((chosen) => chosen ?? null);
}

/** The colours of several members together. */
export const pooledColors = (members: readonly (ChosenColors | null)[]): ChosenColors | null =>
  members.reduce((all, own) => agreed(all, own), members[0] ?? null);
