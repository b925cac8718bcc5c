/** Finished answers: bytes at hand or in a file, sent any number of times, whole, in part or within a frame. */
import { type FileHandle, open } from 'node:fs/promises';

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
  readonly before: string;
  readonly after: string;
}

/** The answer within a frame. */
export function framed(inner: Answer, { before, after }: Frame): Answer {
  const parts = [inMemory(Buffer.from(before)), inner, inMemory(Buffer.from(after))].filter(({ size }) => size > 0);
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

/** An answer that is a file. */
export const inFile = (file: string, size: number): Answer => ({
  size,
  async *pieces({ start, end } = { start: 0, end: size - 1 }) {
    yield* readPieces(await open(file), file, start, end);
  },
});

const readBytes = 512 * 1024;

/**
 * Two buffers are filled in turn, one while the other is sent, so that sending a large file neither waits for the disk nor
 * leaves garbage behind. Closes the file.
 */
export async function* readPieces(handle: FileHandle, file: string, start: number, end: number): AsyncIterable<Buffer> {
  const newBuffer = (): Buffer => Buffer.allocUnsafeSlow(Math.min(readBytes, end - start + 1));
  const read = (buffer: Buffer, at: number) => {
    const reading = handle.read(buffer, 0, Math.min(buffer.length, end - at + 1), at);
    // It may fail while the piece before is still being sent; whoever asks for this one is told.
    reading.catch(() => undefined);
    return reading;
  };
  let filling = newBuffer();
  let spare: Buffer | null = null;
  let coming = read(filling, start);
  try {
    for (let at = start; at <= end;) {
      const { bytesRead } = await coming;
      if (bytesRead === 0) throw new Error(`${file} is shorter than it was`);
      const filled = filling;
      at += bytesRead;
      if (at <= end) {
        filling = spare ?? newBuffer();
        coming = read(filling, at);
      }
      yield filled.subarray(0, bytesRead);
      spare = filled;
    }
  } finally {
    await coming.catch(() => undefined);
    await handle.close();
  }
}
