/** The lines of a series and its band. */
import type { Point } from '../sums';

const tenth = (value: number): number => Math.round(value * 10) / 10;

export interface Frame {
  readonly x: number;
  readonly spacing: number;
  readonly y: number;
  readonly height: number;
  readonly low: number;
  readonly high: number;
}

export const heightOf = ({ y, height, low, high }: Frame, score: number): number =>
  y + (height * (high - score)) / (high - low);

export function lines(frame: Frame, points: readonly Point[]): { readonly band: string; readonly line: string } {
  let line = '';
  let up = '';
  let down = '';
  points.forEach((point, index) => {
    const at = `${index ? 'L' : 'M'}${tenth(frame.x + frame.spacing * (index + 0.5))},`;
    line += `${at}${tenth(heightOf(frame, point.nps))}`;
    up += `${at}${tenth(heightOf(frame, point.upper))}`;
    down = `L${at.slice(1)}${tenth(heightOf(frame, point.lower))}${down}`;
  });
  return { line, band: `${up}${down}Z` };
}

/** Range of the scores and intervals, widened to multiples of five. */
export function rangeOf(points: readonly Point[], before: { low: number; high: number } = { low: 100, high: -100 }) {
  for (const { nps, lower, upper } of points) {
    before.low = Math.min(before.low, nps, lower);
    before.high = Math.max(before.high, nps, upper);
  }
  return before;
}

export function fitted({ low, high }: { low: number; high: number }): readonly [number, number] {
  const pad = Math.max(5, (high - low) * 0.08);
  return [Math.max(-100, Math.floor((low - pad) / 5) * 5), Math.min(100, Math.ceil((high + pad) / 5) * 5)];
}
