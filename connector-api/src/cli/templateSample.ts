/** The sample that goes inside a template: the seeded sample in one language, built aside and read table by table. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { refresh } from '../snapshot/refresh';
import { openSnapshotStore } from '../snapshot/snapshotStore';
import { defaultSample, sampleSource } from '../source/sample/sampleSource';
import { star, unknownWords, type ColumnDefinition, type Language, type TableName } from '../star';
import { ConnectorError } from '../errors';
import type { Config } from './config';
import { refreshOptions } from './runRefresh';

type Row = Readonly<Record<string, unknown>>;

interface SampleTables {
  readonly readTable: (table: TableName) => Promise<readonly Row[]>;
  readonly manifest: Readonly<Record<string, unknown>>;
}

const asText = (name: string, { type }: ColumnDefinition): string => {
  const column = `"${name}"`;
  switch (type) {
    case 'date':
      return `CAST(${column} AS VARCHAR) AS ${column}`;
    case 'dateTime':
      return `strftime(${column}, '%Y-%m-%dT%H:%M:%S') AS ${column}`;
    case 'decimal':
      return `CAST(${column} AS DOUBLE) AS ${column}`;
    default:
      return column;
  }
};

/** The same seed, size and language give the same rows and the same manifest, whenever it is built. */
export async function templateSample(answers: number, language: Language, config: Config): Promise<SampleTables> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nps-template-sample-'));
  try {
    const source = sampleSource({ ...defaultSample, answers, language });
    await refresh(
      source,
      refreshOptions({ ...config, dataFolder: folder, unknownName: unknownWords[language] }, () => undefined, true),
    );
    const lease = openSnapshotStore(folder).current();
    if (lease === null) throw new ConnectorError('SNAPSHOT_MISSING', { target: folder });
    const instance = await DuckDBInstance.create(lease.databasePath, { access_mode: 'READ_ONLY' });
    const connection = await instance.connect();
    const tables = new Map<TableName, readonly Row[]>();
    try {
      for (const [name, { columns, key }] of Object.entries(star)) {
        const select = Object.entries(columns as Readonly<Record<string, ColumnDefinition>>).map(
          ([column, definition]) => asText(column, definition),
        );
        const order = key.map((column) => `"${column}"`).join(', ');
        const reader = await connection.runAndReadAll(`SELECT ${select.join(', ')} FROM "${name}" ORDER BY ${order}`);
        tables.set(name as TableName, reader.getRowObjectsJS() as Row[]);
      }
    } finally {
      connection.closeSync();
      instance.closeSync();
      lease.release();
    }
    const { version, dataAsOf, timeZone, source: name, rated } = lease.manifest;
    return {
      readTable: async (table) => tables.get(table) ?? [],
      manifest: { version, dataAsOf, timeZone, source: name, snapshot: 'sample', builtAt: dataAsOf, rated },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
