/** The lines of one series over time: its interval, benchmark, goal, the whole behind it and the score itself. */
import type { Series } from '../model/series';
import type { ChosenColors } from '../settings/colorsCard';
import type { Context } from './context';
import type { GroupBuilder } from './groupBuilder';
import { bandPath, heightOf, linePath, type Heights } from './linePath';
import type { PathMark } from './scene';
import { ruledTheme } from './theme';

/** Where a series is drawn. */
export interface Plot {
  readonly x: number;
  /** Width of one place on the time axis. */
  readonly spacing: number;
  readonly heights: Heights;
  /** The places as path data says them: see `along`. */
  readonly places: readonly string[];
  /** Colours that rules of the report gave per place; null without any. */
  readonly colors: readonly (ChosenColors | null)[] | null;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/**
 * A stepped line through the middles of the places, with gaps where there is no value or where the step is not one of
 * `own`. The rise from one step to the next belongs to the latter.
 */
function steps(values: Float64Array, { x, spacing, heights }: Plot, own: (index: number) => boolean): string {
  let d = '';
  let open = false;
  let before = NaN;
  values.forEach((value, index) => {
    const at = round(heightOf(heights, value));
    const drawn = !Number.isNaN(value) && own(index);
    if (drawn) {
      const middle = x + spacing * (index + 0.5);
      const [left, right] = [round(middle - spacing / 2), round(middle + spacing / 2)];
      const rises = !open && !Number.isNaN(before) && before !== at;
      d += `${rises ? `M${left},${before}L` : open ? 'L' : 'M'}${left},${at}L${right},${at}`;
    }
    open = drawn;
    before = at;
  });
  return d;
}

/**
 * Adds the lines that have anything to show.
 * @param width of the score's line.
 * @param common what all marks share; their keys begin with its name.
 */
export function trendLines(
  { settings, theme, tenths, keyOf }: Context,
  builder: GroupBuilder,
  { nps, lower, upper, whole, goal, benchmark }: Series,
  plot: Plot,
  width: number,
  { name, ...common }: { readonly name: string; readonly datum?: number },
): void {
  const { heights, places } = plot;
  const add = (key: string, d: string, paint: Omit<PathMark, 'kind' | 'key' | 'd'>): void => {
    if (d !== '') builder.add({ kind: 'path', key: keyOf(name, key), d, fill: 'none', ...paint, ...common });
  };
  if (settings.trend.showInterval) {
    const paint = theme.highContrast
      ? { stroke: theme.foreground, strokeWidth: 1, dash: '1 3' }
      : { fill: theme.line, opacity: 0.13 };
    add('band', bandPath(places, upper, lower, heights, tenths), paint);
  }
  const addSteps = (
    key: 'goal' | 'benchmark',
    values: Float64Array,
    paint: Omit<PathMark, 'kind' | 'key' | 'd'>,
  ): void => {
    const usual = theme[key];
    const strokes = plot.colors?.map((chosen) => ruledTheme(theme, chosen)[key]) ?? [];
    for (const stroke of new Set([usual, ...strokes])) {
      const d = steps(values, plot, (index) => !strokes.length || strokes[index] === stroke);
      add(stroke === usual ? key : `${key}-${stroke}`, d, { stroke, ...paint });
    }
  };
  if (benchmark && settings.goal.showBenchmark) addSteps('benchmark', benchmark, { strokeWidth: 1.5, dash: '2 3' });
  if (goal && settings.goal.show) addSteps('goal', goal, { strokeWidth: 1.75, dash: '6 3' });
  if (whole) {
    const paint = { stroke: theme.muted, strokeWidth: 1.5, opacity: 0.55, round: true } as const;
    add('whole', linePath(places, whole, heights, tenths), paint);
  }
  add('line', linePath(places, nps, heights, tenths), { stroke: theme.line, strokeWidth: width, round: true });
}
