/** References to dimensions: the key found, 0 where there is none. */
import { type Expression, type RawBuilder, sql } from 'kysely';

export const keyOrUnknown = (key: Expression<number | null>): RawBuilder<number> => sql<number>`coalesce(${key}, 0)`;

/** Tells the compiler that a value derived from a required column is never null; a data test proves it at every refresh. */
export const present = <Value>(value: Expression<Value>): RawBuilder<NonNullable<Value>> =>
  sql<NonNullable<Value>>`${value}`;
