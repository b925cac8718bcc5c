/** Sums over rows of the answer table: what every score, goal and benchmark of the view model is made of. */
import type { Amounts, AnswerTable } from '../dataview/answerTable';

/** Fields of one tally in the order they lie in a `Tallies` array. */
export const enum Field {
  Detractors,
  Passives,
  Promoters,
  Excluded,
  /** Σ weight² of rated answers; 0 where amounts are numbers of answers. */
  Squares,
  /** Σ score × weight of ready-made scores, Σ weight, and how many rows had one. */
  ReadySum,
  ReadyWeight,
  ReadyRows,
  /** Σ goal × answers, Σ answers where there is a goal, Σ goal, rows with a goal. */
  GoalSum,
  GoalWeight,
  GoalPlain,
  GoalRows,
  BenchmarkSum,
  BenchmarkWeight,
  BenchmarkPlain,
  BenchmarkRows,
  Width,
}

/** Fields of plain tallies: scores with answers and nothing beside them. */
export const plainWidth = Field.Squares;

/** Tallies side by side in one array: tally i lies at i × width. Fields beyond the width are all 0. */
export interface Tallies {
  readonly width: number;
  readonly values: Float64Array;
}

export const makeTallies = (size: number, width: number): Tallies => ({
  width,
  values: new Float64Array(size * width),
});

/** Tally index per row; rows with a negative index are left out. Null sums all rows into tally 0. */
export type Targets = Int32Array | null;

function addReference(tallies: Float64Array, at: number, field: Field, value: number, answers: number): void {
  if (value !== value) return;
  tallies[at + field] = (tallies[at + field] ?? 0) + value * answers;
  tallies[at + field + 1] = (tallies[at + field + 1] ?? 0) + answers;
  tallies[at + field + 2] = (tallies[at + field + 2] ?? 0) + value;
  tallies[at + field + 3] = (tallies[at + field + 3] ?? 0) + 1;
}

/** Field of a score, from "not rated" (−1) up to 10. */
export const fieldOfScore = Uint8Array.of(Field.Excluded, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2);

/**
 * Σ weight² of the rated answers of one row. Without the squares each amount counts as one answer, the fewest there
 * can be: the effective number of answers is then never overstated.
 */
function squaresOf(amounts: Amounts, row: number): number {
  if (amounts.kind === 'ready' || (amounts.kind === 'scores' && (amounts.score[row] ?? -1) < 0)) return 0;
  const given = amounts.squares?.[row] ?? 0;
  if (given > 0) return given;
  if (amounts.kind === 'scores') return (amounts.answers[row] ?? 0) ** 2;
  return (amounts.detractors[row] ?? 0) ** 2 + (amounts.passives[row] ?? 0) ** 2 + (amounts.promoters[row] ?? 0) ** 2;
}

/** Adds the amounts of one row to the tally at `at`; returns the rated answers added. */
function addAmounts(amounts: Amounts, row: number, tallies: Float64Array, at: number): number {
  switch (amounts.kind) {
    case 'scores': {
      const score = amounts.score[row] ?? -1;
      const answers = amounts.answers[row] ?? 0;
      const field: number = fieldOfScore[score + 1] ?? Field.Excluded;
      tallies[at + field] = (tallies[at + field] ?? 0) + answers;
      return score < 0 ? 0 : answers;
    }
    case 'counts': {
      const down = amounts.detractors[row] ?? 0;
      const middle = amounts.passives[row] ?? 0;
      const up = amounts.promoters[row] ?? 0;
      tallies[at] = (tallies[at] ?? 0) + down;
      tallies[at + Field.Passives] = (tallies[at + Field.Passives] ?? 0) + middle;
      tallies[at + Field.Promoters] = (tallies[at + Field.Promoters] ?? 0) + up;
      return down + middle + up;
    }
    case 'ready': {
      const score = amounts.nps[row] ?? NaN;
      if (score !== score) return 0;
      const weight = amounts.answers ? (amounts.answers[row] ?? 0) : 1;
      tallies[at + Field.ReadySum] = (tallies[at + Field.ReadySum] ?? 0) + score * weight;
      tallies[at + Field.ReadyWeight] = (tallies[at + Field.ReadyWeight] ?? 0) + weight;
      tallies[at + Field.ReadyRows] = (tallies[at + Field.ReadyRows] ?? 0) + 1;
      return weight;
    }
  }
}

/** Whether nothing beside the scores and their answers is summed. */
export const isPlain = ({ goal, benchmark, excluded }: AnswerTable, weighted: boolean): boolean =>
  !weighted && !goal && !benchmark && !excluded;

function tallyScores(score: Int8Array, answers: ArrayLike<number>, size: number, targets: Targets): Tallies {
  const tallies = makeTallies(size, plainWidth);
  const { values } = tallies;
  for (let row = 0; row < score.length; row++) {
    const index = targets ? (targets[row] ?? -1) : 0;
    if (index < 0) continue;
    const at = index * plainWidth + (fieldOfScore[(score[row] ?? -1) + 1] ?? Field.Excluded);
    values[at] = (values[at] ?? 0) + (answers[row] ?? 0);
  }
  return tallies;
}

/**
 * Sums all rows into `size` tallies.
 * @param weighted whether amounts are sums of weights, whose squares are summed as well.
 */
export function tallyRows(
  table: AnswerTable,
  amounts: Amounts,
  weighted: boolean,
  size: number,
  targets: Targets,
): Tallies {
  if (amounts.kind === 'scores' && isPlain(table, weighted)) {
    return tallyScores(amounts.score, amounts.answers, size, targets);
  }
  const tallies = makeTallies(size, Field.Width);
  const { values } = tallies;
  const { goal, benchmark, excluded, rows } = table;
  for (let row = 0; row < rows; row++) {
    const index = targets ? (targets[row] ?? -1) : 0;
    if (index < 0) continue;
    const at = index * Field.Width;
    const answers = addAmounts(amounts, row, values, at);
    if (weighted) values[at + Field.Squares] = (values[at + Field.Squares] ?? 0) + squaresOf(amounts, row);
    if (excluded) values[at + Field.Excluded] = (values[at + Field.Excluded] ?? 0) + (excluded[row] ?? 0);
    if (goal) addReference(values, at, Field.GoalSum, goal[row] ?? NaN, answers);
    if (benchmark) addReference(values, at, Field.BenchmarkSum, benchmark[row] ?? NaN, answers);
  }
  return tallies;
}

/** Adds tally `index` to the sum `to` of an array of the same width. */
function addTally({ values, width }: Tallies, index: number, sums: Float64Array, to: number): void {
  for (let field = 0; field < width; field++) {
    const at = to * width + field;
    sums[at] = (sums[at] ?? 0) + (values[index * width + field] ?? 0);
  }
}

/** Sums tallies into `size` others, as rows are summed. */
export function poolTallies(tallies: Tallies, size: number, targets: Targets): Tallies {
  const pooled = makeTallies(size, tallies.width);
  const count = tallies.values.length / tallies.width;
  for (let index = 0; index < count; index++) {
    const target = targets ? (targets[index] ?? -1) : 0;
    if (target >= 0) addTally(tallies, index, pooled.values, target);
  }
  return pooled;
}

/** Sums tallies by list: each list of tallies gives one sum. */
export function poolLists(tallies: Tallies, lists: readonly (readonly number[])[]): Tallies {
  const pooled = makeTallies(lists.length, tallies.width);
  lists.forEach((list, to) => list.forEach((index) => addTally(tallies, index, pooled.values, to)));
  return pooled;
}

/** A goal or benchmark of a tally: weighted by answers, or plain where nobody answered; null without any. */
export function referenceOf(tallies: Tallies, index: number, field: Field.GoalSum | Field.BenchmarkSum): number | null {
  const { values, width } = tallies;
  if (field >= width) return null;
  const at = index * width + field;
  const weight = values[at + 1] ?? 0;
  const rows = values[at + 3] ?? 0;
  if (!rows) return null;
  return weight > 0 ? (values[at] ?? 0) / weight : (values[at + 2] ?? 0) / rows;
}
