/** Runs the statement of a page and gives its rows as JSON text. */
import type { DuckDBDataChunk, DuckDBTypeId } from '@duckdb/node-api';
import type { RowFormat } from '../../../odata/plan/fields';
import type { PiecePool, Pieces } from '../../../pieces';
import type { Statement } from '../../../sql';
import type { SnapshotReader } from '../snapshotReader';
import { ByteWriter } from './byteWriter';
import type { NumberedField } from './numberFields';
import { columnText } from './columnText';
import { type ColumnAt, RowWriter } from './rowWriter';
import type { VectorColumn } from './vectorColumn';

export interface RowShape {
  /** The fields of a row, by the columns of the statement. */
  readonly fields: readonly NumberedField[];
  readonly format: RowFormat;
}

export interface RowsText {
  /** JSON objects with commas between them. */
  readonly pieces: Pieces;
  /** Rows that the statement gave; those beyond `most` are not in the text. */
  readonly rows: number;
}

export interface RowsRequest {
  readonly statement: Statement;
  readonly shape: RowShape;
  /** Rows to write; infinite for all. */
  readonly most: number;
}

export async function readRows(
  reader: SnapshotReader,
  { statement, shape: { fields, format }, most }: RowsRequest,
  pool: PiecePool,
): Promise<RowsText> {
  const out = new ByteWriter(pool);
  let writer: RowWriter<VectorColumn> | null = null;
  let rows = 0;
  try {
    await reader.stream(statement, (chunk: DuckDBDataChunk, types: readonly DuckDBTypeId[]) => {
      writer ??= new RowWriter(fields, columnsOf(types), format);
      const written = Math.min(chunk.rowCount, most - rows);
      if (written > 0) {
        for (const column of writer.columns) column.load(chunk, written);
        writer.write(out, written);
      }
      rows += chunk.rowCount;
    });
  } catch (error) {
    out.pieces().release();
    throw error;
  }
  return { pieces: out.pieces(), rows };
}

const columnsOf =
  (types: readonly DuckDBTypeId[]): ColumnAt<VectorColumn> =>
  (index, type, numbersAsText) => {
    const stored = types[index];
    if (stored === undefined) throw new Error(`The result has no column ${String(index)}`);
    return columnText(index, type, stored, numbersAsText);
  };
