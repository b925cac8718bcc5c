import sql from 'mssql';
import { valuesOf } from '../../../../connector-api/src/source/packedColumn';
import { streamRows } from '../../../../connector-api/src/source/mssql/streamRows';
import { type CellPacker, cellPacker } from '../../../../connector-api/src/source/mssql/wire/cellPacker';
import type { Cells } from '../../../../connector-api/src/source/mssql/wire/cells';
import { seededRandom } from '../../../../connector-api/src/source/sample/random';
import type { Value, ValueType } from '../../../../connector-api/src/survey/entity';
import {
  type Cell,
  char,
  datetime2,
  datetimeoffset,
  type DataType,
  decimal,
  nchar,
  nvarchar,
  types,
  varchar,
} from '../../../support/tds/dataType';
import { startTdsServer, type TdsServer } from '../../../support/tds/tdsServer';
import type { ResultColumn } from '../../../support/tds/token';

const random = seededRandom(19);
const whole = (below: number): number => Math.floor(random.next() * below);
const text = (alphabet: string, longest: number): string =>
  Array.from({ length: whole(longest) }, () => [...alphabet][whole([...alphabet].length)]).join('');
const instant = (): Date => new Date(Date.UTC(1995, 0, 1) + whole(30 * 365 * 86_400) * 1000 + whole(1000));

/** As ids, comments and names are: mostly plain, some not, blanks at both ends, and half a surrogate pair. */
const unicode = 'abc 0123456789 æøå ß 😀 漢 \n"';
const latin = 'abc 0123456789 æøå é § ';

/** Each server type an entity column may have, the value type it is read as, and what the driver's value then is. */
const asText = (value: unknown): Value => String(value);
const trimmed = (value: unknown): Value => String(value).replace(/ +$/, '');
const asNumber = (value: unknown): Value => Number(value);
const asInstant = (value: unknown): Value => (value as Date).getTime();
const asDay = (value: unknown): Value => Math.floor((value as Date).getTime() / 86_400_000);
const asBoolean = (value: unknown): Value => Number(value) !== 0;

interface Case {
  readonly type: DataType;
  readonly read: ValueType;
  readonly make: () => Cell;
  readonly expected: (driverValue: unknown) => Value;
}

const cases: readonly Case[] = [
  { type: nvarchar(200), read: 'text', make: () => text(unicode, 150), expected: asText },
  { type: types.nvarcharMax, read: 'text', make: () => text(unicode, 2500), expected: asText },
  { type: varchar(100), read: 'text', make: () => text(latin, 90), expected: asText },
  { type: varchar(20), read: 'text', make: () => text('abc', 20), expected: asText },
  { type: types.varcharMax, read: 'text', make: () => text(latin, 1500), expected: asText },
  { type: char(12), read: 'text', make: () => text(latin, 12), expected: trimmed },
  { type: nchar(12), read: 'text', make: () => text('abæ ', 12), expected: trimmed },
  { type: types.text, read: 'text', make: () => text(latin, 300), expected: asText },
  { type: types.ntext, read: 'text', make: () => text(unicode, 300), expected: asText },
  {
    type: types.uniqueidentifier,
    read: 'text',
    make: () => `6F9619FF-8B86-D011-B42D-${String(whole(1e9)).padStart(12, '0')}`,
    expected: asText,
  },
  { type: types.tinyint, read: 'text', make: () => whole(256), expected: asText },
  { type: types.smallint, read: 'number', make: () => whole(65_536) - 32_768, expected: asNumber },
  { type: types.int, read: 'text', make: () => whole(2 ** 32) - 2 ** 31, expected: asText },
  { type: types.int, read: 'boolean', make: () => whole(2), expected: asBoolean },
  { type: types.bigint, read: 'text', make: () => 9_007_199_254_740_993n * BigInt(whole(999)), expected: asText },
  { type: types.bigint, read: 'integer', make: () => BigInt(whole(2 ** 40)) * -1n, expected: asNumber },
  { type: types.float, read: 'number', make: () => (random.next() - 0.5) * 1e9, expected: asNumber },
  { type: types.float, read: 'text', make: () => whole(1000) / 8, expected: asText },
  { type: types.real, read: 'number', make: () => random.next(), expected: asNumber },
  { type: decimal(18, 2), read: 'money', make: () => (whole(1e9) - 5e8) / 100, expected: asNumber },
  { type: decimal(5, 4), read: 'number', make: () => whole(10_000) / 10_000, expected: asNumber },
  { type: types.money, read: 'money', make: () => (whole(2e15) - 1e15) / 10_000, expected: asNumber },
  { type: types.smallmoney, read: 'money', make: () => (whole(2e9) - 1e9) / 10_000, expected: asNumber },
  { type: types.bit, read: 'boolean', make: () => random.next() < 0.5, expected: asBoolean },
  { type: types.date, read: 'date', make: instant, expected: asDay },
  { type: types.datetime2, read: 'date', make: instant, expected: asDay },
  { type: types.date, read: 'instant', make: instant, expected: asInstant },
  { type: types.datetime, read: 'instant', make: instant, expected: asInstant },
  { type: types.smalldatetime, read: 'instant', make: instant, expected: asInstant },
  { type: datetime2(0), read: 'instant', make: instant, expected: asInstant },
  { type: datetime2(3), read: 'instant', make: instant, expected: asInstant },
  { type: datetime2(7), read: 'instant', make: instant, expected: asInstant },
  { type: datetimeoffset(7), read: 'instant', make: instant, expected: asInstant },
];

const columns: ResultColumn[] = cases.map(({ type }, at) => ({ name: `column ${String(at)}`, type }));
/** Rows with few nulls and rows with many, which the server sends in another form. */
const rows = Array.from({ length: 400 }, (_, row) =>
  cases.map(({ make }) => (random.next() < (row % 3 === 0 ? 0.6 : 0.1) ? null : make())),
);
const statement = { text: 'select everything', parameters: [] };

describe('rows taken from the wire', () => {
  let server: TdsServer;
  beforeAll(async () => {
    server = await startTdsServer({ answer: () => ({ kind: 'rows', columns, rows }) });
  });
  afterAll(() => server.close());

  const poolWith = (packetSize: number): Promise<sql.ConnectionPool> =>
    new sql.ConnectionPool({
      server: '127.0.0.1',
      port: server.port,
      user: 'reader',
      password: 'secret of the test',
      arrayRowMode: true,
      options: { encrypt: false, packetSize },
    } as unknown as sql.config).connect();

  async function readPacked(pool: sql.ConnectionPool, batchRows: number): Promise<Value[][]> {
    const stream = streamRows(pool, statement, {
      collector: (found, codePages) => {
        const packers = cases.map(({ read }, at): CellPacker => {
          const column = found[at];
          if (column === undefined) throw new Error('A column is missing.');
          return cellPacker(read, column, at, codePages[at]);
        });
        let size = 0;
        return {
          get size() {
            return size;
          },
          add: (cells: Cells) => {
            for (const packer of packers) packer.add(cells);
            size += 1;
          },
          take: () => {
            const taken = packers.map((packer) => valuesOf(packer.take() ?? undefined, size));
            const batch = Array.from({ length: size }, (_, row) => taken.map((values) => values[row] ?? null));
            size = 0;
            return batch;
          },
        };
      },
      batchRows,
      idleMilliseconds: 600_000,
    });
    const read: Value[][] = [];
    for await (const batch of stream) read.push(...batch);
    return read;
  }

  // The smallest packets cut rows, lengths and characters anywhere.
  it.each([512, 4096, 16_384])('are what the driver makes of them, in packets of %i bytes', async (packetSize) => {
    const pool = await poolWith(packetSize);
    try {
      const { recordset } = await pool.request().query<readonly unknown[]>(statement.text);
      const expected = recordset.map((row) =>
        cases.map(({ expected: convert }, at) => (row[at] === null ? null : convert(row[at]))),
      );
      expect(expected).toHaveLength(rows.length);
      expect(await readPacked(pool, 100)).toEqual(expected);
    } finally {
      await pool.close();
    }
  });

  it('leave the connection as it was for the driver', async () => {
    const pool = await poolWith(4096);
    try {
      await readPacked(pool, 64);
      const { recordset } = await pool.request().query(statement.text);
      expect(recordset).toHaveLength(rows.length);
      expect(server.connections()).toBe(1);
    } finally {
      await pool.close();
    }
  });
});

describe('texts that are out of the ordinary', () => {
  /** What comes of a column that holds these texts. */
  async function readTexts(type: DataType, texts: readonly string[]): Promise<Value[]> {
    const server = await startTdsServer({
      answer: () => ({ kind: 'rows', columns: [{ name: 'comment', type }], rows: texts.map((value) => [value]) }),
    });
    const pool = await new sql.ConnectionPool({
      server: '127.0.0.1',
      port: server.port,
      user: 'reader',
      password: 'secret of the test',
      options: { encrypt: false },
    }).connect();
    try {
      const read: Value[] = [];
      const stream = streamRows(pool, statement, {
        collector: ([column], [codePage]) => {
          if (column === undefined) throw new Error('A column is missing.');
          const packer = cellPacker('text', column, 0, codePage);
          let size = 0;
          return {
            get size() {
              return size;
            },
            add: (cells: Cells) => {
              packer.add(cells);
              size += 1;
            },
            take: () => valuesOf(packer.take() ?? undefined, size),
          };
        },
        batchRows: 100,
        idleMilliseconds: 600_000,
      });
      for await (const values of stream) read.push(...values);
      return read;
    } finally {
      await pool.close();
      await server.close();
    }
  }

  it('an unpaired surrogate becomes the character for "unknown", as valid UTF-8', async () => {
    expect(await readTexts(nvarchar(20), ['half \ud83d pair', 'whole 😀'])).toEqual(['half \ufffd pair', 'whole 😀']);
  });

  it('a text of hundreds of packets comes whole, and so does the row behind it', async () => {
    const long = 'Æblegrød og '.repeat(60_000);
    expect(await readTexts(types.nvarcharMax, ['before', long, 'behind'])).toEqual(['before', long, 'behind']);
  });
});
