/** Turns a DuckDB value into a cell that survives JSON. */
import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';

/** A value in a result: days are `yyyy-mm-dd`, instants ISO texts in UTC. */
export type Cell = string | number | boolean | null;

const instant = (micros: bigint): string => new Date(Number(micros / 1000n)).toISOString();

/**
 * Whole numbers beyond 2⁵³ and everything that has no plainer form become text; NaN and infinities become null,
 * because a measure that cannot be computed is blank.
 */
export function cellOf(value: DuckDBValue): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBDateValue) return value.toString();
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) return instant(value.micros);
  return String(value);
}
