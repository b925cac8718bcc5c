/** The bars under the trend: how many answers each period has. */
import type { PeriodPoint } from '../model/viewModel';
import type { Context } from './context';
import type { GroupBuilder } from './groupBuilder';
import type { Piece } from './scene';

/** Where the bars stand. */
export interface VolumePlot {
  /** Middle of the first bar, and how far the next one is. */
  readonly x: number;
  readonly spacing: number;
  /** Height in pixels that all bars stand on, and the most that one may rise over it. */
  readonly base: number;
  readonly height: number;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** @param most answers of the highest bar. */
export function addVolume(
  { theme }: Context,
  builder: GroupBuilder,
  points: readonly PeriodPoint[],
  { x, spacing, base, height }: VolumePlot,
  most: number,
): void {
  const width = round(Math.max(1, Math.min(spacing * 0.62, theme.fontSize * 0.92 * 3.5)));
  // Rounded at all four corners; only the lowest bars leave less room for that.
  const shape = (tall: number): readonly [string, string] => {
    const [across, down] = [Math.min(1.5, width / 4), Math.min(1.5, width / 4, tall / 2)];
    const [flat, corner] = [round(width - 2 * across), `a${across},${down},0,0,1,`];
    const top = `${corner}${across},${-down}h${flat}${corner}${across},${down}V${round(base - down)}`;
    return [top, `${corner}${-across},${down}h${-flat}${corner}${-across},${-down}Z`];
  };
  const usual = shape(height);
  const pieces: Piece[] = [];
  points.forEach(({ score }, index) => {
    const answers = score.answers ?? 0;
    if (answers <= 0) return;
    const tall = round(Math.max(1, (answers / most) * height));
    const [top, bottom] = tall < 3 ? shape(tall) : usual;
    const corner = Math.min(1.5, width / 4, tall / 2);
    const begin = `M${round(x + spacing * index - width / 2)},${round(base - tall + corner)}`;
    pieces.push({ d: begin + top + bottom, datum: index });
  });
  const edge = theme.highContrast ? { stroke: theme.foreground, strokeWidth: 1 } : {};
  builder.pieces('volume', pieces, { fill: theme.track, ...edge });
}
