/** Finds the values of one ROW or NBCROW token without reading them ([MS-TDS] 2.2.7.19, 2.2.7.13). */
import type { Framing, WireColumn } from './wireColumn';

export const rowToken = 0xd1;
/** A row whose nulls are a bitmap before its values. */
export const compressedRowToken = 0xd2;

/** Where the values of the row found last lie. */
export class Cells {
  bytes: Buffer = Buffer.alloc(0);
  /** First byte of each value; -1 for null. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Where the row ends. */
  end = 0;
  private readonly framings: readonly Framing[];

  constructor(columns: readonly WireColumn[]) {
    this.framings = columns.map(({ framing }) => framing);
    this.starts = new Int32Array(columns.length);
    this.ends = new Int32Array(columns.length);
  }

  /** Finds the row whose token stands at `at`; false where it is not all there. */
  find(bytes: Buffer, at: number): boolean {
    const { framings, starts, ends } = this;
    this.bytes = bytes;
    const nulls = bytes[at] === compressedRowToken ? at + 1 : -1;
    let place = nulls < 0 ? at + 1 : nulls + ((framings.length + 7) >> 3);
    for (let column = 0; column < framings.length; column += 1) {
      if (nulls >= 0 && (((bytes[nulls + (column >> 3)] ?? 0) >> (column & 7)) & 1) === 1) {
        starts[column] = -1;
        continue;
      }
      if (place >= bytes.length) return false;
      const framing = framings[column] as Framing;
      switch (framing.kind) {
        case 'byte': {
          const length = bytes[place] as number;
          starts[column] = length === 0 ? -1 : place + 1;
          place += 1 + length;
          ends[column] = place;
          break;
        }
        case 'short': {
          const length = (bytes[place] as number) | ((bytes[place + 1] ?? 0) << 8);
          starts[column] = length === 0xffff ? -1 : place + 2;
          place += length === 0xffff ? 2 : 2 + length;
          ends[column] = place;
          break;
        }
        case 'fixed':
          starts[column] = place;
          place += framing.bytes;
          ends[column] = place;
          break;
        case 'chunks':
          place = this.findChunks(column, place);
          break;
        case 'pointer':
          place = this.findBehindPointer(column, place);
      }
    }
    this.end = place;
    return place <= bytes.length;
  }

  /** The bytes of a value; those of a value in chunks are put together. */
  value(column: number): Buffer {
    const { bytes, starts, ends, framings } = this;
    const [start, end] = [starts[column] ?? 0, ends[column] ?? 0];
    if (framings[column]?.kind !== 'chunks') return bytes.subarray(start, end);
    const chunks: Buffer[] = [];
    for (let place = start; ;) {
      const length = bytes.readUInt32LE(place);
      if (length === 0) return Buffer.concat(chunks);
      chunks.push(bytes.subarray(place + 4, place + 4 + length));
      place += 4 + length;
    }
  }

  /** A value in chunks starts with its first chunk's length and ends behind the empty chunk. */
  private findChunks(column: number, at: number): number {
    const { bytes, starts, ends } = this;
    const behind = bytes.length + 1;
    if (at + 8 > bytes.length) return behind;
    let place = at + 8;
    if (bytes.readUInt32LE(at) === 0xffffffff && bytes.readUInt32LE(at + 4) === 0xffffffff) {
      starts[column] = -1;
      return place;
    }
    starts[column] = place;
    for (;;) {
      if (place + 4 > bytes.length) return behind;
      const length = bytes.readUInt32LE(place);
      place += 4 + length;
      if (length === 0) break;
    }
    ends[column] = place;
    return place;
  }

  private findBehindPointer(column: number, at: number): number {
    const { bytes, starts, ends } = this;
    const pointer = bytes[at] ?? 0;
    if (pointer === 0) {
      starts[column] = -1;
      return at + 1;
    }
    const timestamp = 8;
    const lengthAt = at + 1 + pointer + timestamp;
    if (lengthAt + 4 > bytes.length) return bytes.length + 1;
    starts[column] = lengthAt + 4;
    ends[column] = lengthAt + 4 + bytes.readUInt32LE(lengthAt);
    return ends[column];
  }
}
