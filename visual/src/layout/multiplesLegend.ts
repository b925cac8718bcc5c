/** One line under the small multiples: what their marks mean, and that they share a scale. */
import type { Context } from './context';
import type { GroupBuilder } from './groupBuilder';
import { addFootnote } from './footnote';
import { groupLegend } from './groupLegend';
import type { Box } from './scene';

interface Entry {
  readonly key: string;
  readonly text: string;
  /** Dashes of the line that stands before the text; null for text alone. */
  readonly dash: string | null;
  readonly color: string;
}

function entriesOf(
  { model, settings, theme, words, format }: Context,
  range: readonly [number, number],
): readonly Entry[] {
  const series = model.panels.flatMap((panel) => (panel.series?.nps.length ? panel.series : []));
  const trend = settings.multiples.content === 'trend' && series.length > 0;
  const drawn = trend ? series : model.panels.map(({ row }) => row);
  const goal = settings.goal.show && drawn.some((found) => found.goal !== null);
  const benchmark = trend && settings.goal.showBenchmark && series.some((found) => found.benchmark !== null);
  const [low, high] = trend ? range : [-100, 100];
  return [
    ...(goal ? [{ key: 'goal', text: words.translate('Goal'), dash: trend ? '6 3' : '', color: theme.goal }] : []),
    ...(benchmark
      ? [{ key: 'benchmark', text: words.translate('Benchmark'), dash: '2 3', color: theme.benchmark }]
      : []),
    {
      key: 'scale',
      text: words.translate('SameScale', format.tick(low), format.tick(high)),
      dash: null,
      color: theme.muted,
    },
  ];
}

/** Adds the line at the foot of the box, as many entries as fit, and returns what is left of the box. */
export function multiplesLegend(
  context: Context,
  builder: GroupBuilder,
  box: Box,
  range: readonly [number, number],
): Box {
  const { theme, measure, settings } = context;
  const size = theme.fontSize * 0.92;
  if (!settings.labels.showLegend || box.height < size * 12) return box;
  const rest = { ...box, height: box.height - size * 2 };
  const y = box.y + box.height - size * 0.4;
  if (settings.multiples.content === 'bars') {
    groupLegend(context, builder, box, y, false);
    return rest;
  }
  let x = box.x + 2;
  for (const { key, text, dash, color } of entriesOf(context, range)) {
    const indent = dash === null ? 0 : size * 2.1;
    const width = indent + measure(text, size);
    if (x + width > box.x + box.width) continue;
    if (dash !== null) {
      const d = `M${Math.round(x)},${Math.round(y - size * 0.33)}h${Math.round(size * 1.7)}`;
      const dashed = dash === '' ? {} : { dash };
      builder.add({ kind: 'path', key: `legend-${key}`, d, stroke: color, strokeWidth: 1.75, ...dashed });
    }
    builder.text(`legend-text-${key}`, text, Math.round(x + indent), Math.round(y), size, theme.muted);
    x += width + size * 1.6;
  }
  addFootnote(context, builder, { ...box, x, width: box.x + box.width - x }, y);
  return rest;
}
