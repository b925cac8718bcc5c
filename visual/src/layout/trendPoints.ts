/** The points on the trend's line, and the signs of its significant changes. */
import type { PeriodPoint } from '../model/viewModel';
import type { Context } from './context';
import type { GroupBuilder } from './groupBuilder';
import { dotsPath } from './linePath';
import type { Piece } from './scene';
import { ruledTheme } from './theme';

/** Where points stand. */
export interface PointPlot {
  /** Pixels from one point to the next. */
  readonly spacing: number;
  readonly x: (index: number) => number;
  /** Height in pixels of a score. */
  readonly y: (score: number) => number;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Points closer together than this are shown only where there is more to them than the line tells. */
const roomy = 13;

const scored = (point: PeriodPoint | undefined): boolean => typeof point?.score.nps === 'number';

/** Pieces by the colour of their look. */
type Looks = Map<string, Piece[]>;

function addPiece(looks: Looks, color: string, d: string, datum: number): void {
  const pieces = looks.get(color);
  if (pieces) pieces.push({ d, datum });
  else looks.set(color, [{ d, datum }]);
}

/** @param last the newest point with a score, whose dot is larger and full. */
export function addPoints(
  { theme, settings, tenths, keyOf }: Context,
  builder: GroupBuilder,
  points: readonly PeriodPoint[],
  last: PeriodPoint | undefined,
  { spacing, x, y }: PointPlot,
): void {
  const ups: Looks = new Map();
  const downs: Looks = new Map();
  const dots: Looks = new Map();
  points.forEach((point, index) => {
    const { nps } = point.score;
    if (nps === null) return;
    const { line, groups } = ruledTheme(theme, point.colors);
    const color = theme.highContrast ? line : (point.colors?.score ?? line);
    const [left, top] = [round(x(index)), y(nps)];
    const marked = settings.trend.markChanges && point.significant;
    if (marked && (point.change?.delta ?? 0) > 0)
      addPiece(ups, groups.promoter, `M${round(left - 4)},${round(top - 6)}h8l-4,-7Z`, index);
    else if (marked) addPiece(downs, groups.detractor, `M${round(left - 4)},${round(top + 6)}h8l-4,7Z`, index);
    if (point === last) {
      const full = { fill: color, stroke: color, strokeWidth: 1.75 };
      builder.add({ kind: 'circle', key: 'newest', cx: left, cy: top, r: 4, datum: index, ...full });
      return;
    }
    const alone = !scored(points[index - 1]) && !scored(points[index + 1]);
    if (alone || marked || spacing > roomy || point.colors)
      addPiece(dots, color, dotsPath([[left, top]], 2.75, tenths), index);
  });
  for (const [fill, pieces] of ups) builder.pieces(keyOf('up', fill), pieces, { fill });
  for (const [fill, pieces] of downs) builder.pieces(keyOf('down', fill), pieces, { fill });
  const paint = { fill: theme.background, strokeWidth: 1.75 };
  for (const [stroke, pieces] of dots) builder.pieces(keyOf('points', stroke), pieces, { stroke, ...paint });
}
