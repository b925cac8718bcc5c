/** Every data test of a whole star fails when its fault is planted in a star that passes all of them. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { openSnapshotStore } from '../../../connector-api/src/snapshot/snapshotStore';
import { attachStar } from '../../../connector-api/src/snapshot/starDatabase';
import { testStar } from '../../../connector-api/src/snapshot/testStar';
import { defaultSample, sampleSource } from '../../../connector-api/src/source/sample/sampleSource';
import { type ColumnDefinition, starTables, type TableDefinition } from '../../../connector-api/src/star';
import { refreshInto } from '../support/refreshInto';
import { temporaryFolders } from '../support/temporaryFolder';

const folder = temporaryFolders();

interface Fault {
  /** The test that finds it. */
  readonly test: string;
  readonly plant: string;
}

const place = (table: TableDefinition): string => `star_build.main."${table.name}"`;
const lastRow = (table: TableDefinition): string => `rowid = (select max(rowid) from ${place(table)})`;
const setLast = (table: TableDefinition, column: string, value: string): string =>
  `update ${place(table)} set "${column}" = ${value} where ${lastRow(table)}`;

function faultsOf(table: TableDefinition): Fault[] {
  const { name, key, unique = [] } = table;
  const keyList = key.map((column) => `"${column}" desc`).join(', ');
  return [
    {
      test: `${name}.${key.join('+')} unique`,
      plant: `insert into ${place(table)} from ${place(table)} where ${lastRow(table)}`,
    },
    {
      test: `${name} in the order of ${key.join('+')}`,
      plant: `create or replace table ${place(table)} as from ${place(table)} order by ${keyList}`,
    },
    ...unique.map((columns) => ({
      test: `${name}.${columns.join('+')} unique`,
      plant: `update ${place(table)} set ${columns.map((column) => `"${column}" = (select "${column}" from ${place(table)} where "${column}" is not null limit 1)`).join(', ')}`,
    })),
    ...Object.entries(table.columns).flatMap(([column, definition]) => faultsOfColumn(table, column, definition)),
    ...(table.kind === 'dimension' && table.unknownMember !== false
      ? [{ test: `${name} has the unknown member`, plant: `delete from ${place(table)} where "${key[0] ?? ''}" = 0` }]
      : []),
  ];
}

function faultsOfColumn(table: TableDefinition, column: string, definition: ColumnDefinition): Fault[] {
  const faults: Fault[] = [];
  const fault = (rule: string, value: string): void => {
    faults.push({ test: `${table.name}.${column} ${rule}`, plant: setLast(table, column, value) });
  };
  if (!definition.nullable) fault('not null', 'null');
  if (definition.acceptedValues !== undefined)
    fault('accepted values', definition.type === 'string' ? `'neither'` : '-7');
  if (definition.range !== undefined) fault('range', String(definition.range[1] + 1));
  if (definition.reference !== undefined) fault(`references ${definition.reference.table}`, '2147483647');
  return faults;
}

let connection: DuckDBConnection;

beforeAll(async () => {
  const dataFolder = folder();
  await refreshInto(dataFolder, sampleSource({ ...defaultSample, answers: 60 }));
  const lease = openSnapshotStore(dataFolder).current();
  if (lease === null) throw new Error('There is no snapshot.');
  connection = await (await DuckDBInstance.create(':memory:')).connect();
  await attachStar(connection, lease.databasePath);
  lease.release();
});

const faults = starTables.flatMap(faultsOf);

it('passes the star of the sample, each table of which has rows to plant a fault in', async () => {
  expect(await testStar(connection)).toBe(faults.length);
  for (const table of starTables) {
    const rows = await connection.runAndReadAll(`select count(*) from ${place(table)}`);
    expect([table.name, Number(rows.getRows()[0]?.[0]) > 1]).toEqual([table.name, true]);
  }
});

it.each(faults.map(({ test, plant }) => [test, plant]))('finds a row that breaks "%s"', async (test, plant) => {
  await connection.run('begin transaction');
  try {
    await connection.run(plant);
    await expect(testStar(connection)).rejects.toMatchObject({ code: 'DATA_TEST_FAILED', facts: { target: test } });
  } finally {
    await connection.run('rollback');
  }
});
