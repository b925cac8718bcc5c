/** Texts of a chunk: short ones lie in the vector itself, long ones are fetched many at a time. */
import duckdb, { type Vector } from '@duckdb/node-bindings';
import type { RowBlock } from './rowWriter';
import { longestString, stringLength, writeString } from './stringText';
import { VectorColumn, words } from './vectorColumn';

/** Texts of up to this many bytes lie in the vector itself, longer ones behind a pointer. */
const inlined = 12;

/** Bytes of the engine's value of a text: its length, then the text or its first bytes and the pointer. */
const valueBytes = 16;

/**
 * Texts no further apart than this are fetched together. Less than a page of memory, so that what lies between two texts is
 * on a page with one of them.
 */
const nearBytes = 1024;

/** Stretches in which another text is looked for, so that a text that many rows share is fetched once or little more. */
const searched = 8;

/** A stretch of the engine's memory with texts in it. */
interface Stretch {
  start: number;
  end: number;
  /** A row whose text starts it. */
  row: number;
}

export class StringText extends VectorColumn {
  readonly width = 0;
  private halves: Int32Array = new Int32Array();
  private bytes: Uint8Array = new Uint8Array();
  /** For each row with a long text: the stretch it lies in, and where. */
  private stretchOf = new Int32Array();
  private addresses = new Float64Array();
  private stretches: readonly Stretch[] = [];
  private memory: readonly Uint8Array[] = [];

  protected loadValues(vector: Vector, rows: number): void {
    this.halves = words(vector, rows, valueBytes / 4);
    this.bytes = new Uint8Array(this.halves.buffer, this.halves.byteOffset, this.halves.byteLength);
    if (this.stretchOf.length < rows) {
      this.stretchOf = new Int32Array(rows);
      this.addresses = new Float64Array(rows);
    }
    this.stretches = this.findStretches(rows);
    this.memory = this.stretches.map(({ start, end, row }) => {
      const { buffer, byteOffset } = this.bytes;
      return duckdb.get_data_from_pointer(buffer as ArrayBuffer, byteOffset + row * valueBytes + 8, end - start);
    });
  }

  override measure(sizes: Int32Array, first: number, count: number): void {
    for (let slot = 0; slot < count; slot += 1) {
      const row = first + slot;
      if (this.isNull(row)) continue;
      const length = this.lengthOf(row);
      sizes[slot] = (sizes[slot] ?? 0) + (length <= inlined ? longestString(length) : this.longLength(row, length));
    }
  }

  write({ bytes, first, ends }: RowBlock, slots: Int32Array, count: number): void {
    for (let index = 0; index < count; index += 1) {
      const slot = slots[index] ?? 0;
      const row = first + slot;
      const at = ends[slot] ?? 0;
      const length = this.lengthOf(row);
      if (length <= inlined) {
        const start = row * valueBytes + 4;
        ends[slot] = writeString(bytes, at, this.bytes, start, start + length);
      } else {
        const start = this.startOf(row);
        ends[slot] = writeString(bytes, at, this.memoryOf(row), start, start + length);
      }
    }
  }

  private lengthOf(row: number): number {
    return (this.halves[4 * row] ?? 0) >>> 0;
  }

  private longLength(row: number, length: number): number {
    const start = this.startOf(row);
    return stringLength(this.memoryOf(row), start, start + length);
  }

  private memoryOf(row: number): Uint8Array {
    return this.memory[this.stretchOf[row] ?? 0] ?? this.bytes;
  }

  private startOf(row: number): number {
    return (this.addresses[row] ?? 0) - (this.stretches[this.stretchOf[row] ?? 0]?.start ?? 0);
  }

  private findStretches(rows: number): readonly Stretch[] {
    const stretches: Stretch[] = [];
    let at = 0;
    for (let row = 0; row < rows; row += 1) {
      const length = this.lengthOf(row);
      if (length <= inlined || this.isNull(row)) continue;
      const low = (this.halves[4 * row + 2] ?? 0) >>> 0;
      const high = (this.halves[4 * row + 3] ?? 0) >>> 0;
      const start = high * 0x1_0000_0000 + low;
      at = findOrAdd(stretches, at, start, start + length, row);
      this.addresses[row] = start;
      this.stretchOf[row] = at;
    }
    return stretches;
  }
}

/** The place of the stretch that holds `start` to `end`; first looks at `last`. */
function findOrAdd(stretches: Stretch[], last: number, start: number, end: number, row: number): number {
  if (takes(stretches[last], start, end, row)) return last;
  const oldest = Math.max(0, stretches.length - searched);
  for (let at = stretches.length - 1; at >= oldest; at -= 1) {
    if (takes(stretches[at], start, end, row)) return at;
  }
  return stretches.push({ start, end, row }) - 1;
}

function takes(stretch: Stretch | undefined, start: number, end: number, row: number): boolean {
  if (stretch === undefined || start > stretch.end + nearBytes || end < stretch.start - nearBytes) return false;
  if (start < stretch.start) {
    stretch.start = start;
    stretch.row = row;
  }
  if (end > stretch.end) stretch.end = end;
  return true;
}
