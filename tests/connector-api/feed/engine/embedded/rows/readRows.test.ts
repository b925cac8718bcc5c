/** Rows as JSON, held against what the engine itself says of the same values. */
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { NumberedField } from '../../../../../../connector-api/src/feed/engine/embedded/rows/numberFields';
import { readRows } from '../../../../../../connector-api/src/feed/engine/embedded/rows/readRows';
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

/** The JSON text of one value per type, for each row of `from`. */
async function textsOf(
  types: readonly Type[],
  sql: string,
  format = { omitNulls: false, numbersAsText: false },
  pieceBytes = 4096,
): Promise<string> {
  const fields = types.map((type, column): NumberedField => ({ kind: 'value', name: type, column, type }));
  const { pieces } = await readRows(
    reader,
    { statement: { sql, values: [] }, shape: { fields, format }, most: Infinity },
    new PiecePool(pieceBytes, 4),
  );
  return `[${Buffer.concat(pieces.buffers).toString('utf8')}]`;
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
  const shape = { fields, format: { omitNulls: false, numbersAsText: false } };
  const { pieces, rows } = await readRows(
    reader,
    { statement: { sql, values: [] }, shape, most: 2 },
    new PiecePool(4096, 4),
  );
  expect(Buffer.concat(pieces.buffers).toString()).toBe('{"A":1,"M":{"B":"b","N":{}}},{"A":2,"M":null}');
  expect(rows).toBe(3);
});

it('uses pieces again once they are given back', async () => {
  const pool = new PiecePool(4096, 4);
  const shape = { fields: [], format: { omitNulls: false, numbersAsText: false } };
  const first = await readRows(reader, { statement: { sql: 'select 1', values: [] }, shape, most: 1 }, pool);
  const [memory] = first.pieces.buffers;
  first.pieces.release();
  expect(pool.take(10).buffer).toBe(memory?.buffer);
});
