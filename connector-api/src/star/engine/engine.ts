/** The few expressions that engines write differently; everything else in the star's queries is common SQL. */
import type { Expression, RawBuilder, SqlBool } from 'kysely';

export type EngineName = 'duckdb' | 'sqlserver';

type Text = Expression<string | null>;

/** Instants, days and texts are typed `string` here: TypeScript never sees their values, only the engine does. */
export interface Engine {
  readonly name: EngineName;
  /** A plain number written as text ("7", "7.0"); null for anything else, also for "1e1", "inf" and "1_0". */
  number(value: Text): RawBuilder<number | null>;
  int32(value: Expression<unknown>): RawBuilder<number>;
  int64(value: Expression<unknown>): RawBuilder<bigint>;
  double(value: Expression<number | null>): RawBuilder<number | null>;
  money(value: Expression<number | null>): RawBuilder<number | null>;
  text(value: Expression<unknown>): RawBuilder<string>;
  /** A stored boolean as a condition; null is false. */
  isTrue(value: Expression<boolean | null>): Expression<SqlBool>;
  /** A condition as a value that can be stored; unknown becomes false. */
  flag(condition: Expression<SqlBool>): RawBuilder<boolean>;
  /** The calendar day of an instant in the configured zone, as yyyymmdd; null for null. */
  localDateKey(instant: Text): RawBuilder<number | null>;
  /** A day as yyyymmdd; null for null. */
  dateKey(day: Text): RawBuilder<number | null>;
  firstOfMonth(day: Text): RawBuilder<string>;
  /** Minutes from one instant to another, with fractions; null where either is. */
  minutesBetween(from: Text, to: Text): RawBuilder<number | null>;
  instant(iso: string): RawBuilder<string>;
  /** The parts with " / " between, nulls left out. */
  joinText(...parts: readonly Expression<string | null>[]): RawBuilder<string>;
}
