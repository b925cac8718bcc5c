/** Bytes written one after the other into pieces, so that a long text grows without being copied. */
import type { PiecePool, Pieces } from '../../../pieces';

/** Writers put bytes at `bytes[at]` and move `at`; `need` makes room before. */
export class ByteWriter {
  bytes: Buffer;
  at = 0;
  private view: DataView;
  private readonly taken: Buffer[] = [];
  private readonly full: Buffer[] = [];

  constructor(private readonly pool: PiecePool) {
    this.bytes = this.nextPiece(0);
    this.view = viewOf(this.bytes);
  }

  /** Makes sure that `count` bytes fit from `at` on; `bytes` and `at` may be others afterwards. */
  need(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    if (this.at > 0) this.full.push(this.bytes.subarray(0, this.at));
    this.bytes = this.nextPiece(count);
    this.view = viewOf(this.bytes);
    this.at = 0;
  }

  /** Writes a constant four bytes at a time; the room must hold it rounded up to whole words. */
  constant({ words, length }: ConstantBytes): void {
    const { view, at } = this;
    for (let index = 0; index < words.length; index += 1) view.setInt32(at + 4 * index, words[index] ?? 0, true);
    this.at = at + length;
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

/** Bytes that are written again and again. */
export interface ConstantBytes {
  /** Little-endian, zeros at the end. */
  readonly words: Int32Array;
  readonly length: number;
}

/** A text of ASCII characters as constant bytes. */
export function constantBytes(text: string): ConstantBytes {
  const padded = Buffer.alloc(4 * Math.ceil(text.length / 4));
  const length = padded.write(text, 'latin1');
  return { words: Int32Array.from({ length: padded.length / 4 }, (_, index) => padded.readInt32LE(4 * index)), length };
}
