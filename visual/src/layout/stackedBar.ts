/** One bar of detractors, passives and promoters, stacked to its width or diverging around the passives. */
import type { Score } from '../model/score';
import type { RowFilter } from '../model/viewModel';
import type { Context } from './context';
import type { GroupBuilder } from './groupBuilder';
import type { Box } from './scene';
import { textOn } from './theme';
import { groupKeys, groupShares, scoreRows } from './tooltips';

export interface BarOptions {
  readonly key: string;
  readonly name: string;
  readonly filter: RowFilter;
  readonly labels: boolean;
  readonly interactive: boolean;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Adds the three blocks; nothing when the score is withheld or came ready-made. */
export function stackedBar(context: Context, builder: GroupBuilder, score: Score, box: Box, options: BarOptions): void {
  const { settings, theme, format, words, measure } = context;
  const shares = groupShares(score, 1);
  const whole = groupShares(score, 0);
  if (!shares || !score.answers) return;
  const diverging = settings.bars.arrangement === 'diverging';
  const unit = box.width / (diverging ? 200 : 100);
  const exact = shares.map(({ count }) => (100 * count) / (score.answers ?? 1));
  const start = diverging ? box.x + box.width / 2 - unit * ((exact[0] ?? 0) + (exact[1] ?? 0) / 2) : box.x;
  const gap = theme.highContrast ? 0 : Math.min(1.5, box.width / 200);
  let x = start;
  shares.forEach(({ group, count, share }, index) => {
    const width = (exact[index] ?? 0) * unit;
    if (width <= 0) return;
    const fill = theme.groups[group];
    const name = words.translate(groupKeys[group]);
    const datum = options.interactive
      ? builder.datum({
          key: `${options.key}-${group}`,
          label: `${options.name === '' ? '' : `${options.name}: `}${name} ${format.count(count)}, ${format.percent(share, 1)}`,
          tooltip: () => scoreRows(context, score, options.name || words.translate('Nps')),
          filter: { ...options.filter, group },
        })
      : undefined;
    const belongs = datum === undefined ? {} : { datum, hit: true as const };
    builder.add({
      kind: 'rect',
      key: `${options.key}-${group}`,
      x: round(x),
      y: round(box.y),
      width: round(Math.max(0.5, width - gap)),
      height: round(box.height),
      radius: Math.min(2, box.height / 4),
      fill: theme.patterns ? `pattern:${group}` : fill,
      ...(theme.highContrast ? { stroke: theme.foreground, strokeWidth: 1 } : {}),
      ...belongs,
    });
    const size = Math.min(theme.fontSize * 0.92, box.height * 0.72);
    const text =
      settings.bars.amounts === 'counts' ? format.count(count) : format.percent(whole?.[index]?.share ?? 0, 0);
    if (options.labels && !theme.patterns && size >= 8 && measure(text, size) + 8 <= width) {
      builder.text(
        `${options.key}-${group}-label`,
        text,
        round(x + width / 2),
        round(box.y + box.height / 2 + size * 0.35),
        size,
        textOn(fill, theme),
        { anchor: 'middle' },
      );
    }
    x += width;
  });
}
