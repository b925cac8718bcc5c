/** Pieces of memory that answers are written into, used again and again: fresh ones would cost more than the writing. */

/** What was written, in order; give it back with `release` when nobody reads it any more. */
export interface Pieces {
  readonly buffers: readonly Buffer[];
  readonly release: () => void;
}

/** Nothing to read. */
export const noPieces: Pieces = { buffers: [], release: () => undefined };

/** Something in pieces of a pool that is kept elsewhere too. */
export interface Held {
  readonly pieces: number;
  /** Gives the pieces back, at once or as soon as whoever reads them can do without. */
  readonly letGo: () => void;
}

/** Hands out pieces of one size and keeps those given back for the next answer. */
export class PiecePool {
  private readonly free: Buffer[] = [];
  /** The oldest first. */
  private readonly held = new Set<Held>();
  private heldPieces = 0;
  private pinnedPieces = 0;

  /** @param mostFree pieces to keep, free or held; further ones are left to the garbage collector. */
  constructor(
    readonly pieceBytes: number,
    private readonly mostFree: number,
  ) {}

  /** A piece of at least `bytes` bytes that holds anything. */
  take(bytes: number): Buffer {
    if (bytes > this.pieceBytes) return Buffer.allocUnsafeSlow(bytes);
    this.freeUp(1);
    return this.free.pop() ?? Buffer.allocUnsafeSlow(this.pieceBytes);
  }

  /** Up to `count` of the pieces that are free, to be handed to somebody else. */
  takeFree(count: number): readonly Buffer[] {
    this.freeUp(count);
    return this.free.splice(Math.max(0, this.free.length - count));
  }

  give(piece: Buffer): void {
    if (piece.byteLength !== this.pieceBytes) return;
    if (this.free.length + this.heldPieces < this.mostFree) this.free.push(piece);
  }

  /** Keeps what lies in pieces as it is until they are wanted. */
  hold(held: Held): void {
    this.held.add(held);
    this.heldPieces += held.pieces;
    this.free.splice(Math.max(0, this.mostFree - this.heldPieces));
    while (this.heldPieces > this.mostFree) this.letGoOfOldest();
  }

  /** Forgets it, because its pieces are given back. */
  unhold(held: Held): void {
    if (this.held.delete(held)) this.heldPieces -= held.pieces;
  }

  /** Asks for it to stay while it is sent; false where so much is being sent that slow callers could hold all memory. */
  pin({ pieces }: Held): boolean {
    if (this.pinnedPieces + pieces > this.mostFree) return false;
    this.pinnedPieces += pieces;
    return true;
  }

  unpin({ pieces }: Held): void {
    this.pinnedPieces -= pieces;
  }

  private freeUp(count: number): void {
    while (this.free.length < count && this.held.size > 0) this.letGoOfOldest();
  }

  private letGoOfOldest(): void {
    for (const oldest of this.held) {
      this.unhold(oldest);
      oldest.letGo();
      return;
    }
  }
}
