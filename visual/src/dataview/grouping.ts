/** Grouping columns encoded once: one small integer per row instead of a value. */
import type powerbi from 'powerbi-visuals-api';

export type Level = string | number | boolean | Date | null;

/** One distinct combination of the grouping's fields. */
export interface Member {
  /** One value per field, outermost first; null is a blank. */
  readonly path: readonly Level[];
  /** Row of the table where the member was first seen. */
  readonly firstRow: number;
}

export interface Grouping {
  readonly columns: readonly powerbi.DataViewCategoryColumn[];
  readonly names: readonly string[];
  /** Member index per row. */
  readonly codes: Int32Array;
  /** In order of first appearance. */
  readonly members: readonly Member[];
}

interface Encoded {
  readonly codes: Int32Array;
  readonly values: readonly Level[];
  readonly firstRows: readonly number[];
}

/** What a host sends, made comparable: anything that is no value becomes a blank. */
function toLevel(value: unknown): Level {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value;
  return typeof value === 'boolean' ? value : null;
}

function keyOf(level: Level): string | number | boolean | null {
  return level instanceof Date ? `date ${level.getTime()}` : level;
}

function sameTime(a: unknown, b: unknown): boolean {
  return a instanceof Date && b instanceof Date && a.getTime() === b.getTime();
}

/** First row after `row` whose value is another text. A function of its own, so that it is compiled for texts alone. */
function endOfTexts(values: readonly unknown[], row: number, rows: number, text: string): number {
  let end = row + 1;
  while (end < rows && values[end] === text) end += 1;
  return end;
}

/** The same for values of any kind. */
function endOfRun(values: readonly unknown[], row: number, rows: number, value: unknown): number {
  let end = row + 1;
  while (end < rows && (values[end] === value || sameTime(values[end], value))) end += 1;
  return end;
}

/** Rows come sorted: a value mostly stands in many rows, and the next is the one that was met after it before. */
function encode(values: readonly unknown[], rows: number): Encoded {
  const codes = new Int32Array(rows);
  const distinct: Level[] = [];
  const firstRows: number[] = [];
  const known = new Map<string | number | boolean | null, number>();
  let code = -1;
  let row = 0;
  while (row < rows) {
    const value = values[row];
    const next = code + 1 < distinct.length ? code + 1 : 0;
    if (value !== undefined && value === distinct[next]) code = next;
    else {
      const level = toLevel(value);
      const key = keyOf(level);
      const seen = known.get(key);
      code = seen ?? distinct.push(level) - 1;
      if (seen === undefined) {
        known.set(key, code);
        firstRows.push(row);
      }
    }
    const end = typeof value === 'string' ? endOfTexts(values, row, rows, value) : endOfRun(values, row, rows, value);
    while (row < end) codes[row++] = code;
  }
  return { codes, values: distinct, firstRows };
}

function join(
  outer: Encoded,
  outerPaths: readonly (readonly Level[])[],
  inner: Encoded,
): [Encoded, (readonly Level[])[]] {
  const rows = outer.codes.length;
  const codes = new Int32Array(rows);
  const paths: (readonly Level[])[] = [];
  const firstRows: number[] = [];
  const known = new Map<number, number>();
  const width = inner.values.length;
  for (let row = 0; row < rows; row++) {
    const outerCode = outer.codes[row] ?? 0;
    const innerCode = inner.codes[row] ?? 0;
    const key = outerCode * width + innerCode;
    let code = known.get(key);
    if (code === undefined) {
      code = paths.length;
      known.set(key, code);
      paths.push([...(outerPaths[outerCode] ?? []), inner.values[innerCode] ?? null]);
      firstRows.push(row);
    }
    codes[row] = code;
  }
  return [{ codes, values: [], firstRows }, paths];
}

/** Encodes the columns of one role, outermost first; null when there are none. */
export function readGrouping(columns: readonly powerbi.DataViewCategoryColumn[], rows: number): Grouping | null {
  const [first, ...rest] = columns;
  if (!first) return null;
  let encoded = encode(first.values ?? [], rows);
  let paths: (readonly Level[])[] = encoded.values.map((value) => [value]);
  for (const column of rest) {
    [encoded, paths] = join(encoded, paths, encode(column.values ?? [], rows));
  }
  return {
    columns,
    names: columns.map((column) => column.source?.displayName ?? ''),
    codes: encoded.codes,
    members: paths.map((path, code) => ({ path, firstRow: encoded.firstRows[code] ?? 0 })),
  };
}
