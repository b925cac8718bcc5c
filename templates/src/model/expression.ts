/** What a measure may say: an expression over the star, printable as DAX and as SQL with the same meaning. */
import type { Localised, TableName } from '../star';

/** A column of the star by its technical names. */
export interface ColumnRef {
  readonly table: TableName;
  readonly column: string;
}

export type Comparison = '<' | '<=' | '>' | '>=' | '=' | '<>';

/** A test on one row. A row whose column is null never passes, except for `isBlank`. */
export type RowCondition =
  | { readonly column: string; readonly operator: Comparison; readonly value: number | string | boolean }
  | { readonly column: string; readonly operator: 'isBlank' | 'notBlank' }
  /** `column >= times × other`, both of the same row. */
  | { readonly column: string; readonly operator: 'atLeast'; readonly times: number; readonly other: string };

export type AggregateFunction = 'count' | 'sum' | 'average' | 'median' | 'min' | 'max' | 'distinctCount';

/**
 * A stretch of days worked out from the calendar days in context, or all of time. Inside it every other calendar
 * filter is set aside. `windows.ts` gives the bounds of each.
 */
export type WindowName =
  | 'previousPeriod'
  | 'yearAgo'
  | 'rolling90Days'
  | 'rolling12Months'
  | 'rolling12MonthsBefore'
  | 'yearToDate'
  | 'upToEnd'
  | 'wholeMonths'
  | 'allTime';

/** Facts about the snapshot itself, one value each. */
export type SnapshotField =
  'dataAsOf' | 'version' | 'snapshot' | 'source' | 'sourceKind' | 'builtAt' | 'timeZone' | 'rated';

export type NumberText = 'signed' | 'whole' | 'oneDecimal' | 'signedDecimal';

/**
 * Blank (DAX) and null (SQL) mean the same here: there is nothing to say. `+`, `-`, comparisons, `least`, `greatest`
 * and `sqrt` demand operands that cannot be blank (`blankSafety.ts` proves it); `*` and `divide` pass blank on.
 */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: Localised }
  | { readonly kind: 'blank' }
  /** Blank where there is no row (count) or no value (the others). */
  | {
      readonly kind: 'aggregate';
      readonly function: AggregateFunction;
      readonly table: TableName;
      readonly column?: string;
      readonly where: readonly RowCondition[];
    }
  /** The middle value (median) of `column`, or its last text in the alphabet (max), over the rows with the greatest `by`. */
  | {
      readonly kind: 'latest';
      readonly function: 'median' | 'max';
      readonly table: TableName;
      readonly column: string;
      readonly by: string;
      readonly where: readonly RowCondition[];
    }
  | { readonly kind: 'measure'; readonly id: string }
  | {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-' | '*';
      readonly left: Expression;
      readonly right: Expression;
    }
  /** Blank where the denominator is zero or blank. */
  | { readonly kind: 'divide'; readonly numerator: Expression; readonly denominator: Expression }
  | { readonly kind: 'sqrt'; readonly operand: Expression }
  | { readonly kind: 'extreme'; readonly function: 'least' | 'greatest'; readonly operands: readonly Expression[] }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'logic'; readonly operator: 'and' | 'or'; readonly operands: readonly Expression[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'isBlank'; readonly operand: Expression }
  /** Whether a filter or a grouping by this table is in force. */
  | { readonly kind: 'isFiltered'; readonly table: TableName }
  | { readonly kind: 'if'; readonly condition: Expression; readonly then: Expression; readonly otherwise: Expression }
  | { readonly kind: 'coalesce'; readonly operands: readonly Expression[] }
  | { readonly kind: 'join'; readonly parts: readonly Expression[] }
  | { readonly kind: 'numberText'; readonly operand: Expression; readonly format: NumberText }
  | { readonly kind: 'window'; readonly window: WindowName; readonly operand: Expression }
  /** Counts the fact on another of its dates (`USERELATIONSHIP`). */
  | {
      readonly kind: 'onDate';
      readonly table: TableName;
      readonly column: string;
      readonly operand: Expression;
    }
  /** Keeps only what also meets the conditions on the table; the filters in force stay. */
  | {
      readonly kind: 'filtered';
      readonly table: TableName;
      readonly where: readonly RowCondition[];
      readonly operand: Expression;
    }
  /** Carries the values of one column over to a column of a table that has no relationship with it (`TREATAS`). */
  | {
      readonly kind: 'treatAs';
      readonly from: ColumnRef;
      readonly to: ColumnRef;
      readonly operand: Expression;
    }
  /**
   * Sum of the operand over each combination of the columns. One column: each member in context. Several: each
   * combination that occurs in the fact `over`.
   */
  | {
      readonly kind: 'sumOver';
      readonly columns: readonly ColumnRef[];
      readonly over?: TableName;
      readonly operand: Expression;
    }
  /**
   * Of the member of the column with the highest or lowest value of `by`: its name, or the value of `gives` there. Blank
   * where no member has a value; of members with the same, the greatest.
   */
  | {
      readonly kind: 'topMember';
      readonly column: ColumnRef;
      readonly end: 'highest' | 'lowest';
      readonly by: Expression;
      readonly gives?: Expression;
    }
  | { readonly kind: 'snapshot'; readonly field: SnapshotField }
  /** Hours from the snapshot's data to now. */
  | { readonly kind: 'hoursOld' }
  | {
      readonly kind: 'let';
      readonly variables: readonly { readonly name: string; readonly value: Expression }[];
      readonly body: Expression;
    }
  | { readonly kind: 'variable'; readonly name: string };

export type MeasureKind = 'number' | 'text' | 'boolean' | 'dateTime';

export interface MeasureDefinition {
  /** Stable technical name, camelCase: what the preview and the tests call it. */
  readonly id: string;
  readonly caption: Localised;
  /** What it says, its unit and when it is blank. */
  readonly description: Localised;
  /** Display folder. */
  readonly folder: Localised;
  readonly kind: MeasureKind;
  /** Power BI format string; none for texts and booleans. */
  readonly format?: string;
  /** A step of other measures, not for report authors. */
  readonly hidden?: boolean;
  readonly expression: Expression;
}
