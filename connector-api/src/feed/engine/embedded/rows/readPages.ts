/** Runs one statement for several pages and gives the rows of each as JSON text. */
import { type DuckDBDataChunk, DuckDBTypeId } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { Key } from '../../../odata/plan/collectionPlan';
import type { RowFormat } from '../../../odata/plan/fields';
import { noPieces, type PiecePool, type Pieces } from '../../../pieces';
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
  /** Columns of the statement that hold a row's key; they are not written. Empty where pages follow another order. */
  readonly keys: readonly number[];
}

export interface RowsRequest {
  readonly statement: Statement;
  readonly shape: RowShape;
  /** Rows of a page; infinite for one page of all. */
  readonly pageRows: number;
  /** Rows of all pages; infinite for all that there are. */
  readonly most: number;
}

export interface RowsPage {
  /** JSON objects with commas between them. Whoever has the page gives it back. */
  readonly pieces: Pieces;
  readonly rows: number;
  /** The key of the last row; empty where there is no row, or rows have none. */
  readonly lastKey: Key;
  /** Whether the statement gave a row after the last of the page. */
  readonly more: boolean;
}

/** Takes one page after the other; the next one may be written meanwhile, and waits until this one is taken. Does not fail. */
export type TakePage = (page: RowsPage) => Promise<void>;

/** Hands over one page at least, be it without rows. @throws as `SnapshotReader.stream`. */
export async function readPages(
  reader: SnapshotReader,
  request: RowsRequest,
  pool: PiecePool,
  take: TakePage,
): Promise<void> {
  const pages = new PageWriter(request, pool, take);
  try {
    await reader.stream(request.statement, (chunk, types) => pages.add(chunk, types));
    await pages.end();
  } catch (error) {
    pages.release();
    throw error;
  }
}

class PageWriter {
  private writer: RowWriter<VectorColumn> | null = null;
  /** Null between two pages. */
  private out: ByteWriter | null = null;
  /** Rows of the page that is being written. */
  private rows = 0;
  /** Rows of all pages. */
  private written = 0;
  private lastKey: Key = [];
  private hasMore = false;

  constructor(
    private readonly request: RowsRequest,
    private readonly pool: PiecePool,
    private readonly take: TakePage,
  ) {}

  async add(chunk: DuckDBDataChunk, types: readonly DuckDBTypeId[]): Promise<void> {
    const { shape, pageRows, most } = this.request;
    this.writer ??= new RowWriter(shape.fields, columnsOf(types), shape.format);
    const { writer } = this;
    const count = Math.min(chunk.rowCount, most - this.written);
    this.hasMore ||= count < chunk.rowCount;
    for (const column of writer.columns) if (count > 0) column.load(chunk, count);
    for (let from = 0; from < count;) {
      if (this.rows === pageRows) await this.hand(true);
      const upTo = Math.min(count, from + pageRows - this.rows);
      this.out ??= new ByteWriter(this.pool);
      writer.write(this.out, upTo, from);
      this.rows += upTo - from;
      this.written += upTo - from;
      if (this.rows === pageRows || upTo === count) this.lastKey = keyAt(chunk, shape.keys, types, upTo - 1);
      from = upTo;
    }
  }

  async end(): Promise<void> {
    await this.hand(this.hasMore);
  }

  release(): void {
    this.out?.pieces().release();
  }

  private async hand(more: boolean): Promise<void> {
    const page = { pieces: this.out?.pieces() ?? noPieces, rows: this.rows, lastKey: this.lastKey, more };
    this.out = null;
    this.rows = 0;
    this.writer?.restart();
    await this.take(page);
  }
}

const keyBytes = 8;

function keyAt(chunk: DuckDBDataChunk, keys: readonly number[], types: readonly DuckDBTypeId[], row: number): Key {
  return keys.map((index) => {
    if (types[index] !== DuckDBTypeId.BIGINT) throw new Error(`Column ${String(index)} holds no key`);
    const vector = duckdb.data_chunk_get_vector(chunk.chunk, index);
    const { buffer, byteOffset } = duckdb.vector_get_data(vector, (row + 1) * keyBytes);
    return String(new DataView(buffer, byteOffset).getBigInt64(row * keyBytes, true));
  });
}

const columnsOf =
  (types: readonly DuckDBTypeId[]): ColumnAt<VectorColumn> =>
  (index, type, numbersAsText) => {
    const stored = types[index];
    if (stored === undefined) throw new Error(`The result has no column ${String(index)}`);
    return columnText(index, type, stored, numbersAsText);
  };
