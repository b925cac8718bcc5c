/** Rows as JSON, held against what the engine itself says of the same values. */
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { NumberedField } from '../../../../../../connector-api/src/feed/engine/embedded/rows/numberFields';
import {
  readPages,
  type RowsPage,
  type RowsRequest,
} from '../../../../../../connector-api/src/feed/engine/embedded/rows/readPages';
import { PiecePool } from '../../../../../../connector-api/src/feed/pieces';
import { SnapshotReader } from '../../../../../../connector-api/src/feed/engine/embedded/snapshotReader';
import { temporaryFolders } from '../../../../support/temporaryFolder';

type Type = (NumberedField & { kind: 'value' })['type'];

const folder = temporaryFolders();
let reader: SnapshotReader;

beforeAll(async () => {
  const file = path.join(folder(), 'values.duckdb');
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run('select setseed(0.5)');
  await connection.run(`create table random_values as select i,
      case when random() < 0.9 then ((random() - 0.5) * 2 ** (1 + floor(random() * 32)))::integer end as int32,
      case when random() < 0.9 then ((random() - 0.5) * 2 ** (1 + floor(random() * 63)))::bigint end as int64,
      case when random() < 0.3 then round(random() * 100, 1) when random() < 0.6 then (random() - 0.5) * 10 ** floor(random() * 40 - 20) end as double,
      case when random() < 0.9 then round((random() - 0.5) * 1e9, 2)::decimal(18, 2) end as decimal,
      case when random() < 0.9 then random() < 0.5 end as boolean,
      case when random() < 0.9 then date '1600-01-01' + floor(random() * 300000)::integer end as date,
      case when random() < 0.9 then timestamp '1900-01-01' + to_microseconds(floor(random() * 6e15)::bigint) when random() < 0.5 then timestamp '2026-01-31 08:30:00' end as "dateTime",
      case when random() < 0.9 then list_aggregate(list_transform(range(floor(random() * 40)::bigint + (i % 1)), x -> ['a', 'æ', '"', chr(92), chr(10), chr(7), '€', '😀', ' ', chr(127)][1 + floor(random() * 10)::integer]), 'string_agg', '') end as string
    from range(9000) t(i)`);
  connection.closeSync();
  instance.closeSync();
  const limits = { connections: 1, threads: 2, memoryMb: 128, timeoutSeconds: 60, spillFolder: path.dirname(file) };
  reader = await SnapshotReader.open(file, 'test', limits);
});
afterAll(() => reader.close());

/** The pages of a statement, in the order in which they are handed over. */
async function pagesOf(request: RowsRequest, pool: PiecePool): Promise<readonly RowsPage[]> {
  const pages: RowsPage[] = [];
  await readPages(reader, request, pool, (page) => {
    pages.push(page);
    return Promise.resolve();
  });
  return pages;
}

const textOf = ({ pieces }: RowsPage): string => Buffer.concat(pieces.buffers).toString('utf8');

/** The JSON text of one value per type, for each row of `from`. */
async function textsOf(
  types: readonly Type[],
  sql: string,
  format = { omitNulls: false, numbersAsText: false },
  pieceBytes = 4096,
): Promise<string> {
  const fields = types.map((type, column): NumberedField => ({ kind: 'value', name: type, column, type }));
  const pages = await pagesOf(
    { statement: { sql, values: [] }, shape: { fields, format, keys: [] }, pageRows: Infinity, most: Infinity },
    new PiecePool(pieceBytes, 4),
  );
  return `[${pages.map(textOf).join('')}]`;
}

const engineText: Readonly<Partial<Record<Type, string>>> = {
  int32: 'int32::varchar',
  int64: 'int64::varchar',
  decimal: 'decimal::varchar',
  boolean: 'boolean::varchar',
  string: 'to_json(string)::varchar',
  date: `'"' || date::varchar || '"'`,
  dateTime: `case when microsecond("dateTime") % 1000000 = 0 then strftime("dateTime", '"%Y-%m-%dT%H:%M:%SZ"') else rtrim(strftime("dateTime", '"%Y-%m-%dT%H:%M:%S.%f'), '0') || 'Z"' end`,
};

it.each(Object.entries(engineText))('writes %s as the engine would, byte for byte', async (type, sql) => {
  const expected = await reader.rows({
    sql: `select string_agg('{"${type}":' || coalesce(${sql}, 'null') || '}', ',' order by i) as t from random_values`,
    values: [],
  });
  const found = await textsOf([type as Type], `select "${type}" from random_values order by i`);
  expect(found).toBe(`[${String(expected[0]?.['t'])}]`);
});

it('writes doubles as the shortest text that reads back as the same number', async () => {
  const rows = await reader.rows({ sql: 'select double from random_values order by i', values: [] });
  const text = await textsOf(['double'], 'select double from random_values order by i');
  expect(text).toBe(JSON.stringify(rows));
});

it.each([
  ['double', "'nan'::double", '"NaN"'],
  ['double', "'inf'::double", '"INF"'],
  ['double', "'-inf'::double", '"-INF"'],
  ['double', '0.1::double + 0.2::double', '0.30000000000000004'],
  ['double', '-0.5::double', '-0.5'],
  ['double', '123456789.5::double', '123456789.5'],
  ['double', '0.05::double', '0.05'],
  ['int32', '-2147483648', '-2147483648'],
  ['int64', '9223372036854775807', '9223372036854775807'],
  ['int64', '(-9223372036854775807)::bigint', '-9223372036854775807'],
  ['int64', '9007199254740992', '9007199254740992'],
  ['int64', '-4294967296', '-4294967296'],
  ['int64', 'sum(9223372036854775807)', '9223372036854775807'],
  ['decimal', 'sum(12.50::decimal(18, 2))', '12.50'],
  ['dateTime', "timestamp '9999-12-31 23:59:59.999999'", '"9999-12-31T23:59:59.999999Z"'],
  ['dateTime', "timestamp '0001-01-01 00:00:00'", '"0001-01-01T00:00:00Z"'],
  ['dateTime', "timestamp '1969-12-31 23:59:59.5'", '"1969-12-31T23:59:59.5Z"'],
  ['date', "date '2000-02-29'", '"2000-02-29"'],
  ['string', 'chr(0)', '"\\u0000"'],
] as const)('writes the %s %s as %s', async (type, sql, expected) => {
  expect(await textsOf([type], `select ${sql}`)).toBe(`[{"${type}":${expected}}]`);
});

it('writes texts of any length, whatever the piece of memory holds', async () => {
  for (const length of [11, 12, 13, 4095, 4096, 100_000]) {
    const text = await textsOf(['string', 'int32'], `select repeat('"', ${String(length)}), 7 from range(3)`);
    expect(JSON.parse(text)).toEqual(Array.from({ length: 3 }, () => ({ string: '"'.repeat(length), int32: 7 })));
  }
});

it('gives a text that rows share to each of them', async () => {
  const text = await textsOf(
    ['string'],
    `select ['a text of more than twelve bytes', 'another such text of bytes'][1 + (i % 2)::integer] from range(5000) t(i)`,
  );
  const values = (JSON.parse(text) as { string: string }[]).map(({ string }) => string);
  expect(values.filter((value) => value === 'a text of more than twelve bytes')).toHaveLength(2500);
  expect(values[4999]).toBe('another such text of bytes');
});

it('leaves nulls out where that is preferred, and writes wide numbers as texts where that is', async () => {
  const format = { omitNulls: true, numbersAsText: true };
  const text = await textsOf(
    ['int32', 'int64', 'decimal', 'string'],
    `select * from (values (1, 2::bigint, 3.5::decimal(18, 2), 'x'), (null, null, null, null), (null, 5, null, 'y'))`,
    format,
  );
  expect(text).toBe('[{"int32":1,"int64":"2","decimal":"3.50","string":"x"},{},{"int64":"5","string":"y"}]');
});

it('nests members, null where there is none', async () => {
  const fields: readonly NumberedField[] = [
    { kind: 'value', name: 'A', column: 0, type: 'int32' },
    {
      kind: 'member',
      name: 'M',
      column: 1,
      fields: [
        { kind: 'value', name: 'B', column: 2, type: 'string' },
        { kind: 'member', name: 'N', column: 3, fields: [] },
      ],
    },
  ];
  const sql = `select * from (values (1, 1, 'b', 1), (2, null, null, null), (3, 1, null, null)) t(a, m, b, n) order by a`;
  const shape = { fields, format: { omitNulls: false, numbersAsText: false }, keys: [] };
  const request = { statement: { sql, values: [] }, shape, pageRows: 2, most: 2 };
  const [page, ...others] = await pagesOf(request, new PiecePool(4096, 4));
  expect(textOf(page as RowsPage)).toBe('{"A":1,"M":{"B":"b","N":{}}},{"A":2,"M":null}');
  expect(page).toMatchObject({ rows: 2, more: true });
  expect(others).toEqual([]);
});

describe('pages of one statement', () => {
  const fields: readonly NumberedField[] = [{ kind: 'value', name: 'n', column: 0, type: 'int64' }];
  const shape = { fields, format: { omitNulls: false, numbersAsText: false }, keys: [1] };
  const pagesOfRows = (rows: number, pageRows: number, most = Infinity) =>
    pagesOf(
      {
        statement: {
          sql: `select i * 7 as n, i * 3 - 10 as k from range(${String(rows)}) t(i) order by i`,
          values: [],
        },
        shape,
        pageRows,
        most,
      },
      new PiecePool(4096, 4),
    );

  it.each([
    [0, 1000, Infinity],
    [1, 1000, Infinity],
    [999, 1000, Infinity],
    [1000, 1000, Infinity],
    [1001, 1000, Infinity],
    [9000, 1000, Infinity],
    [9000, 2048, Infinity],
    [9000, 7, Infinity],
    [9000, 1, 50],
    [9000, 1000, 2500],
    [9000, 1000, 3000],
    [5000, 5000, 5000],
  ])('cut %d rows into pages of %d, %d at most', async (rows, pageRows, most) => {
    const pages = await pagesOfRows(rows, pageRows, most);
    const expected = Array.from({ length: Math.min(rows, most) }, (_, i) => ({ n: i * 7 }));
    const sizes = pages.map((page) => page.rows);
    expect(pages.map((page) => JSON.parse(`[${textOf(page)}]`) as unknown[]).map(({ length }) => length)).toEqual(
      sizes,
    );
    expect(pages.flatMap((page) => JSON.parse(`[${textOf(page)}]`) as unknown[])).toEqual(expected);
    expect(sizes.slice(0, -1).every((size) => size === pageRows)).toBe(true);
    let before = 0;
    for (const [index, page] of pages.entries()) {
      before += page.rows;
      expect(page.lastKey).toEqual(before === 0 ? [] : [String((before - 1) * 3 - 10)]);
      expect(page.more).toBe(index < pages.length - 1 || before < rows);
    }
    expect(pages.length).toBe(Math.max(1, Math.ceil(expected.length / pageRows)));
  });

  it('are written no further than they are taken', async () => {
    let taken = 0;
    let isOver = false;
    let goOn = (): void => undefined;
    const statement = { sql: 'select i as n, i as k from range(100000) t(i)', values: [] };
    const over = readPages(reader, { statement, shape, pageRows: 1000, most: Infinity }, new PiecePool(4096, 4), () => {
      taken += 1;
      return new Promise((resolve) => (goOn = resolve));
    }).then(() => (isOver = true));
    while (taken === 0) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([taken, isOver]).toEqual([1, false]);
    while (!isOver) {
      goOn();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await over;
    expect(taken).toBe(100);
  });
});

it('uses pieces again once they are given back', async () => {
  const pool = new PiecePool(4096, 4);
  const shape = { fields: [], format: { omitNulls: false, numbersAsText: false }, keys: [] };
  const request = { statement: { sql: 'select 1', values: [] }, shape, pageRows: 1, most: 1 };
  const [first] = await pagesOf(request, pool);
  const [memory] = first?.pieces.buffers ?? [];
  first?.pieces.release();
  expect(pool.take(10).buffer).toBe(memory?.buffer);
});
