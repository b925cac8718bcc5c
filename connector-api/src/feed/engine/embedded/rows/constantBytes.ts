/** Bytes that are written again and again, eight at a time. */

export interface ConstantBytes {
  /** The bytes, zeros at the end. UTF-8 never holds what would not survive as a number: 0xff, or 0x7f after 0xf0 or more. */
  readonly words: Float64Array;
  /** Bytes, without the zeros. */
  readonly length: number;
}

/** Bytes of room that may be overwritten behind what is written. */
export const overwritten = 24;

/** A text as constant bytes. */
export function constantBytes(text: string): ConstantBytes {
  const length = Buffer.byteLength(text);
  const padded = Buffer.alloc(8 * Math.ceil(length / 8));
  padded.write(text);
  return {
    words: Float64Array.from({ length: padded.length / 8 }, (_, index) => padded.readDoubleLE(8 * index)),
    length,
  };
}

/** Writes the constant; gives where it ends. */
export function writeConstant(view: DataView, at: number, { words, length }: ConstantBytes): number {
  for (let index = 0; index < words.length; index += 1) view.setFloat64(at + 8 * index, words[index] ?? 0, true);
  return at + length;
}
