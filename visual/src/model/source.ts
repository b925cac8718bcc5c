/** The table with what every part of the view model needs to score it. */
import type { Amounts, AnswerTable } from '../dataview/answerTable';
import { goalVerdict } from './goalVerdict';
import { scoreOf, type Score, type ScoreKind, type Statistics } from './score';
import { Field, isPlain, poolTallies, referenceOf, tallyCells, tallyRows, type Tallies, type Targets } from './tally';

/** Tallies of the shown amounts and, while another visual highlights, of all of them. */
export interface Sums {
  readonly shown: Tallies;
  readonly whole: Tallies | null;
}

/**
 * Whether amounts are sums of sampling weights instead of numbers of answers: as the setting says, or, when it leaves
 * the choice to the data, when squared weights are given or any amount is no whole number.
 */
function isWeighted(amounts: Amounts, choice: Statistics['amounts']): boolean {
  if (amounts.kind === 'ready' || choice === 'answers') return false;
  return choice === 'weights' || amounts.squares !== null || amounts.fractional;
}

export interface Cells extends Sums {
  readonly periodCodes: Int32Array;
  readonly segmentCodes: Int32Array;
}

/**
 * Sums by period and segment at once, so that the rows are gone through only once. Null where sums made in another
 * order would not be exact, or where there are more cells than rows.
 */
function cellsOf(table: AnswerTable, shown: Amounts, weighted: boolean): Cells | null {
  const { period, segment, rows, amounts: whole, highlighted } = table;
  if (!period || !segment || !isPlain(table, weighted)) return null;
  if (shown.kind !== 'scores' || whole.kind !== 'scores' || shown.fractional || whole.fractional) return null;
  const periods = period.members.length;
  const size = periods * segment.members.length;
  if (size > rows) return null;
  const periodCodes = new Int32Array(size);
  const segmentCodes = new Int32Array(size);
  for (let cell = 0; cell < size; cell++) {
    periodCodes[cell] = cell % periods;
    segmentCodes[cell] = Math.floor(cell / periods);
  }
  return {
    shown: tallyCells(shown, segment, period),
    whole: highlighted && tallyCells(whole, segment, period),
    periodCodes,
    segmentCodes,
  };
}

export class Source {
  readonly amounts: Amounts;
  /** Whether the amounts are sums of weights: see `effectiveAnswers`. */
  readonly weighted: boolean;
  /** Member of the period and of the segment per item that is summed; null without the grouping. */
  readonly periodCodes: Int32Array | null;
  readonly segmentCodes: Int32Array | null;
  private readonly kind: ScoreKind;
  /**
   * Items are the rows or, where there are fewer of them, the cells of periods and segments: tally
   * segment × periods + period.
   */
  readonly cells: Cells | null;

  constructor(
    readonly table: AnswerTable,
    readonly statistics: Statistics,
    /** Goal typed into the settings; used where no field carries one. */
    readonly fixedGoal: number | null,
  ) {
    this.amounts = table.highlighted ?? table.amounts;
    const { amounts } = table;
    this.weighted = isWeighted(amounts, statistics.amounts);
    this.kind = {
      kind: amounts.kind,
      poolable: amounts.kind !== 'ready' || amounts.answers !== null,
      weighted: this.weighted,
    };
    this.cells = cellsOf(table, this.amounts, this.weighted);
    this.periodCodes = this.cells?.periodCodes ?? table.period?.codes ?? null;
    this.segmentCodes = this.cells?.segmentCodes ?? table.segment?.codes ?? null;
  }

  /**
   * Sums into `size` tallies.
   * @param targets tally per item of the source, as `periodCodes` and `segmentCodes` give the members of each.
   */
  sums(size: number, targets: Targets): Sums {
    const { table, cells } = this;
    const sum = (amounts: Amounts, tallies: Tallies | null | undefined): Tallies =>
      tallies ? poolTallies(tallies, size, targets) : tallyRows(table, amounts, this.weighted, size, targets);
    return {
      shown: sum(this.amounts, cells?.shown),
      whole: table.highlighted ? sum(table.amounts, cells?.whole) : null,
    };
  }

  score(sums: Sums, index: number): Score {
    return scoreOf(sums.shown, index, this.kind, this.statistics);
  }

  whole(sums: Sums, index: number): Score | null {
    return sums.whole && scoreOf(sums.whole, index, this.kind, this.statistics);
  }

  goal(sums: Sums, index: number): number | null {
    return referenceOf(sums.whole ?? sums.shown, index, Field.GoalSum) ?? this.fixedGoal;
  }

  benchmark(sums: Sums, index: number): number | null {
    return referenceOf(sums.whole ?? sums.shown, index, Field.BenchmarkSum);
  }

  verdict(score: Score, goal: number | null) {
    return goalVerdict(goal, score.interval);
  }
}
