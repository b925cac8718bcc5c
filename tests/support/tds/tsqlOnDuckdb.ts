/**
 * Runs the feed's T-SQL on DuckDB: what the two write differently is exchanged, word by word, and T-SQL's habits are
 * imitated where the feed has to work against them (null is the least value, LEN passes over blanks at the end). It
 * shows that the statements mean what they should, not that SQL Server takes them; padding with blanks and collations
 * are not imitated. What it does not know it refuses.
 */
import { DuckDBInstance, type DuckDBConnection, DuckDBTypeId } from '@duckdb/node-api';
import type { SqlRequest } from './clientMessage';
import { type Cell, type DataType, types } from './dataType';
import type { Reply } from './tdsServer';

/** T-SQL's functions as DuckDB macros. */
const macros = [
  `create macro ts_len(x) as length(rtrim(x, ' '))::bigint`,
  `create macro ts_charindex(part, x) as case when part = '' then 0 else strpos(x, part) end`,
  `create macro ts_left(x, n) as case when n < 0 then error('negative length') else left(x, n) end`,
  `create macro ts_microsecond(x) as (datepart('microsecond', x) % 1000000)::integer`,
];

/** Pieces that only T-SQL has, in the order in which they are exchanged; texts and names are not looked into. */
const words: readonly (readonly [RegExp, string])[] = [
  [/ collate \w+/g, ''],
  [/\bn?varchar\(\w+\)/g, 'varchar'],
  [/\bas float\)/g, 'as double)'],
  [/\bas bit\)/g, 'as boolean)'],
  [/\bdecimal\(38, 0\)/g, 'hugeint'],
  [/\bdatetime2\(\d\)/g, 'timestamp'],
  [/\btime\(6\)/g, 'time'],
  [/\bcount_big\(/g, 'count('],
  [/\bdatalength\(/g, 'strlen('],
  [/\bchar\(0\)/g, 'chr(0)'],
  [/\blen\(/g, 'ts_len('],
  [/\bcharindex\(/g, 'ts_charindex('],
  [/\bleft\(/g, 'ts_left('],
  [/\bdatepart\(microsecond, /g, 'ts_microsecond('],
  [/\bdatepart\((\w+), /g, "datepart('$1', "],
  [/@p(\d+)/g, '$$$1::varchar'],
  [/ offset (\d+) rows fetch next (\d+) rows only/g, ' limit $2 offset $1'],
  [/ offset (\d+) rows/g, ' offset $1'],
];

export function duckdbText(tsql: string): string {
  const texts: string[] = [];
  let sql = tsql
    .replaceAll(/\[star_kept\]\.\[(\w+)_\d{6}\]/g, '"$1"')
    .replaceAll(/N?('(?:[^']|'')*')/g, (_, text: string) => `'§${String(texts.push(text) - 1)}'`);
  sql = calls(sql, 'convert', convert);
  sql = calls(sql, 'hashbytes', ([, value]) => `unhex(sha256(${value ?? ''}))`);
  sql = joined(sql);
  for (const [from, to] of words) sql = sql.replaceAll(from, to);
  sql = tops(sql);
  return sql.replaceAll(/'§(\d+)'/g, (_, at: string) => texts[Number(at)] ?? '');
}

/** `convert` by its type and style, the few that are used. */
function convert([type, value = '', style]: readonly string[]): string {
  switch (`${type ?? ''} ${style ?? ''}`.trim()) {
    case 'varchar(10) 23':
      return `strftime(${value}, '%Y-%m-%d')`;
    case 'varchar(27) 126':
      return `strftime(${value}, '%Y-%m-%dT%H:%M:%S.%f')`;
    case 'varbinary(64) 2':
      return `unhex(${value})`;
    case 'varbinary(max)':
      return `encode(${value})`;
    case 'varchar(64) 2':
      return `hex(${value})`;
    default:
      throw new Error(`unknown convert(${type ?? ''}, …, ${style ?? ''})`);
  }
}

/** Replaces every call of a function, inner ones first. */
function calls(sql: string, name: string, write: (values: readonly string[]) => string): string {
  const at = sql.lastIndexOf(`${name}(`);
  if (at === -1) return sql;
  const end = closing(sql, at + name.length);
  const values = split(sql.slice(at + name.length + 1, end));
  return calls(sql.slice(0, at) + write(values) + sql.slice(end + 1), name, write);
}

/** Place of the parenthesis that closes the one at `open`; the length of the text where there is none. */
function closing(sql: string, open: number): number {
  let depth = 0;
  for (let at = open; at < sql.length; at += 1) {
    if (sql[at] === '(') depth += 1;
    if (sql[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return sql.length;
}

/** Place of the parenthesis that `close` closes. */
function opening(sql: string, close: number): number {
  let depth = 0;
  for (let at = close; at >= 0; at -= 1) {
    if (sql[at] === ')') depth += 1;
    if (sql[at] === '(') depth -= 1;
    if (depth === 0) return at;
  }
  return 0;
}

function split(list: string): readonly string[] {
  const values: string[] = [];
  let from = 0;
  for (let at = 0; at < list.length; at += 1) {
    if (list[at] === '(') at = closing(list, at);
    else if (list[at] === ',') {
      values.push(list.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...values, list.slice(from).trim()];
}

/** `+` between texts or bytes is `||`: told by the operand before it, or by the one after. */
function joined(sql: string): string {
  let text = sql;
  for (let at = text.indexOf(' + '); at !== -1; at = text.indexOf(' + ', at + 1)) {
    const kind = kindOf(before(text, at)) ?? kindOf(after(text, at + 3));
    if (kind === null) throw new Error(`what does + join in …${text.slice(Math.max(0, at - 80), at + 80)}…`);
    if (kind === 'text') text = `${text.slice(0, at)} || ${text.slice(at + 3)}`;
  }
  return text;
}

function before(sql: string, at: number): string {
  if (sql[at - 1] !== ')') return /('§\d+'|[\w.@"]+)$/.exec(sql.slice(0, at))?.[1] ?? '';
  const open = opening(sql, at - 1);
  const name = /[\w]*$/.exec(sql.slice(0, open))?.[0] ?? '';
  return sql.slice(open - name.length, at);
}

function after(sql: string, at: number): string {
  const rest = sql.slice(at);
  const [, name = ''] = /^(\w*)\(/.exec(rest) ?? [];
  if (rest.startsWith(`${name}(`)) return rest.slice(0, closing(rest, name.length) + 1);
  return /^('§\d+'|[\w.@"]+)/.exec(rest)?.[1] ?? '';
}

function kindOf(operand: string): 'text' | 'number' | null {
  if (/^'§/.test(operand) || /^(?:char|trim|translate|left|right|lower|substring|unhex|encode|sha256)\(/.test(operand))
    return 'text';
  if (/^[\d.]+$/.test(operand) || /^(?:datalength|len|charindex|count_big|sum)\(/.test(operand)) return 'number';
  if (operand.startsWith('cast(')) return / as (?:n?varchar\(\w+\))\)$/.test(operand) ? 'text' : 'number';
  if (!operand.startsWith('(')) return null;
  const inner = operand.slice(1, -1).trim();
  if (/ collate \w+$/.test(inner) || inner.includes(' || ')) return 'text';
  const [, branch] = /^case when .*? then (.*)$/.exec(inner) ?? [];
  return kindOf(branch === undefined ? after(inner, 0) : lastThen(inner));
}

/** The operand after the first `then` of the outermost case. */
function lastThen(inner: string): string {
  const flat = inner.replaceAll(/\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g, (group) => '~'.repeat(group.length));
  const at = flat.indexOf(' then ');
  return at === -1 ? '' : after(inner, at + 6);
}

/** `select top (n) … ` becomes `select … limit n`, at the end of its own query. */
function tops(sql: string): string {
  const found = /\bselect top \((\d+)\) /.exec(sql);
  if (found === null) return sql;
  const start = found.index;
  let end = sql.length;
  for (let at = start, depth = 0; at < sql.length; at += 1) {
    if (sql[at] === '(') depth += 1;
    if (sql[at] === ')') depth -= 1;
    if (depth < 0) {
      end = at;
      break;
    }
  }
  const body = sql.slice(start + found[0].length, end);
  return tops(`${sql.slice(0, start)}select ${body} limit ${found[1] ?? '0'}${sql.slice(end)}`);
}

const dataTypes: Partial<Readonly<Record<DuckDBTypeId, DataType>>> = {
  [DuckDBTypeId.VARCHAR]: types.nvarcharMax,
  [DuckDBTypeId.INTEGER]: types.int,
  [DuckDBTypeId.BIGINT]: types.bigint,
  [DuckDBTypeId.DOUBLE]: types.float,
  [DuckDBTypeId.BOOLEAN]: types.bit,
};

/** Days, instants and long numbers go as texts: they are only ever sorted by. */
const cell = (value: unknown): Cell =>
  value === null || ['string', 'number', 'bigint', 'boolean'].includes(typeof value) ? (value as Cell) : String(value);

export interface TsqlEngine {
  /** Statements run, as they came. */
  readonly statements: string[];
  answer(request: SqlRequest): Promise<Reply>;
  close(): void;
}

/** @param databasePath a star as the embedded engine holds it. */
export async function tsqlEngine(databasePath: string): Promise<TsqlEngine> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`attach '${databasePath}' as star (read_only)`);
  for (const macro of macros) await connection.run(macro);
  await connection.run(`set integer_division = true; set default_null_order = 'nulls_first_on_asc_last_on_desc'`);
  await connection.run(`set search_path = 'star,memory'`);
  const statements: string[] = [];
  let queue = Promise.resolve();
  return {
    statements,
    answer: (request) => {
      statements.push(request.sql);
      const answer = queue.then(() => run(connection, request));
      queue = answer.then(
        () => undefined,
        () => undefined,
      );
      return answer;
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function run(connection: DuckDBConnection, { sql, parameters }: SqlRequest): Promise<Reply> {
  try {
    const values = Object.values(parameters).map(String);
    const used = [...sql.matchAll(/@p(\d+)/g)].map((match) => Number(match[1]));
    const reader = await connection.runAndReadAll(duckdbText(sql), values.slice(0, Math.max(0, ...used)));
    const columns = reader.columnNames().map((name, at) => {
      return { name, type: dataTypes[reader.columnTypeId(at)] ?? types.nvarcharMax };
    });
    const rows = reader.getRows().map((row) => row.map(cell));
    const infinite = rows.some((row) => row.some((cell) => typeof cell === 'number' && !Number.isFinite(cell)));
    if (infinite) return { kind: 'error', error: { number: 8115, message: 'Arithmetic overflow error.' } };
    return { kind: 'rows', columns, rows };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isRange = /^(?:Out of Range|Conversion) Error|Overflow|out of range/i.test(message);
    return { kind: 'error', error: { number: isRange ? 8115 : 102, message: message.slice(0, 2000) } };
  }
}
