/** The colours of the picture, which are the visual's, and its texts, in English only. */
import { theme } from '../../../visual/src/layout/theme';
import { readSettings } from '../../../visual/src/settings/settings';
import type { Point } from '../sums';

const palette = { foreground: '#252423', background: '#ffffff', highContrast: false, negative: null, neutral: null };
const look = theme({ ...palette, positive: null }, readSettings(undefined));
const places = ['detractor', 'passive', 'promoter'] as const;

export const ink = { text: look.foreground, muted: look.muted, line: look.line, grid: look.grid, track: look.track };
export const colors = places.map((place) => look.groups[place]);

/** Edges of the groups' marks, and how much an edge takes off each side of a mark. */
export const edges = places.map((place) => {
  const { stroke, strokeWidth } = look.outlines[place];
  return { paint: stroke && strokeWidth ? { stroke, 'stroke-width': strokeWidth } : {}, inset: (strokeWidth ?? 0) / 2 };
});
export const groupNames = ['Detractors', 'Passives', 'Promoters'] as const;

const counts = new Intl.NumberFormat('en-US');
const long = new Intl.DateTimeFormat('en-US', { month: 'short', year: 'numeric' });
const short = new Intl.DateTimeFormat('en-US', { month: 'short', year: '2-digit' });

export const count = (value: number): string => counts.format(value);

export const signed = (value: number): string => {
  const whole = Math.round(value);
  return whole < 0 ? `−${-whole}` : whole > 0 ? `+${whole}` : '0';
};

export const axis = (value: number): string => (value < 0 ? `−${-value}` : String(value));

export const facts = (point: Point): string =>
  `NPS ${Math.round(point.nps)}, ${count(point.answers)} rated answers, 95% interval: ${signed(point.lower)} to ${signed(point.upper)}`;

/** Names of periods, each made once. */
export class PeriodNames {
  private readonly known = new Map<number, { readonly long: string; readonly short: string }>();

  of(date: Date): { readonly long: string; readonly short: string } {
    const time = date.getTime();
    let found = this.known.get(time);
    if (!found) {
      found = { long: long.format(date), short: short.format(date) };
      this.known.set(time, found);
    }
    return found;
  }
}

/** Shares in percent with one or no decimal that sum to 100, by largest remainder. */
export function shares(amounts: ArrayLike<number>, total: number, units: 100 | 1000): readonly number[] {
  const floors: number[] = [];
  const rests: number[] = [];
  let left = units;
  for (let index = 0; index < amounts.length; index++) {
    const exact = ((amounts[index] as number) / total) * units;
    const floor = Math.floor(exact + 1e-9);
    floors.push(floor);
    rests.push(exact - floor);
    left -= floor;
  }
  for (; left > 0; left--) {
    const most = rests.indexOf(Math.max(...rests));
    (floors[most] as number) += 1;
    rests[most] = -1;
  }
  return floors.map((floor) => (floor * 100) / units);
}
