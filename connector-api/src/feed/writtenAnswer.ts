/** An answer that is being written to its file while it is already sent. */
import { type FileHandle, open, rename } from 'node:fs/promises';
import { type Answer, readPieces } from './answer';
import { noPieces, type PiecePool, type Pieces } from './pieces';

/** An answer that is sent from memory until its file is there, and from the file from then on. */
export class WrittenAnswer implements Answer {
  note?: string;
  private isWritten = false;
  private isReleased = false;
  private readers = 0;

  constructor(
    private inMemory: Pieces,
    readonly size: number,
    private readonly file: string,
    /** What the file is read into. */
    private readonly pool: PiecePool,
  ) {}

  /** True until the file is there and nobody needs the memory any more. */
  get isInMemory(): boolean {
    return !this.isReleased;
  }

  async write(): Promise<void> {
    const part = `${this.file}.part`;
    const handle = await open(part, 'w');
    try {
      await writeAll(handle, this.inMemory.buffers);
    } finally {
      await handle.close();
    }
    await rename(part, this.file);
    this.isWritten = true;
    this.releaseUnread();
  }

  /** Looks for the file before each piece, so that a slow caller holds one piece and not all of them. */
  async *pieces({ start, end } = { start: 0, end: this.size - 1 }): AsyncIterable<Buffer> {
    let at = start;
    let handle: FileHandle | null = null;
    if (!this.isReleased) {
      this.readers += 1;
      try {
        while (at <= end) {
          // An answer that was forgotten meanwhile has no file any more, but its memory stays until its last reader is done.
          if (this.isWritten) handle = await open(this.file).catch(() => null);
          if (handle !== null) break;
          const piece = pieceAt(this.inMemory.buffers, at).subarray(0, end - at + 1);
          at += piece.byteLength;
          yield piece;
        }
      } finally {
        this.readers -= 1;
        this.releaseUnread();
      }
    }
    if (at <= end) {
      yield* readPieces(handle ?? (await open(this.file)), this.file, { start: at, end }, this.pool);
    }
  }

  private releaseUnread(): void {
    if (!this.isWritten || this.readers > 0 || this.isReleased) return;
    this.isReleased = true;
    const { release } = this.inMemory;
    // An answer is kept for long; pieces that the pool has no place for must not be kept with it.
    this.inMemory = noPieces;
    release();
  }
}

/** All of them in one go, as far as the system takes them. */
async function writeAll(handle: FileHandle, buffers: readonly Buffer[]): Promise<void> {
  let rest = buffers.filter(({ byteLength }) => byteLength > 0);
  while (rest.length > 0) {
    const { bytesWritten } = await handle.writev(rest);
    rest = after(rest, bytesWritten);
  }
}

/** What is left of the buffers behind their first `bytes` bytes. */
function after(buffers: readonly Buffer[], bytes: number): Buffer[] {
  let skipped = bytes;
  return buffers.flatMap((buffer) => {
    const left = buffer.subarray(Math.min(skipped, buffer.byteLength));
    skipped -= buffer.byteLength - left.byteLength;
    return left.byteLength === 0 ? [] : [left];
  });
}

/** The piece that holds byte `at` of all, from that byte on. */
function pieceAt(pieces: readonly Buffer[], at: number): Buffer {
  let begin = 0;
  for (const piece of pieces) {
    if (at < begin + piece.byteLength) return piece.subarray(at - begin);
    begin += piece.byteLength;
  }
  throw new Error(`There is no byte ${String(at)} in an answer of ${String(begin)}`);
}
