/** Bytes written one after the other into pieces, so that a long text grows without being copied. */
import type { PiecePool, Pieces } from '../../../pieces';

/** Writers put bytes from `at` on and move `at`; `need` makes room before. */
export class ByteWriter {
  bytes: Buffer;
  /** Over the same memory. */
  view: DataView;
  at = 0;
  private readonly taken: Buffer[] = [];
  private readonly full: Buffer[] = [];

  constructor(private readonly pool: PiecePool) {
    this.bytes = this.nextPiece(0);
    this.view = viewOf(this.bytes);
  }

  /** Makes sure that `count` bytes fit from `at` on; `bytes`, `view` and `at` may be others afterwards. */
  need(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    if (this.at > 0) this.full.push(this.bytes.subarray(0, this.at));
    this.bytes = this.nextPiece(count);
    this.view = viewOf(this.bytes);
    this.at = 0;
  }

  /** What was written; write nothing afterwards. */
  pieces(): Pieces {
    return {
      buffers: [...this.full, this.bytes.subarray(0, this.at)],
      release: () => {
        for (const piece of this.taken.splice(0)) this.pool.give(piece);
      },
    };
  }

  private nextPiece(count: number): Buffer {
    const piece = this.pool.take(count);
    this.taken.push(piece);
    return piece;
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer): DataView => new DataView(buffer, byteOffset, byteLength);
