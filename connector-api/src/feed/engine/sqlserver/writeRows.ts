/** Rows of a server as a file: streamed into the embedded engine, which writes them as it writes its own. */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type sql from 'mssql';
import type { Statement } from '../../../source/mssql/statement';
import { type RowCollector, streamRows } from '../../../source/mssql/streamRows';
import { numberReader, textReader } from '../../../source/mssql/wire/cellValues';
import type { Cells } from '../../../source/mssql/wire/cells';
import type { WireColumn } from '../../../source/mssql/wire/wireColumn';
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
    const options = {
      batchRows: chunkRows,
      idleMilliseconds,
      collector: (wires: readonly WireColumn[], codePages: readonly (string | undefined)[]) =>
        new ColumnCollector(columns.map(([, type], at) => valueReader(type, wires[at], codePages[at], at))),
    };
    for await (const { rows, values } of streamRows(pool, statement, options)) {
      if (rows === 0) continue;
      appender.append(rows, Object.fromEntries(columns.map(([name], at) => [name, values[at] ?? []])));
    }
    appender.close();
    await connection.run(copyStatement(set, 'held', format, target));
  } finally {
    connection.closeSync();
    instance.closeSync();
    await Promise.all([file, `${file}.wal`].map((each) => rm(each, { force: true })));
  }
}

type ReadValue = (cells: Cells) => Value;

function valueReader(
  type: CarriedType,
  column: WireColumn | undefined,
  codePage: string | undefined,
  at: number,
): ReadValue {
  if (column === undefined) throw new Error(`The result has no column ${String(at)}`);
  const isNull = ({ starts }: Cells): boolean => (starts[at] ?? -1) < 0;
  if (type === 'varchar') {
    const read = textReader(column, codePage);
    if (read === null) throw new Error(`Column ${column.name} came as ${column.type}, expected a text.`);
    return (cells) => (isNull(cells) ? null : read(cells.value(at)));
  }
  const read = numberReader(column);
  if (read === null) throw new Error(`Column ${column.name} came as ${column.type}, expected a number.`);
  return (cells) => {
    if (isNull(cells)) return null;
    const start = cells.starts[at] ?? 0;
    const value = read(cells.bytes, start, (cells.ends[at] ?? 0) - start);
    return type === 'boolean' ? value !== 0 : value;
  };
}

interface Columns {
  readonly rows: number;
  readonly values: readonly (readonly Value[])[];
}

class ColumnCollector implements RowCollector<Columns> {
  size = 0;
  private values: Value[][];

  constructor(private readonly readers: readonly ReadValue[]) {
    this.values = readers.map(() => []);
  }

  add(cells: Cells): void {
    this.readers.forEach((read, at) => this.values[at]?.push(read(cells)));
    this.size += 1;
  }

  take(): Columns {
    const taken = { rows: this.size, values: this.values };
    this.values = this.readers.map(() => []);
    this.size = 0;
    return taken;
  }
}
