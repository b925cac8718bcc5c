/** What engines write differently: binding and planning say what is meant, a dialect says it in its engine's SQL. */
import type { SightSql } from '../../auth/visibleTable';
import type { ColumnType } from '../../star';

export type ValueType = ColumnType | 'timeOfDay' | 'null';

/** An expression as SQL, with its type. `nullable` is true where it may be null. */
export interface Bound {
  readonly sql: string;
  readonly type: ValueType;
  readonly nullable: boolean;
  /**
   * Set where `sql` is a predicate, in an engine that does not take predicates as values: `exact` is unknown where the
   * expression is null and nowhere else; `loose` may be unknown where it is false, which is the same to a WHERE.
   */
  readonly predicate?: 'exact' | 'loose';
}

/** The canonical functions of OData that are SQL functions; their arguments are checked before. */
export type FunctionName =
  | 'contains'
  | 'startswith'
  | 'endswith'
  | 'matchespattern'
  | 'concat'
  | 'indexof'
  | 'length'
  | 'substring'
  | 'tolower'
  | 'toupper'
  | 'trim'
  | 'year'
  | 'month'
  | 'day'
  | 'hour'
  | 'minute'
  | 'second'
  | 'fractionalseconds'
  | 'date'
  | 'time'
  | 'totaloffsetminutes'
  | 'mindatetime'
  | 'maxdatetime'
  | 'round'
  | 'floor'
  | 'ceiling';

/** `predicate` where the result is one. Functions give null exactly where an argument is null. */
export interface EngineFunction {
  /** @param type of the first argument. */
  readonly sql: (values: readonly string[], type: ValueType) => string;
  readonly predicate?: 'exact';
}

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'divby' | 'mod';
export type AggregateMethod = 'count' | 'sum' | 'average' | 'min' | 'max' | 'countdistinct';

export interface Literals {
  boolean(value: boolean): string;
  /** Canonical digits, with a minus where negative, at most 38 of them. */
  integer(digits: string): string;
  /** Canonical digits with a point. */
  decimal(digits: string): string;
  /** As OData writes it, or `inf`, `-inf`, `nan`. */
  double(text: string): string;
  /** `YYYY-MM-DD`. */
  date(day: string): string;
  /** `YYYY-MM-DD hh:mm:ss.ffffff`, UTC. */
  dateTime(instant: string): string;
  /** `hh:mm:ss`, with a fraction where given. */
  timeOfDay(time: string): string;
  /** Null of a type that the engine can tell. */
  null(type: ValueType): string;
}

/** A column of a result: its name and what is in it. */
export interface NamedBound {
  readonly name: string;
  readonly bound: Bound;
}

export interface AggregateColumn {
  readonly name: string;
  readonly method: AggregateMethod;
  /** Null for a count of rows. */
  readonly bound: Bound | null;
}

export interface OrderTerm {
  readonly bound: Bound;
  readonly descending: boolean;
  /** True for a bare column; anything else might be a constant, which engines take for a place in the list. */
  readonly isName: boolean;
}

/** @throws NOT_SUPPORTED, from any member, for what the engine cannot say with exactly the meaning that OData gives it. */
export interface Dialect {
  /** How tables, and what a sight hides of them, are written. */
  readonly sight: SightSql;
  /** A column as it is stored, as expressions read it. */
  column(sql: string, type: ColumnType): string;
  /** The n-th parameter (from 1), and how to find such in a statement; as a text it is read like a stored one. */
  placeholder(number: number): string;
  readonly placeholderPattern: RegExp;
  readonly literals: Literals;
  readonly functions: Readonly<Record<FunctionName, EngineFunction>>;
  /** The bound expression where a value is wanted. */
  value(bound: Bound): string;
  /** The bound expression, a boolean, where a condition is wanted. */
  condition(bound: Bound): string;
  logic(operator: 'and' | 'or', left: Bound, right: Bound): Bound;
  not(operand: Bound): Bound;
  /** Null is a value to eq and ne; the others are false where an operand is null. */
  compare(left: Bound, operator: Comparison, right: Bound): Bound;
  /** True where `left` is one of `values`, or is null and `orNull`; never null. */
  oneOf(left: Bound, values: readonly Bound[], orNull: boolean): Bound;
  minus(operand: Bound): string;
  /** `whole`: both are whole numbers, and so is the result; else both are taken as doubles. Dividing by 0 gives null. */
  arithmetic(operator: Arithmetic, left: Bound, right: Bound, whole: boolean): string;
  /** The first `then` whose `when` is true; else null. */
  choose(branches: readonly { readonly when: Bound; readonly then: Bound }[]): string;
  /** A SELECT with one row per combination of the groups' values; without groups one row in all. `from` follows FROM. */
  aggregate(from: string, groups: readonly NamedBound[], columns: readonly AggregateColumn[]): string;
  /** A SELECT of all columns of `t`: at most `limit` rows after passing over `offset`, in the order of the columns. */
  stretchOf(
    from: string,
    order: readonly NamedBound[],
    stretch: { readonly limit?: number; readonly offset?: number },
  ): string;
}
