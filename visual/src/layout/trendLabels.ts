/** The names of the goal and benchmark lines beside the trend, and where they stand. */
import type { PeriodPoint } from '../model/viewModel';
import type { Context } from './context';
import { spread } from './spread';
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

type PlacedLabel = EndLabel & { readonly y: number };

/** The labels one under another between two heights, each as near to its line as the others leave it; the last is dropped until they fit. */
function column(
  labels: readonly EndLabel[],
  at: (score: number) => number,
  apart: number,
  top: number,
  bottom: number,
): readonly PlacedLabel[] {
  if (!labels.length) return [];
  const downwards = [...labels].sort((a, b) => b.score - a.score);
  const heights = spread(
    downwards.map(({ score }) => ({ at: at(score), room: apart })),
    top,
    bottom,
  );
  if (!heights) return column(labels.slice(0, -1), at, apart, top, bottom);
  return downwards.map((label, index) => ({ ...label, y: heights[index] ?? 0 }));
}

/**
 * Where the labels stand between the heights `top` and `bottom`, from the highest score to the lowest, `apart` from one
 * another.
 * @param taken the score whose own label stands at its height; those above it stay above. Null where there is none.
 */
export function placeLabels(
  labels: readonly EndLabel[],
  at: (score: number) => number,
  taken: number | null,
  apart: number,
  top: number,
  bottom: number,
): readonly PlacedLabel[] {
  if (taken === null) return column(labels, at, apart, top, bottom);
  const [above, below] = [labels.filter(({ score }) => score >= taken), labels.filter(({ score }) => score < taken)];
  return [
    ...column(above, at, apart, top, at(taken) - apart / 2),
    ...column(below, at, apart, at(taken) + apart / 2, bottom),
  ];
}
