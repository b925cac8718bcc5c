/** How many answers gave each score. */
import type { Amounts } from '../dataview/answerTable';

/** Answers per score 0…10; null when the table does not hold single scores. */
export function distribution(amounts: Amounts): readonly number[] | null {
  if (amounts.kind !== 'scores') return null;
  const answers = new Array<number>(11).fill(0);
  for (let row = 0; row < amounts.score.length; row++) {
    const score = amounts.score[row] ?? -1;
    if (score >= 0) answers[score] = (answers[score] ?? 0) + (amounts.answers[row] ?? 0);
  }
  return answers;
}
