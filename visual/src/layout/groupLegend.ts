/** The legend of the three groups in one line, in the longest wording that fits. */
import type { Context } from './context';
import { addGroupBlock } from './groupBlock';
import type { GroupBuilder } from './groupBuilder';
import type { Box } from './scene';
import { addFootnote } from './footnote';
import { groupKeys, groups, groupShares } from './tooltips';

const round = (value: number): number => Math.round(value * 100) / 100;

/** Wordings from the longest to the shortest: names with shares, names, short names with shares, short names. */
function wordings({ words, format, model }: Context, withShares: boolean): readonly (readonly string[])[] {
  const shares = withShares ? groupShares(model.headline.score, 1) : null;
  const named = (ending: string): readonly string[] =>
    groups.map((group) => words.translate(groupKeys[group] + ending));
  const shared = (names: readonly string[]): readonly string[] =>
    names.map((name, index) => `${name} ${format.percent(shares?.[index]?.share ?? 0, 1)}`);
  const [long, short] = [named(''), named('Short')];
  return shares ? [shared(long), shared(short), long, short] : [long, short];
}

/** Adds the legend with its texts standing on `y`, nothing when not even the short names fit, and the footnote at its right where that fits too. */
export function groupLegend(context: Context, builder: GroupBuilder, box: Box, y: number, withShares: boolean): void {
  const { theme, measure } = context;
  const size = theme.fontSize * 0.92;
  const [gap, swatch, indent] = [size * 1.1, size * 0.8, size * 1.25];
  const width = (texts: readonly string[]): number =>
    texts.reduce((sum, text) => sum + indent + measure(text, size), gap * (texts.length - 1));
  const texts = wordings(context, withShares).find((found) => width(found) <= box.width);
  if (!texts) return;
  let x = box.x;
  groups.forEach((group, index) => {
    const text = texts[index] ?? '';
    addGroupBlock(builder, theme, group, {
      key: `legend-${group}`,
      x: round(x),
      y: round(y - swatch),
      width: round(swatch),
      height: round(swatch),
      radius: 2,
    });
    builder.text(`legend-text-${group}`, text, round(x + indent), round(y), size, theme.muted);
    x += indent + measure(text, size) + gap;
  });
  addFootnote(context, builder, { ...box, x, width: box.x + box.width - x }, y);
}
