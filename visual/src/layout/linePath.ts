/** Path data of lines and bands with gaps, to a tenth of a pixel. */

import type { Box } from './scene';

/** A number to a tenth, as text. */
export type Tenths = (value: number) => string;

export const plainTenths: Tenths = (value) => String(Math.round(value * 10) / 10);

/** Text of tenths within a page, made once each: lines consist of little else. */
export function keepTenths(most = 2000): Tenths {
  const known = new Array<string | undefined>(most * 10);
  return (value) => {
    const tenths = Math.round(value * 10);
    if (!(tenths >= 0 && tenths < known.length)) return plainTenths(value);
    return (known[tenths] ??= String(tenths / 10));
  };
}

/** Where values stand: numbers rather than a function, which lines would call some thousand times. */
export interface Heights {
  /** Height in pixels of the value 0. */
  readonly zero: number;
  /** Pixels per unit of the value, negative where larger values stand higher. */
  readonly unit: number;
}

/** Heights from `high` at the top of the box to `low` at its bottom. */
export function heightsOf({ y, height }: Pick<Box, 'y' | 'height'>, low: number, high: number): Heights {
  const span = Math.max(1e-9, high - low);
  return { zero: y + (height * high) / span, unit: -height / span };
}

/** Height in pixels of a value; NaN where there is none, which leaves a gap. */
export const heightOf = ({ zero, unit }: Heights, value: number): number => zero + unit * value;

/** What path data says of `count` places along a line: "L", the x of each and the comma after it. */
export function along(x: number, spacing: number, count: number, tenths: Tenths): readonly string[] {
  const places: string[] = [];
  for (let index = 0; index < count; index++) places.push(`L${tenths(x + spacing * (index + 0.5))},`);
  return places;
}

const begin = (place: string): string => `M${place.slice(1)}`;

/** A line through the values. */
export function linePath(
  places: readonly string[],
  values: ArrayLike<number>,
  heights: Heights,
  tenths: Tenths,
): string {
  let d = '';
  let open = false;
  for (let index = 0; index < places.length; index++) {
    const height = heightOf(heights, values[index] ?? NaN);
    if (height !== height) {
      open = false;
      continue;
    }
    const place = places[index] ?? '';
    d += (open ? place : begin(place)) + tenths(height);
    open = true;
  }
  return d;
}

/** The area between two lines; a gap in either is one. */
export function bandPath(
  places: readonly string[],
  upper: ArrayLike<number>,
  lower: ArrayLike<number>,
  heights: Heights,
  tenths: Tenths,
): string {
  let d = '';
  let forth = '';
  let back = '';
  for (let index = 0; index < places.length; index++) {
    const top = heightOf(heights, upper[index] ?? NaN);
    const bottom = heightOf(heights, lower[index] ?? NaN);
    if (top !== top || bottom !== bottom) {
      if (forth !== '') d += `${forth}${back}Z`;
      forth = '';
      back = '';
      continue;
    }
    const place = places[index] ?? '';
    forth += (forth === '' ? begin(place) : place) + tenths(top);
    back = place + tenths(bottom) + back;
  }
  return forth === '' ? d : `${d}${forth}${back}Z`;
}

/** Circles of one radius as one path. */
export const dotsPath = (centers: readonly (readonly [number, number])[], radius: number, tenths: Tenths): string =>
  centers
    .map(
      ([x, y]) =>
        `M${tenths(x - radius)},${tenths(y)}a${radius},${radius} 0 1,0 ${2 * radius},0a${radius},${radius} 0 1,0 ${-2 * radius},0Z`,
    )
    .join('');
