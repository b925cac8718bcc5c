/** Path data of lines and bands with gaps, to a tenth of a pixel. */

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

/** Height in pixels of a value; NaN where there is none, which leaves a gap. */
export type HeightOf = (value: number) => number;

/** What path data says of each place along a line: its x and the comma after it. */
export const along = (x: readonly number[], tenths: Tenths): readonly string[] => x.map((place) => `${tenths(place)},`);

/** A line through the values. */
export function linePath(x: readonly string[], values: readonly number[], heightOf: HeightOf, tenths: Tenths): string {
  let d = '';
  let open = false;
  for (let index = 0; index < x.length; index++) {
    const height = heightOf(values[index] ?? NaN);
    if (height !== height) {
      open = false;
      continue;
    }
    d += (open ? 'L' : 'M') + x[index] + tenths(height);
    open = true;
  }
  return d;
}

/** The area between two lines; a gap in either is one. */
export function bandPath(
  x: readonly string[],
  upper: readonly number[],
  lower: readonly number[],
  heightOf: HeightOf,
  tenths: Tenths,
): string {
  let d = '';
  let forth = '';
  let back = '';
  for (let index = 0; index < x.length; index++) {
    const top = heightOf(upper[index] ?? NaN);
    const bottom = heightOf(lower[index] ?? NaN);
    if (top !== top || bottom !== bottom) {
      if (forth !== '') d += `${forth}${back}Z`;
      forth = '';
      back = '';
      continue;
    }
    forth += (forth === '' ? 'M' : 'L') + x[index] + tenths(top);
    back = 'L' + x[index] + tenths(bottom) + back;
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
