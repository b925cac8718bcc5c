/** Makes snapshots for the feed's tests: every table of the star, with the rows a test gives, in a folder of its own. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  starTables,
  storedTypes,
  type ColumnDefinition,
  type TableDefinition,
  type TableName,
} from '../../../connector-api/src/star';
import { starShape } from '../../../connector-api/src/star/starShape';
import type { FolderManifest } from '../../../connector-api/src/snapshot/types';

export type RowValues = Readonly<Record<string, string | number | boolean | null>>;
export type TableRows = Partial<Readonly<Record<TableName, readonly RowValues[]>>>;

/** A value for a column that a test does not name. */
function fallback({ nullable, type, acceptedValues, range }: ColumnDefinition): string | number | boolean | null {
  if (nullable) return null;
  if (acceptedValues !== undefined) return acceptedValues[0] ?? null;
  if (range !== undefined) return range[0];
  if (type === 'string') return 'x';
  if (type === 'boolean') return false;
  if (type === 'date') return '2026-01-01';
  if (type === 'dateTime') return '2026-01-01 00:00:00';
  return 0;
}

const literal = (value: string | number | boolean | null): string =>
  value === null ? 'NULL' : typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);

async function fill(folder: string, rows: TableRows): Promise<Record<TableName, { rows: number; hash: string }>> {
  const instance = await DuckDBInstance.create(path.join(folder, 'star.duckdb'));
  const connection = await instance.connect();
  const counts = {} as Record<TableName, { rows: number; hash: string }>;
  for (const table of starTables) {
    const columns = Object.entries(table.columns);
    const types = columns.map(
      ([name, { type, nullable }]) => `"${name}" ${storedTypes[type]}${nullable ? '' : ' NOT NULL'}`,
    );
    await connection.run(`CREATE TABLE "${table.name}" (${types.join(', ')})`);
    const given = rows[table.name] ?? [];
    const lines = given.map((row) => {
      checkNames(table, row);
      const values = columns.map(([name, definition]) =>
        literal(name in row ? (row[name] ?? null) : fallback(definition)),
      );
      return `(${values.join(', ')})`;
    });
    for (let at = 0; at < lines.length; at += 200) {
      await connection.run(`INSERT INTO "${table.name}" VALUES ${lines.slice(at, at + 200).join(', ')}`);
    }
    counts[table.name] = { rows: given.length, hash: `${table.name}-${String(given.length)}` };
  }
  connection.closeSync();
  instance.closeSync();
  return counts;
}

function checkNames(table: TableDefinition, row: RowValues): void {
  const unknown = Object.keys(row).filter((name) => !(name in table.columns));
  if (unknown.length > 0) throw new Error(`${table.name} has no ${unknown.join(', ')}`);
}

export const newDataFolder = (): string => mkdtempSync(path.join(tmpdir(), 'nps-feed-'));

/** Adds a snapshot with these rows to the data folder and makes it the current one; gives its id. */
export async function addSnapshot(dataFolder: string, rows: TableRows, number = 1): Promise<string> {
  const id = `${String(number).padStart(6, '0')}-test`;
  const folder = path.join(dataFolder, 'snapshots', id);
  mkdirSync(folder, { recursive: true });
  const tables = await fill(folder, rows);
  const manifest: FolderManifest = {
    snapshot: id,
    version: '0.0.0',
    shape: starShape(),
    recipe: 'test',
    patches: 0,
    dataAsOf: '2026-11-20T10:00:00.000Z',
    builtAt: '2026-11-20T11:00:00.000Z',
    timeZone: 'Europe/Copenhagen',
    source: 'test',
    rated: 0,
    excluded: {},
    quarantined: {},
    tables,
  };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(path.join(dataFolder, 'current'), `${id}\n`);
  return id;
}
