/** How many answers gave each score. */
import type { Amounts, RowColors } from '../dataview/answerTable';
import { memberColors } from './ruleColors';
import type { Distribution } from './viewModel';

/** Scores 0…10. */
const scoreCount = 11;

/**
 * Null when the table does not hold single scores.
 * @param counted whether a row is; null counts all.
 * @param summed answers per score of all rows, where they have been summed already.
 */
export function distribution(
  amounts: Amounts,
  colors: RowColors | null,
  counted: ((row: number) => boolean) | null,
  summed: readonly number[] | null,
): Distribution | null {
  if (amounts.kind !== 'scores') return null;
  const colorsOf = memberColors(colors, amounts.score, scoreCount);
  if (summed && !counted) return { answers: summed, colors: colorsOf };
  const answers = new Array<number>(scoreCount).fill(0);
  for (let row = 0; row < amounts.score.length; row++) {
    const score = amounts.score[row] ?? -1;
    if (score >= 0 && (!counted || counted(row))) answers[score] = (answers[score] ?? 0) + (amounts.answers[row] ?? 0);
  }
  return { answers, colors: colorsOf };
}
