/** What the columns of a chunk have in common: the engine's memory and which values are null. */
import duckdb, { type Vector } from '@duckdb/node-bindings';
import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { RowBlock, RowColumn } from './rowWriter';

/** Each kind of column has a loop of its own: a loop that served all would call what it does not know. */
export abstract class VectorColumn implements RowColumn {
  validity: Uint8Array | null = null;
  abstract readonly width: number;

  constructor(protected readonly index: number) {}

  /** Turns to the rows of a chunk, which must live as long as they are written. */
  load(chunk: DuckDBDataChunk, rows: number): void {
    const vector = duckdb.data_chunk_get_vector(chunk.chunk, this.index);
    this.validity = duckdb.vector_get_validity(vector, Math.ceil(rows / 64) * 8) as Uint8Array | null;
    this.loadValues(vector, rows, chunk);
  }

  measure(_sizes: Int32Array, _first: number, _count: number): void {
    // Most values are as wide as `width` says.
  }

  abstract write(block: RowBlock, slots: Int32Array, count: number): void;

  protected abstract loadValues(vector: Vector, rows: number, chunk: DuckDBDataChunk): void;

  protected isNull(row: number): boolean {
    return this.validity !== null && ((this.validity[row >> 3] ?? 0) & (1 << (row & 7))) === 0;
  }
}

/** Values of `perRow` words each, as an array over the engine's memory. */
export const words = (vector: Vector, rows: number, perRow: number): Int32Array => {
  const data = duckdb.vector_get_data(vector, rows * perRow * 4);
  return new Int32Array(data.buffer, data.byteOffset, rows * perRow);
};
