/** The trend in a small panel: its lines on the shared scale, the newest score and scores that stand alone as dots. */
import type { Series } from '../model/series';
import type { Context } from './context';
import type { GroupBuilder } from './groupBuilder';
import { dotsPath, heightOf, heightsOf } from './linePath';
import { inset, type Box } from './scene';
import { trendLines } from './trendLines';

const round = (value: number): number => Math.round(value * 100) / 100;

/** Gives the places along a line that begins at x; those of one column are the same. */
export type PlacesOf = (x: number, spacing: number, count: number) => readonly string[];

/** Adds the marks, their keys beginning with the name; the panel is pointed at as a whole, so all have one datum. */
export function panelTrend(
  context: Context,
  builder: GroupBuilder,
  series: Series,
  box: Box,
  [low, high]: readonly [number, number],
  placesOf: PlacesOf,
  common: { readonly name: string; readonly datum: number },
): void {
  const { theme, tenths, keyOf } = context;
  const { name, datum } = common;
  const { nps } = series;
  const plot = inset(box, theme.fontSize * 0.92 * 0.9, 8, 3, 4);
  const spacing = plot.width / Math.max(1, nps.length);
  const x = (index: number): number => plot.x + spacing * (index + 0.5);
  const heights = heightsOf(plot, low, high);
  if (low < 0 && high > 0) {
    const d = `M${plot.x},${round(heightOf(heights, 0))}H${round(plot.x + plot.width)}`;
    builder.add({ kind: 'path', key: keyOf(name, 'zero'), d, stroke: theme.grid, strokeWidth: 1, datum });
  }
  const places = placesOf(plot.x, spacing, nps.length);
  trendLines(context, builder, series, { x: plot.x, spacing, heights, places, colors: null }, 1.75, common);
  const dots: (readonly [number, number])[] = [];
  let last = -1;
  nps.forEach((score, index) => {
    if (score !== score) return;
    last = index;
    const alone = Number.isNaN(nps[index - 1] ?? NaN) && Number.isNaN(nps[index + 1] ?? NaN);
    if (alone) dots.push([x(index), round(heightOf(heights, score))]);
  });
  if (last >= 0) {
    builder.add({
      kind: 'circle',
      key: keyOf(name, 'last'),
      cx: round(x(last)),
      cy: round(heightOf(heights, nps[last] ?? NaN)),
      r: Math.max(2, Math.min(4, plot.height * 0.14)),
      fill: theme.line,
      stroke: theme.line,
      strokeWidth: 1.75,
      datum,
    });
  }
  if (dots.length) {
    builder.add({
      kind: 'path',
      key: keyOf(name, 'points'),
      d: dotsPath(dots, 2.5, tenths),
      fill: theme.background,
      stroke: theme.line,
      strokeWidth: 1.5,
      datum,
    });
  }
}
