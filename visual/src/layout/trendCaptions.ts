/** The small texts in the trend that say what its marks mean. */
import type { PeriodPoint } from '../model/viewModel';
import type { Context } from './context';
import type { GroupBuilder } from './groupBuilder';
import type { Box } from './scene';
import { firstFitting } from './textWidth';

export interface TrendCaptions {
  /** "Rolling over 3 periods", '' without a rolling window. */
  readonly rolling: string;
  /** "significant change", '' where none is marked. */
  readonly changes: string;
  /** "Answers, at most 1,746", '' without volume bars. */
  readonly volume: string;
}

export function trendCaptions(context: Context, points: readonly PeriodPoint[], most: number): TrendCaptions {
  const { settings, words, format } = context;
  const window = settings.trend.rollingPeriods;
  const marked = settings.trend.markChanges && points.some(({ significant }) => significant);
  return {
    rolling: window > 1 ? words.translate('RollingOver', format.count(window)) : '',
    changes: marked ? words.translate('SignificantKey') : '',
    volume: settings.labels.showLegend ? words.translate('VolumeKey', format.count(most)) : '',
  };
}

/** Adds a line of captions: one text at the left of the plot, the triangles of changes at its right and the footnote between where they fit. */
export function addCaptions(
  { theme, measure, settings, footnote }: Context,
  builder: GroupBuilder,
  key: 'top' | 'volume',
  plot: Box,
  baseline: number,
  left: string,
  changes: string,
): void {
  const size = theme.fontSize * 0.92;
  const taken = measure(left, size);
  const right = measure(changes, size);
  const signs = size * 2.2;
  const keyed = changes !== '' && settings.labels.showLegend && taken + signs + right + size <= plot.width;
  const room = plot.width - (keyed ? signs + right + size : 0);
  const noted = [left, footnote].filter((part) => part !== '').join(' · ');
  const text = firstFitting([noted, left], room, size, measure);
  builder.text(`caption-${key}`, text, plot.x, baseline, size, theme.muted);
  if (!keyed) return;
  const x = Math.round(plot.x + plot.width - right - signs);
  const middle = Math.round(baseline - size * 0.35);
  const up = { kind: 'path', key: 'key-up', d: 'M-4,3L4,3L0,-4Z', fill: theme.groups.promoter } as const;
  const down = { kind: 'path', key: 'key-down', d: 'M-4,-3L4,-3L0,4Z', fill: theme.groups.detractor } as const;
  builder.add({ ...up, at: { x: x + 4, y: middle } });
  builder.add({ ...down, at: { x: x + 4 + size * 0.9, y: middle } });
  builder.text('key-changes', changes, x + signs, baseline, size, theme.muted);
}
