/** The geometry of a half ring from −100 on the left over 0 at the top to 100 on the right, around the origin. */
import { arc } from 'd3-shape';

/** Where a ring lies: its middle, outer radius and thickness in pixels. */
export interface Ring {
  readonly at: { readonly x: number; readonly y: number };
  readonly radius: number;
  readonly thickness: number;
}

/** Angle of a score from the top, in radians. */
const angleOf = (score: number): number => (score / 100) * (Math.PI / 2);

/** Scores that a length along a circle of the radius covers. */
export const scoresAlong = (length: number, radius: number): number => (length * 200) / (Math.PI * radius);

export const pointAt = (score: number, radius: number): readonly [number, number] => [
  Math.sin(angleOf(score)) * radius,
  -Math.cos(angleOf(score)) * radius,
];

const fixed = (value: number): string => String(Math.round(value * 100) / 100);

/** A line through the points as path data. */
export const through = (points: readonly (readonly [number, number])[]): string =>
  `M${points.map(([x, y]) => `${fixed(x)},${fixed(y)}`).join('L')}`;

const plainArc = arc().digits(2);
const roundedArc = arc().cornerRadius(3).digits(2);

/** The part of the ring between two scores, whichever is the larger. */
export const ring = (from: number, to: number, inner: number, outer: number, rounded = false): string =>
  (rounded ? roundedArc : plainArc)({
    innerRadius: inner,
    outerRadius: outer,
    startAngle: angleOf(Math.min(from, to)),
    endAngle: angleOf(Math.max(from, to)),
  }) ?? '';

/** A line across the ring at a score. */
export const across = (score: number, inner: number, outer: number): string =>
  through([pointAt(score, inner), pointAt(score, outer)]);
