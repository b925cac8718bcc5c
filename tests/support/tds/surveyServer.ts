/**
 * Answers the statements of the connector's own reads over rows held in memory, through the TDS responder. It knows
 * the shapes of those statements, not SQL: what it cannot recognise it refuses as SQL Server refuses bad syntax.
 */
import type { SqlRequest } from './clientMessage';
import { type Cell, types } from './dataType';
import type { Reply, ServerOptions } from './tdsServer';
import type { ResultColumn } from './token';

export interface SurveyTable {
  readonly columns: readonly ResultColumn[];
  /** Iterated anew by every read. */
  readonly rows: Iterable<readonly Cell[]>;
}

export interface SurveyServer {
  /** Tables by the name after the schema: `response` answers reads of `[survey].[response]`. */
  readonly tables: Map<string, SurveyTable>;
  now: Date;
  /** What `min_active_rowversion()` gives. */
  rowversion: bigint;
  /** Asked before the usual answer; null leaves it to that. */
  intercept: (request: SqlRequest, signal: AbortSignal) => Reply | null;
}

export function surveyServer(tables: Readonly<Record<string, SurveyTable>> = {}): SurveyServer & ServerOptions {
  const server: SurveyServer & ServerOptions = {
    tables: new Map(Object.entries(tables)),
    now: new Date('2030-01-01T00:00:00Z'),
    rowversion: 0n,
    intercept: () => null,
    answer: (request, signal) => server.intercept(request, signal) ?? answerOf(server, request),
  };
  return server;
}

const invalidObject = (name: string): Reply => ({
  kind: 'error',
  error: { number: 208, message: `Invalid object name '${name}'.` },
});

function answerOf(server: SurveyServer, request: SqlRequest): Reply {
  const { sql } = request;
  if (sql === 'select sysutcdatetime()') return oneRow({ name: '', type: types.datetime2 }, server.now);
  if (sql === 'select min_active_rowversion()')
    return oneRow({ name: '', type: types.rowversion }, bytesOf(server.rowversion));
  const name = /from \[?survey\]?\.\[?(\w+)\]?/.exec(sql)?.[1] ?? '';
  const table = server.tables.get(name);
  if (table === undefined) return invalidObject(`survey.${name}`);
  if (sql.includes('where 1 = 0')) return { kind: 'rows', columns: projected(table, sql), rows: [] };
  if (sql.includes('count_big')) return oneRow({ name: '', type: types.float }, [...table.rows].length);
  if (sql.includes('ntile(')) return boundaries(table, request);
  return rowsOf(table, request);
}

const oneRow = (column: ResultColumn, value: Cell): Reply => ({ kind: 'rows', columns: [column], rows: [[value]] });

export const bytesOf = (rowversion: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(rowversion);
  return bytes;
};

const names = (list: string): string[] => [...list.matchAll(/\[(\w+)\](?=,|$| as)/g)].map((match) => match[1] ?? '');

/** The columns that a mapping's own SELECT names, or all of them for `select *`. */
function projected(table: SurveyTable, sql: string): ResultColumn[] {
  const inner = /\(\s*select (.+?) from/s.exec(sql)?.[1] ?? '*';
  if (inner.trim() === '*') return [...table.columns];
  return names(inner).flatMap((name) => table.columns.filter((column) => column.name === name));
}

function boundaries(table: SurveyTable, { sql, parameters }: SqlRequest): Reply {
  const at = indexOf(table, /min\(\[(\w+)\]\)/.exec(sql)?.[1] ?? '');
  const values = [...table.rows]
    .map((row) => row[at] ?? null)
    .filter((value) => value !== null)
    .sort(compare);
  const parts = Number(parameters['parts']);
  const lower = Array.from({ length: parts }, (_, part) => values[Math.ceil((part * values.length) / parts)] ?? null);
  const column = table.columns[at];
  return column === undefined
    ? invalidObject('column')
    : { kind: 'rows', columns: [{ ...column, name: '' }], rows: lower.map((value) => [value]) };
}

function rowsOf(table: SurveyTable, { sql, parameters }: SqlRequest): Reply {
  const outer = /^select (.+)$/m.exec(sql)?.[1] ?? '';
  const picked = names(outer.replaceAll(/cast\((\[\w+\]) as nvarchar\(60\)\) as \[\w+\]/g, '$1')).map((name) =>
    indexOf(table, name),
  );
  const conditions = [...sql.matchAll(/(?:\[source\]\.)?\[(\w+)\] (>=|<) @(\w+)/g)].map((match) => ({
    at: indexOf(table, match[1] ?? ''),
    below: match[2] === '<',
    value: parameters[match[3] ?? ''] ?? null,
    nullToo: sql.includes(`or [source].[${match[1] ?? ''}] is null`),
  }));
  const entity = /\[entity\] = N'(\w+)'/.exec(sql)?.[1];
  const kept = function* (): Generator<readonly Cell[]> {
    const order = [...(/order by (.+)$/.exec(sql)?.[1] ?? '').matchAll(/\[source\]\.\[(\w+)\]/g)].map((match) =>
      indexOf(table, match[1] ?? ''),
    );
    const rows = [...table.rows].filter(
      (row) =>
        (entity === undefined || row[indexOf(table, 'entity')] === entity) &&
        conditions.every(({ at, below, value, nullToo }) => {
          const cell = row[at] ?? null;
          if (cell === null) return nullToo;
          return below ? compare(cell, value) < 0 : compare(cell, value) >= 0;
        }),
    );
    rows.sort((a, b) => order.reduce((found, at) => (found === 0 ? compare(a[at] ?? null, b[at] ?? null) : found), 0));
    for (const row of rows) yield picked.map((at) => row[at] ?? null);
  };
  const columns = picked.map((at) => table.columns[at]).filter((column) => column !== undefined);
  return { kind: 'rows', columns, rows: kept() };
}

const indexOf = (table: SurveyTable, name: string): number => table.columns.findIndex((column) => column.name === name);

/** Null first, as SQL Server orders. */
function compare(a: Cell, b: Cell): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (Buffer.isBuffer(a) && Buffer.isBuffer(b)) return Buffer.compare(a, b);
  const [x, y] = [a, b].map((value) => (value instanceof Date ? value.getTime() : value)) as [number, number];
  return x < y ? -1 : x > y ? 1 : 0;
}
