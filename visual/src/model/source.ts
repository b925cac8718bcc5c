/** The table with what every part of the view model needs to score it. */
import type { Amounts, AnswerTable } from '../dataview/answerTable';
import type { Grouping } from '../dataview/grouping';
import { goalVerdict } from './goalVerdict';
import { scoreOf, type Score, type ScoreKind, type Statistics } from './score';
import { tallyCells, tallyMargins, type Margins } from './plainTally';
import { Field, isPlain, referenceOf, tallyRows, type Tallies, type Targets } from './tally';

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

/** Amounts whose sums are exact in any order: whole numbers of answers per score and nothing beside them. */
type PlainScores = Extract<Amounts, { kind: 'scores' }>;

const isWhole = (amounts: Amounts): amounts is PlainScores => amounts.kind === 'scores' && !amounts.fractional;

export class Source {
  readonly amounts: Amounts;
  /** Whether the amounts are sums of weights: see `effectiveAnswers`. */
  readonly weighted: boolean;
  private readonly kind: ScoreKind;
  /** The shown amounts, and all of them while another visual highlights, where both are plain; else null. */
  readonly plain: { readonly shown: PlainScores; readonly whole: PlainScores | null } | null;
  /** Sums of the plain amounts by period, segment and score, made in one pass over the rows. */
  private readonly margins: { readonly shown: Margins; readonly whole: Margins | null } | null;

  constructor(
    readonly table: AnswerTable,
    readonly statistics: Statistics,
    /** Goal typed into the settings; used where no field carries one. */
    readonly fixedGoal: number | null,
  ) {
    const { amounts, highlighted, period, segment } = table;
    this.amounts = highlighted ?? amounts;
    this.weighted = isWeighted(amounts, statistics.amounts);
    this.kind = {
      kind: amounts.kind,
      poolable: amounts.kind !== 'ready' || amounts.answers !== null,
      weighted: this.weighted,
    };
    this.plain =
      isPlain(table, this.weighted) && isWhole(this.amounts) && isWhole(amounts)
        ? { shown: this.amounts, whole: highlighted && amounts }
        : null;
    this.margins =
      this.plain && period && segment
        ? {
            shown: tallyMargins(this.plain.shown, period, segment),
            whole: this.plain.whole && tallyMargins(this.plain.whole, period, segment),
          }
        : null;
  }

  /**
   * Sums rows into `size` tallies.
   * @param targets tally per row.
   */
  sums(size: number, targets: Targets): Sums {
    const { table, weighted } = this;
    return {
      shown: tallyRows(table, this.amounts, weighted, size, targets),
      whole: table.highlighted ? tallyRows(table, table.amounts, weighted, size, targets) : null,
    };
  }

  /** Sums per member of a grouping of the table. */
  sumsBy(role: 'period' | 'segment', { members, codes }: Grouping): Sums {
    const { margins } = this;
    if (!margins) return this.sums(members.length, codes);
    return { shown: margins.shown[role], whole: margins.whole && margins.whole[role] };
  }

  /**
   * Sums by segment and period at once: tally segment × periods + period. Null where the amounts are not plain or
   * where there are more cells than rows.
   */
  cells(segment: Grouping, period: Grouping): Sums | null {
    const { plain } = this;
    if (!plain || segment.members.length * period.members.length > this.table.rows) return null;
    return {
      shown: tallyCells(plain.shown, segment, period),
      whole: plain.whole && tallyCells(plain.whole, segment, period),
    };
  }

  /** Answers per score 0…10 of all rows; null where they have not been summed. */
  get scores(): readonly number[] | null {
    return this.margins?.shown.scores ?? null;
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
