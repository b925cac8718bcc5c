/** How many answers gave each score. */
import type { Amounts, RowColors } from '../dataview/answerTable';
import { memberColors } from './ruleColors';
import type { Distribution } from './viewModel';

/**
 * Null when the table does not hold single scores.
 * @param counted whether a row is; null counts all.
 */
export function distribution(
  amounts: Amounts,
  colors: RowColors | null,
  counted: ((row: number) => boolean) | null,
): Distribution | null {
  if (amounts.kind !== 'scores') return null;
  const answers = new Array<number>(11).fill(0);
  for (let row = 0; row < amounts.score.length; row++) {
    const score = amounts.score[row] ?? -1;
    if (score >= 0 && (!counted || counted(row))) answers[score] = (answers[score] ?? 0) + (amounts.answers[row] ?? 0);
  }
  return { answers, colors: memberColors(colors, amounts.score, answers.length) };
}
