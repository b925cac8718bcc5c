/** The table with what every part of the view model needs to score it. */
import type { Amounts, AnswerTable } from '../dataview/answerTable';
import { goalVerdict } from './goalVerdict';
import { scoreOf, type Score, type Statistics } from './score';
import { Field, referenceOf, tallyRows, type Tallies, type Targets } from './tally';

/** Tallies of the shown amounts and, while another visual highlights, of all of them. */
export interface Sums {
  readonly shown: Tallies;
  readonly whole: Tallies | null;
}

export class Source {
  readonly amounts: Amounts;
  private readonly kind: { kind: Amounts['kind']; weighted: boolean };

  constructor(
    readonly table: AnswerTable,
    readonly statistics: Statistics,
    /** Goal typed into the settings; used where no field carries one. */
    private readonly fixedGoal: number | null,
  ) {
    this.amounts = table.highlighted ?? table.amounts;
    const { amounts } = table;
    this.kind = { kind: amounts.kind, weighted: amounts.kind === 'ready' && amounts.answers !== null };
  }

  sums(size: number, targets: Targets): Sums {
    const { table } = this;
    return {
      shown: tallyRows(table, this.amounts, size, targets),
      whole: table.highlighted ? tallyRows(table, table.amounts, size, targets) : null,
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
