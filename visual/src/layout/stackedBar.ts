/** One bar of detractors, passives and promoters, stacked to its width or diverging around the passives. */
import { largestRemainder } from '../model/largestRemainder';
import type { Score } from '../model/score';
import type { RowFilter } from '../model/viewModel';
import type { Context } from './context';
import { addGroupBlock } from './groupBlock';
import type { GroupBuilder } from './groupBuilder';
import type { Box } from './scene';
import { textOn, within } from './theme';
import { groupKeys, groups, scoreRows } from './tooltips';

/** How far diverging bars reach from the middle of the passives to either side, in percent of the answers. */
export interface Reach {
  readonly left: number;
  readonly right: number;
}

/** The reach that the widest of several bars on one scale needs; both sides at least a tenth. */
export function divergingReach(scores: readonly Score[]): Reach {
  let [left, right] = [10, 10];
  for (const { counts, answers } of scores) {
    if (!counts || !answers) continue;
    const half = counts.passives / 2;
    left = Math.max(left, (100 * (counts.detractors + half)) / answers);
    right = Math.max(right, (100 * (counts.promoters + half)) / answers);
  }
  return { left, right };
}

export interface BarOptions {
  readonly key: string;
  readonly name: string;
  readonly filter: RowFilter;
  readonly labels: boolean;
  readonly interactive: boolean;
  /** The scale that diverging bars share; the bar's own when absent. */
  readonly reach?: Reach;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Adds the three blocks; nothing when the score is withheld or came ready-made. */
export function stackedBar(context: Context, builder: GroupBuilder, score: Score, box: Box, options: BarOptions): void {
  const { settings, theme, format, words, measure, keyOf } = context;
  const { counts, answers } = score;
  if (!counts || !answers) return;
  const amounts = [counts.detractors, counts.passives, counts.promoters];
  const shares = largestRemainder(amounts, 1);
  const diverging = settings.bars.arrangement === 'diverging';
  const reach = options.reach ?? divergingReach([score]);
  const unit = box.width / (diverging ? reach.left + reach.right : 100);
  const left = (100 * (counts.detractors + counts.passives / 2)) / answers;
  const gap = theme.highContrast ? 0 : Math.min(1.5, box.width / 200);
  const size = Math.min(theme.fontSize * 0.92, box.height * 0.72);
  const labels = options.labels && size >= 8;
  const whole = labels && settings.bars.amounts === 'shares' ? largestRemainder(amounts, 0) : null;
  const named = options.name === '' ? '' : `${options.name}: `;
  let x = diverging ? box.x + unit * (reach.left - left) : box.x;
  groups.forEach((group, index) => {
    const count = amounts[index] ?? 0;
    const width = ((100 * count) / answers) * unit;
    if (width <= 0) return;
    const fill = theme.groups[group];
    const key = keyOf(options.key, group);
    const place = { x, y: box.y, width: Math.max(0.5, width - gap), height: box.height };
    const block = within(place, theme.outlines[group]);
    const hit = options.interactive ? true : undefined;
    const datum =
      hit &&
      builder.datum({
        key,
        label: `${named}${words.translate(groupKeys[group])} ${format.count(count)}, ${format.percent(shares[index] ?? 0, 1)}`,
        tooltip: () => scoreRows(context, score, options.name || words.translate('Nps')),
        filter: { ...options.filter, group },
      });
    addGroupBlock(builder, theme, group, {
      key,
      x: block.x,
      y: block.y,
      width: block.width,
      height: block.height,
      radius: Math.min(2, box.height / 4),
      datum,
      hit,
    });
    const text = labels ? (whole ? format.percent(whole[index] ?? 0, 0) : format.count(count)) : '';
    const wide = text === '' ? Infinity : measure(text, size);
    if (wide + 8 <= width) {
      // On a pattern the number stands on a plate, or it could not be read.
      const plate = theme.patterns && (group === 'detractor' || (group === 'promoter' && !theme.highContrast));
      if (plate) {
        builder.add({
          kind: 'rect',
          key: keyOf(key, 'plate'),
          x: x + width / 2 - wide / 2 - 3,
          y: box.y + box.height / 2 - size * 0.62,
          width: wide + 6,
          height: size * 1.24,
          radius: 2,
          fill: theme.background,
        });
      }
      builder.text(
        keyOf(key, 'label'),
        text,
        round(x + width / 2),
        round(box.y + box.height / 2 + size * 0.35),
        size,
        plate ? theme.foreground : textOn(fill, theme),
        { anchor: 'middle' },
      );
    }
    x += width;
  });
}
