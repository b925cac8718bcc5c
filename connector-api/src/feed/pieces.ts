/** Pieces of memory that answers are written into, used again and again: fresh ones would cost more than the writing. */

/** What was written, in order; give it back with `release` when nobody reads it any more. */
export interface Pieces {
  readonly buffers: readonly Buffer[];
  readonly release: () => void;
}

/** Nothing to read. */
export const noPieces: Pieces = { buffers: [], release: () => undefined };

/** Hands out pieces of one size and keeps those given back for the next answer. */
export class PiecePool {
  private readonly free: Buffer[] = [];

  /** @param mostFree pieces to keep; further ones are left to the garbage collector. */
  constructor(
    readonly pieceBytes: number,
    private readonly mostFree: number,
  ) {}

  /** A piece of at least `bytes` bytes that holds anything. */
  take(bytes: number): Buffer {
    if (bytes > this.pieceBytes) return Buffer.allocUnsafeSlow(bytes);
    return this.free.pop() ?? Buffer.allocUnsafeSlow(this.pieceBytes);
  }

  /** Up to `count` of the pieces that are free, to be handed to somebody else. */
  takeFree(count: number): readonly Buffer[] {
    return this.free.splice(Math.max(0, this.free.length - count));
  }

  give(piece: Buffer): void {
    if (piece.byteLength === this.pieceBytes && this.free.length < this.mostFree) this.free.push(piece);
  }
}
