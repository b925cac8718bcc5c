/** The names of the goal and benchmark lines beside the trend, and where they stand. */
import type { PeriodPoint } from '../model/viewModel';
import type { Context } from './context';
import { ruledTheme } from './theme';

export interface EndLabel {
  readonly key: string;
  readonly score: number;
  readonly text: string;
  readonly color: string;
}

/** The labels at the lines' newest values, in the longest wording that leaves the lines most of the width; none where no wording does. */
export function endLabels(
  { settings, theme, format, words, measure }: Context,
  points: readonly PeriodPoint[],
  width: number,
): readonly EndLabel[] {
  const label = (key: 'goal' | 'benchmark', shown: boolean, word: string): readonly EndLabel[] => {
    const newest = shown ? points.findLast((point) => point[key] !== null) : undefined;
    const score = newest?.[key] ?? null;
    if (!newest || score === null) return [];
    return [
      { key, score, text: words.translate(word, format.axis(score)), color: ruledTheme(theme, newest.colors)[key] },
    ];
  };
  const wordings = ['BenchmarkOf', 'BenchmarkShort'].map((word) => [
    ...label('goal', settings.goal.show, 'GoalOf'),
    ...label('benchmark', settings.goal.showBenchmark, word),
  ]);
  const size = theme.fontSize * 0.92;
  const fits = (labels: readonly EndLabel[]): boolean =>
    labels.every(({ text }) => measure(text, size) <= width * 0.27);
  return wordings.find(fits) ?? [];
}

/** Heights at which labels stand at least `apart` from one another and from those taken; those that cannot are dropped. */
export function spreadLabels(
  labels: readonly EndLabel[],
  at: (score: number) => number,
  taken: readonly number[],
  apart: number,
): readonly (EndLabel & { readonly y: number })[] {
  const used = [...taken];
  return labels.flatMap((label) => {
    const wanted = at(label.score);
    const free = [0, -0.6, 0.6, -1, 1, -1.4, 1.4]
      .map((shift) => wanted + shift * apart)
      .find((y) => used.every((other) => Math.abs(other - y) >= apart));
    if (free === undefined) return [];
    used.push(free);
    return [{ ...label, y: free }];
  });
}
