/** Rows of a server as a file: streamed into the embedded engine, which writes them as it writes its own. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type sql from 'mssql';
import type { Statement } from '../../../source/mssql/statement';
import { streamRows } from '../../../source/mssql/streamRows';
import { type CarriedType, ChunkAppender, chunkRows } from '../../../staging/chunkAppender';
import type { ColumnType } from '../../../star';
import type { Value } from '../../../survey/entity';
import type { EntitySet } from '../../entityModel';
import { quoteName } from '../../sql';
import { copyStatement, type FileFormat } from '../../tableFile';

/** Where rows wait for their file, and what the engine may use meanwhile. */
export interface Spill {
  readonly folder: string;
  readonly memoryMb: number;
  readonly threads: number;
  /** Longest wait for a row, milliseconds. */
  readonly idleMilliseconds: number;
}

export interface RowsFile {
  readonly set: EntitySet;
  readonly format: FileFormat;
  readonly target: string;
}

const carriedTypes: Readonly<Record<ColumnType, CarriedType>> = {
  int32: 'double',
  int64: 'varchar',
  double: 'double',
  decimal: 'varchar',
  string: 'varchar',
  boolean: 'boolean',
  date: 'varchar',
  dateTime: 'varchar',
};

/** @param statement gives the set's columns in their order, in key order of rows. */
export async function writeRows(
  pool: sql.ConnectionPool,
  statement: Statement,
  { set, format, target }: RowsFile,
  { folder, memoryMb, threads, idleMilliseconds }: Spill,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${randomUUID()}.duckdb`);
  const instance = await DuckDBInstance.create(file, {
    threads: String(threads),
    memory_limit: `${String(memoryMb)}MB`,
    temp_directory: folder,
  });
  const connection = await instance.connect();
  try {
    const columns = [...set.properties.values()].map(
      ({ name, definition }) => [name, carriedTypes[definition.type]] as const,
    );
    const list = columns.map(([name, type]) => `${quoteName(name)} ${type}`).join(', ');
    await connection.run(`create table held (${list})`);
    const appender = await ChunkAppender.open(connection, { name: 'held' }, columns);
    const options = { batchRows: chunkRows, idleMilliseconds };
    for await (const rows of streamRows(pool, statement, new RowCollector(), options)) {
      if (rows.length === 0) continue;
      const values = columns.map(([name], at) => [name, rows.map((row) => (row[at] ?? null) as Value)] as const);
      appender.append(rows.length, Object.fromEntries(values));
    }
    appender.close();
    await connection.run(copyStatement(set, 'held', format, target));
  } finally {
    connection.closeSync();
    instance.closeSync();
    await Promise.all([file, `${file}.wal`].map((each) => rm(each, { force: true })));
  }
}

class RowCollector {
  private rows: (readonly unknown[])[] = [];

  get size(): number {
    return this.rows.length;
  }

  add(row: readonly unknown[]): void {
    this.rows.push(row);
  }

  take(): readonly (readonly unknown[])[] {
    const taken = this.rows;
    this.rows = [];
    return taken;
  }
}
