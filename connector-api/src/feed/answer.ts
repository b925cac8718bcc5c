/** Finished answers: bytes at hand or in a file, sent any number of times, whole, in part or within a frame. */
import { type FileHandle, open } from 'node:fs/promises';
import type { PiecePool } from './pieces';

/** Bytes `start` to `end`, both inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A finished answer that can be sent any number of times, whole or in part. */
export interface Answer {
  readonly size: number;
  /** What its maker wanted to be kept with it. */
  readonly note?: string;
  /** The bytes piece by piece; a piece holds until the next one is asked for. Everything where no range is given. */
  pieces(range?: ByteRange): AsyncIterable<Buffer>;
}

/** What is sent before and after an answer, without being kept with it. */
export interface Frame {
  readonly before: string | Buffer;
  readonly after: string | Buffer;
}

export const bytesOf = (part: string | Buffer): Buffer => (typeof part === 'string' ? Buffer.from(part) : part);

/** The answer within a frame. */
export function framed(inner: Answer, { before, after }: Frame): Answer {
  const parts = [inMemory(bytesOf(before)), inner, inMemory(bytesOf(after))].filter(({ size }) => size > 0);
  return {
    size: parts.reduce((sum, { size }) => sum + size, 0),
    async *pieces(range) {
      let start = range?.start ?? 0;
      let length = range === undefined ? Infinity : range.end - start + 1;
      for (const part of parts) {
        const end = Math.min(part.size, start + length);
        if (start < end) {
          yield* part.pieces({ start, end: end - 1 });
          length -= end - start;
        }
        start = Math.max(0, start - part.size);
      }
    },
  };
}

/** An answer that is a text or bytes at hand. */
export function inMemory(bytes: Buffer): Answer {
  return {
    size: bytes.byteLength,
    async *pieces(range) {
      yield await Promise.resolve(range === undefined ? bytes : bytes.subarray(range.start, range.end + 1));
    },
  };
}

/** An answer that is a file. @param pool what it is read into. */
export const inFile = (file: string, size: number, pool: PiecePool): Answer => ({
  size,
  async *pieces({ start, end } = { start: 0, end: size - 1 }) {
    yield* readPieces(await open(file), file, { start, end }, pool);
  },
});

/**
 * The halves of one piece are filled in turn, one while the other is sent, so that sending a large file neither waits for
 * the disk nor leaves garbage behind. Closes the file.
 */
export async function* readPieces(
  handle: FileHandle,
  file: string,
  { start, end }: ByteRange,
  pool: PiecePool,
): AsyncIterable<Buffer> {
  const piece = pool.take(pool.pieceBytes);
  const half = piece.length / 2;
  const read = (place: number, at: number) => {
    const reading = handle.read(piece, place, Math.min(half, end - at + 1), at);
    // It may fail while the half before is still being sent; whoever asks for this one is told.
    reading.catch(() => undefined);
    return reading;
  };
  let place = 0;
  let coming = read(place, start);
  try {
    for (let at = start; at <= end;) {
      const { bytesRead } = await coming;
      if (bytesRead === 0) throw new Error(`${file} is shorter than it was`);
      const filled = piece.subarray(place, place + bytesRead);
      at += bytesRead;
      place = half - place;
      if (at <= end) coming = read(place, at);
      yield filled;
    }
  } finally {
    await coming.catch(() => undefined);
    pool.give(piece);
    await handle.close();
  }
}
