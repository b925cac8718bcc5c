import { DuckDBInstance } from '@duckdb/node-api';
import path from 'node:path';
import {
  type PackedColumn,
  type PackedType,
  packerOf,
  valuesOf,
} from '../../../../connector-api/src/source/packedColumn';
import { ParquetPart } from '../../../../connector-api/src/staging/landing/parquetPart';
import { seededRandom } from '../../../../connector-api/src/source/sample/random';
import type { Value } from '../../../../connector-api/src/survey/entity';
import { temporaryFolders } from '../../support/temporaryFolder';

const folder = temporaryFolders();
const random = seededRandom(4);

const makers: Readonly<Record<PackedType, () => Value>> = {
  text: () =>
    ['', 'plain', 'Æblegrød 😀', ' blanks ', 'x'.repeat(Math.floor(random.next() * 500)), 'nul \u0000'][
      Math.floor(random.next() * 6)
    ] as string,
  number: () => [0, -0.5, 1e300, Math.floor(random.next() * 1e12)][Math.floor(random.next() * 4)] as number,
  boolean: () => random.next() < 0.5,
};

/** Columns that are full, sparse and nearly empty. */
const columns = (['text', 'number', 'boolean'] as const).flatMap((type) =>
  [0, 0.4, 0.999].map((nulls) => ({ name: `${type} ${String(nulls)}`, type, nulls })),
);

const packed = (type: PackedType, values: readonly Value[]): PackedColumn | null => {
  const packer = packerOf(type);
  for (const value of values) packer.add(value);
  return packer.take();
};

async function readBack(file: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const names = [...columns.map(({ name }) => `"${name}"`), '"never filled"'].join(', ');
    return (await connection.runAndReadAll(`select ${names} from '${file}'`)).getRows() as unknown[][];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

// Sizes around whole bytes of the presence bits, and pages of different sizes in one file.
it.each([[1], [7, 8, 9], [2048, 1, 2048, 333]])(
  'a file of batches with %p … rows is read as it was written',
  async (...sizes) => {
    const part = new ParquetPart([...columns.map(({ name, type }) => [name, type] as const), ['never filled', 'text']]);
    const expected: Value[][] = [];
    for (const size of sizes) {
      const values = columns.map(({ type, nulls }) =>
        Array.from({ length: size }, () => (random.next() < nulls ? null : makers[type]())),
      );
      const batch = columns.flatMap(({ name, type }, at) => {
        const column = packed(type, values[at] ?? []);
        return column === null ? [] : [[name, column] as const];
      });
      part.add(size, Object.fromEntries(batch));
      for (let row = 0; row < size; row += 1) expected.push([...values.map((column) => column[row] ?? null), null]);
    }
    const file = path.join(folder(), 'part.parquet');
    await part.write(file);
    expect(part.rows).toBe(expected.length);
    expect(await readBack(file)).toEqual(expected);
  },
);

it('a column of another type than the file holds is a defect that says so', () => {
  const part = new ParquetPart([['score', 'text']]);
  const column = packed('number', [1]);
  expect(() => part.add(1, column === null ? {} : { score: column })).toThrow(
    'Column score holds numbers, expected texts.',
  );
});

describe('a packed column', () => {
  it.each(columns)('gives back the values it was given ($name)', ({ type, nulls }) => {
    const values = Array.from({ length: 777 }, () => (random.next() < nulls ? null : makers[type]()));
    expect(valuesOf(packed(type, values) ?? undefined, values.length)).toEqual(values);
  });

  it.each([
    [['a', 'b c', null], true],
    [['a', ''], false],
    [['a', ' b'], false],
    [['a', 'b '], false],
  ] as const)('knows of %j that trimming is needed by none: %p', (values, tidy) => {
    expect(packed('text', values)?.tidy).toBe(tidy);
  });

  it('starts anew after it was taken', () => {
    const packer = packerOf('text');
    packer.add(' untidy');
    packer.add(null);
    packer.take();
    packer.add('x');
    expect(packer.take()).toMatchObject({ count: 1, present: null, tidy: true });
    expect(packer.take()).toBeNull();
  });

  it('refuses a value of another type', () => {
    expect(() => packerOf('text').add(7)).toThrow('A text column was given the number 7.');
    expect(() => packerOf('number').add('7')).toThrow('A number column was given the string 7.');
    expect(() => packerOf('boolean').add(1)).toThrow('A boolean column was given the number 1.');
  });
});
