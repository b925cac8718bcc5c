/** The trend: NPS per period as a line, its interval, goal, benchmark, volume and changes. */
import { seriesOf } from '../model/series';
import type { PeriodPoint } from '../model/viewModel';
import { axisTicks } from './axisTicks';
import { ruledContext, type Context } from './context';
import { GroupBuilder } from './groupBuilder';
import { along, heightOf, heightsOf } from './linePath';
import { inset, type Box, type Group, type TooltipRow } from './scene';
import { scoreRange } from './scoreRange';
import { firstFitting } from './textWidth';
import { referenceRows, scoreLabel, scoreRows } from './tooltips';
import { endLabels, placeLabels } from './trendLabels';
import { addCaptions, trendCaptions } from './trendCaptions';
import { trendLines } from './trendLines';
import { addPoints } from './trendPoints';
import { addVolume } from './trendVolume';

export interface TrendOptions {
  readonly key: string;
  readonly label: string;
  readonly points: readonly PeriodPoint[];
}

const isScore = (value: number | null | undefined): value is number => typeof value === 'number';

const round = (value: number): number => Math.round(value * 100) / 100;

/** Indexes of the labels that fit beside one another, the last always among them. */
function thinLabels(count: number, spacing: number, widest: number): readonly number[] {
  const every = Math.max(1, Math.ceil((widest + 8) / Math.max(spacing, 0.01)));
  const shown: number[] = [];
  for (let index = count - 1; index >= 0; index -= every) shown.unshift(index);
  return shown;
}

function changeRows({ words }: Context, { significant, change }: PeriodPoint): readonly TooltipRow[] {
  if (!significant || !change) return [];
  const moved = words.translate(change.delta > 0 ? 'SignificantUp' : 'SignificantDown');
  return [{ name: words.translate('Change'), value: moved }];
}

export function trendView(context: Context, box: Box, options: TrendOptions): Group {
  const { settings, theme, format, words, measure, keyOf } = context;
  const { points } = options;
  const series = seriesOf(points.length, (index) => points[index]);
  const builder = new GroupBuilder();
  const size = theme.fontSize * 0.92;
  const axes = settings.labels.showAxes && box.width > 140 && box.height > 70;
  const [low, high] = scoreRange(context, [series]);

  const last = points.findLast(({ score }) => score.nps !== null);
  const lastText = settings.trend.labelLast && isScore(last?.score.nps) ? format.score(last.score.nps) : '';
  const axisValues = axisTicks(low, high, Math.max(2, Math.min(6, Math.floor(box.height / 40))));
  const axisWidth = axes ? Math.max(...axisValues.map((value) => measure(format.tick(value), size))) + 8 : 0;
  const named = axes && box.width > 200 ? endLabels(context, points, box.width) : [];
  const lastWidth = lastText === '' ? 0 : measure(lastText, size * 1.1, 600);
  // The newest number stands in the column of the other labels, or over its point where that lies too far away.
  const beside = last === points.at(-1) && (box.width - axisWidth) / Math.max(1, points.length) < 56;
  const right = Math.max(
    8,
    beside && lastWidth ? lastWidth + 12 : 0,
    ...named.map(({ text }) => measure(text, size) + 10),
  );
  const most = Math.max(1, ...points.map(({ score }) => score.answers ?? 0));
  const captions = trendCaptions(context, points, most);
  const counted = points.some(({ score }) => (score.answers ?? 0) > 0);
  const volumed = settings.trend.showVolume && counted && box.height > 130;
  const captioned = axes && volumed && box.height > 190 && captions.volume !== '';
  // Changes are explained in the caption of the volume; over the plot only where there is none.
  const topChanges = captioned ? '' : captions.changes;
  const topNote = captioned ? '' : context.footnote;
  const topped = axes && box.height > 170 && [captions.rolling, topChanges, topNote].some((text) => text !== '');
  const above = topped ? size * 2.4 : size * 0.9;
  const plot = inset(box, above, right, axes ? size * 1.8 : 6, axisWidth + 4);
  const volume = volumed ? Math.min(46, plot.height * 0.2) : 0;
  const lineBox = inset(plot, 0, 0, volume ? volume + (captioned ? size * 1.9 : 8) : 0, 0);

  const spacing = points.length > 0 ? plot.width / points.length : plot.width;
  const x = (index: number): number => plot.x + spacing * (index + 0.5);
  const heights = heightsOf(lineBox, low, high);
  const at = (value: number): number => round(heightOf(heights, value));

  if (axes) {
    for (const value of axisValues) {
      const dash = value === 0 ? {} : { dash: '1 3' };
      const d = `M${plot.x},${at(value)}H${round(plot.x + plot.width)}`;
      builder.add({
        kind: 'path',
        key: `grid-${value}`,
        d,
        stroke: value === 0 ? theme.muted : theme.grid,
        strokeWidth: 1,
        ...dash,
      });
      builder.text(`tick-${value}`, format.tick(value), plot.x - 8, at(value) + size * 0.35, size, theme.muted, {
        anchor: 'end',
      });
    }
  } else if (low < 0 && high > 0) {
    builder.add({
      kind: 'path',
      key: 'grid-0',
      d: `M${plot.x},${at(0)}H${round(plot.x + plot.width)}`,
      stroke: theme.grid,
      strokeWidth: 1,
    });
  }

  if (topped)
    addCaptions(
      { ...context, footnote: topNote },
      builder,
      'top',
      plot,
      box.y + size * 0.8,
      captions.rolling,
      topChanges,
    );
  if (captioned) {
    const baseline = round(plot.y + plot.height - volume - size * 0.5);
    addCaptions(context, builder, 'volume', plot, baseline, captions.volume, captions.changes);
  }

  if (volume) {
    const place = { x: x(0), spacing, base: plot.y + plot.height, height: volume };
    addVolume(context, builder, points, place, most);
  }

  const half = spacing / 2;
  const places = along(plot.x, spacing, points.length, context.tenths);
  const colors = points.some((point) => point.colors) ? points.map((point) => point.colors) : null;
  trendLines(context, builder, series, { x: plot.x, spacing, heights, places, colors }, 2.25, { name: 'series' });

  addPoints(context, builder, points, last, { spacing, x, y: at });
  if (last && isScore(last.score.nps) && lastText !== '') {
    const [index, value] = [points.lastIndexOf(last), last.score.nps];
    const marked = settings.trend.markChanges && last.significant;
    // Over its point, or beside and under it where the top is near or another line runs over it.
    const rise = marked && (last.change?.delta ?? 0) > 0 ? 18 : 9;
    const over = at(value) - rise;
    const lines = [settings.goal.show ? last.goal : null, settings.goal.showBenchmark ? last.benchmark : null];
    const clear = (top: number): boolean =>
      lines.every((line) => line === null || at(line) < top || at(line) > top + size * 1.2);
    const fits = at(value) + 5 + size < lineBox.y + lineBox.height;
    const under = !beside && (over - size < lineBox.y || (!clear(over - size) && clear(at(value) + 5) && fits));
    const place = beside
      ? { x: plot.x + plot.width + 5, y: at(value) + size * 0.38 }
      : under
        ? { x: Math.min(x(index) + 8, box.x + box.width - lastWidth), y: at(value) + 5 + size }
        : { x: Math.min(x(index), box.x + box.width - lastWidth / 2), y: over };
    const style = { weight: 600, anchor: beside || under ? 'start' : 'middle' } as const;
    builder.text('last', lastText, round(place.x), round(place.y), size * 1.1, theme.foreground, style);
  }
  if (!last) {
    const withheld = points.some(({ score }) => score.withheld);
    const minimum = format.count(settings.statistics.minimumAnswers);
    const wordings = withheld
      ? [words.translate('Warning_belowMinimum', minimum), words.translate('WithheldShort')]
      : [words.translate('NoAnswers')];
    const text = firstFitting(wordings, lineBox.width, size, measure);
    const lines = [at(0), ...named.map(({ score }) => at(score))];
    const clear = (height: number): number => Math.min(...lines.map((line) => Math.abs(line - height)));
    const heights = [0.2, 0.35, 0.65, 0.8].map((share) => lineBox.y + lineBox.height * share);
    const middle = heights.reduce((best, height) => (clear(height) > clear(best) ? height : best)) + size * 0.35;
    const style = { anchor: 'middle' } as const;
    builder.text('missing', text, round(plot.x + plot.width / 2), round(middle), size, theme.muted, style);
  }

  const taken = beside && lastText !== '' ? (last?.score.nps ?? null) : null;
  const lowest = plot.y + plot.height + size * 0.6;
  for (const label of placeLabels(named, at, taken, size * 1.25, box.y, lowest)) {
    builder.text(
      `end-${label.key}`,
      label.text,
      round(plot.x + plot.width + 6),
      round(label.y + size * 0.35),
      size,
      label.color,
    );
  }
  if (axes) {
    const names = points.map((point) => words.shortPeriod(point));
    const widest = Math.max(0, ...names.map((name) => measure(name, size)));
    for (const index of thinLabels(points.length, spacing, widest)) {
      const name = names[index] ?? '';
      const reach = measure(name, size) / 2;
      const middle = Math.min(box.x + box.width - reach, Math.max(box.x + reach, x(index)));
      builder.text(
        keyOf('period', index),
        name,
        round(middle),
        round(box.y + box.height - size * 0.35),
        size,
        theme.muted,
        {
          anchor: 'middle',
        },
      );
    }
  }

  points.forEach((point, index) => {
    const name = words.period(point);
    const datum = builder.datum({
      key: point.member === null ? keyOf('period-gap', index) : keyOf('period', point.member),
      label: scoreLabel(context, point.score, name),
      tooltip: () => [
        ...scoreRows(ruledContext(context, point.colors), point.score, name),
        ...referenceRows(context, point),
        ...changeRows(context, point),
      ],
      filter: point.member === null ? null : { period: point.member },
    });
    builder.add({
      kind: 'rect',
      key: keyOf('hit', index),
      x: round(x(index) - half),
      y: box.y,
      width: round(spacing),
      height: round(plot.y + plot.height - box.y),
      fill: 'transparent',
      hit: true,
      datum,
    });
  });
  return builder.build({
    key: options.key,
    role: 'group',
    label: captions.rolling === '' ? options.label : `${options.label}. ${captions.rolling}`,
    attributes: { view: 'trend' },
  });
}
