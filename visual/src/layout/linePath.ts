/** Path data of lines and bands with gaps, to a tenth of a pixel. */

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** A line through the points; null heights leave gaps. */
export function linePath(x: readonly number[], y: readonly (number | null)[]): string {
  let d = '';
  let open = false;
  for (let index = 0; index < x.length; index++) {
    const height = y[index] ?? null;
    if (height === null) {
      open = false;
      continue;
    }
    d += `${open ? 'L' : 'M'}${tenth(x[index] ?? 0)},${tenth(height)}`;
    open = true;
  }
  return d;
}

/** The area between two lines; a null in either leaves a gap. */
export function bandPath(
  x: readonly number[],
  upper: readonly (number | null)[],
  lower: readonly (number | null)[],
): string {
  let d = '';
  let forth = '';
  let back = '';
  for (let index = 0; index <= x.length; index++) {
    const [top, bottom] = [upper[index] ?? null, lower[index] ?? null];
    if (index === x.length || top === null || bottom === null) {
      if (forth !== '') d += `${forth}${back}Z`;
      forth = '';
      back = '';
      continue;
    }
    const at = tenth(x[index] ?? 0);
    forth += `${forth === '' ? 'M' : 'L'}${at},${tenth(top)}`;
    back = `L${at},${tenth(bottom)}${back}`;
  }
  return d;
}

/** Circles of one radius as one path. */
export const dotsPath = (centers: readonly (readonly [number, number])[], radius: number): string =>
  centers
    .map(
      ([x, y]) =>
        `M${tenth(x - radius)},${tenth(y)}a${radius},${radius} 0 1,0 ${2 * radius},0a${radius},${radius} 0 1,0 ${-2 * radius},0Z`,
    )
    .join('');
