/** Chooses series colours: those of an NPS group, goal or benchmark wherever the series is one, else the theme's. */
import type { ChartSeries } from './chartData';
import type { Theme } from '../theme';

const meanings: readonly (readonly [
  RegExp,
  keyof Theme & ('detractor' | 'passive' | 'promoter' | 'goal' | 'muted'),
])[] = [
  [/detractor|kritiker/i, 'detractor'],
  [/passive/i, 'passive'],
  [/promoter|ambassad/i, 'promoter'],
  [/goal|\bmål\b/i, 'goal'],
  [/benchmark|previous|forrige/i, 'muted'],
];

export function seriesColour(series: ChartSeries, index: number, theme: Theme): string {
  const names = [series.name, series.field.queryName];
  const meaning = meanings.find(([shape]) => names.some((name) => shape.test(name)))?.[1];
  if (meaning && !theme.isHighContrast) return theme[meaning];
  return theme.series[index % theme.series.length] ?? theme.accent;
}
