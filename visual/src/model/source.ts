/** The table with what every part of the view model needs to score it. */
import type { Amounts, AnswerTable } from '../dataview/answerTable';
import { goalVerdict } from './goalVerdict';
import { scoreOf, type Score, type ScoreKind, type Statistics } from './score';
import { Field, referenceOf, tallyRows, type Tallies, type Targets } from './tally';

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

export class Source {
  readonly amounts: Amounts;
  /** Whether the amounts are sums of weights: see `effectiveAnswers`. */
  readonly weighted: boolean;
  private readonly kind: ScoreKind;

  constructor(
    readonly table: AnswerTable,
    readonly statistics: Statistics,
    /** Goal typed into the settings; used where no field carries one. */
    private readonly fixedGoal: number | null,
  ) {
    this.amounts = table.highlighted ?? table.amounts;
    const { amounts } = table;
    this.weighted = isWeighted(amounts, statistics.amounts);
    this.kind = {
      kind: amounts.kind,
      poolable: amounts.kind !== 'ready' || amounts.answers !== null,
      weighted: this.weighted,
    };
  }

  sums(size: number, targets: Targets): Sums {
    const { table, weighted } = this;
    return {
      shown: tallyRows(table, this.amounts, weighted, size, targets),
      whole: table.highlighted ? tallyRows(table, table.amounts, weighted, size, targets) : null,
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
