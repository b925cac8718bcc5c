/** Appends batches to a DuckDB table column by column, in chunks of the engine's own size. */
import {
  BOOLEAN,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  DOUBLE,
  VARCHAR,
} from '@duckdb/node-api';
import type { Value } from '../survey/entity';

/** DuckDB's vector size: no chunk may be longer. */
export const chunkRows = 2048;

export type CarriedType = 'varchar' | 'double' | 'boolean';

const logicalTypes = { varchar: VARCHAR, double: DOUBLE, boolean: BOOLEAN } as const;

export class ChunkAppender {
  private readonly types: readonly CarriedType[];

  private constructor(
    private readonly appender: DuckDBAppender,
    private readonly columns: ReadonlyArray<readonly [name: string, type: CarriedType]>,
  ) {
    this.types = columns.map(([, type]) => type);
  }

  /** @param columns every column of the table, in its order. */
  static async open(
    connection: DuckDBConnection,
    table: { readonly name: string; readonly schema?: string; readonly catalog?: string },
    columns: ReadonlyArray<readonly [name: string, type: CarriedType]>,
  ): Promise<ChunkAppender> {
    const appender = await connection.createAppender(table.name, table.schema ?? null, table.catalog ?? null);
    return new ChunkAppender(appender, columns);
  }

  /** Columns that are not named are null. A column of the wrong length is a defect and throws. */
  append(rows: number, values: Readonly<Record<string, readonly Value[]>>): void {
    for (let start = 0; start < rows; start += chunkRows) {
      const length = Math.min(chunkRows, rows - start);
      const chunk = DuckDBDataChunk.create(
        this.types.map((type) => logicalTypes[type]),
        length,
      );
      this.columns.forEach(([name], index) => {
        const column = values[name];
        if (column !== undefined && column.length !== rows) {
          throw new RangeError(`Column ${name} holds ${String(column.length)} values, expected ${String(rows)}.`);
        }
        const part =
          column === undefined
            ? new Array<null>(length).fill(null)
            : rows === length
              ? column
              : column.slice(start, start + length);
        chunk.setColumnValues(index, part);
      });
      this.appender.appendDataChunk(chunk);
    }
  }

  close(): void {
    this.appender.flushSync();
    this.appender.closeSync();
  }
}
