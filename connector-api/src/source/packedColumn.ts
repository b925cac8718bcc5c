/** Values of one column packed into bytes: cheap to hand between threads, and laid out as the landing file holds them. */
import type { Value, ValueType } from '../survey/entity';

/** How a value travels: days, instants and amounts as numbers. */
export type PackedType = 'text' | 'number' | 'boolean';

export const packedTypeOf = (type: ValueType): PackedType => (type === 'text' || type === 'boolean' ? type : 'number');

export interface PackedColumn {
  readonly type: PackedType;
  /** One bit a row from the lowest up, set where the row has a value; null where every row has one. */
  readonly present: Uint8Array<ArrayBuffer> | null;
  /** Rows that have a value. */
  readonly count: number;
  /**
   * Their values one after the other. Texts: length of the UTF-8 bytes (32 bits, little-endian), then the bytes.
   * Numbers: 64-bit floats, little-endian. Booleans: one bit each from the lowest up.
   */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** True where no text is empty or has a blank at its start or end, so that none needs trimming. */
  readonly tidy: boolean;
}

/** Bytes that grow as they are needed and are used again for the next batch. */
class GrowingBytes {
  bytes = new Uint8Array(4096);
  buffer = Buffer.from(this.bytes.buffer);
  length = 0;

  /** Makes room for `more` bytes behind `length`. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
    this.buffer = Buffer.from(grown.buffer);
  }
}

/** Collects the values of one column; every row is either added or skipped. */
export abstract class ColumnPacker {
  protected count = 0;
  private rows = 0;
  private present = new Uint8Array(256);
  protected tidy = true;
  protected readonly out = new GrowingBytes();

  protected constructor(private readonly type: PackedType) {}

  /** A value of the packer's type; null skips the row. Another type is a defect and throws. */
  abstract add(value: Value): void;

  /** A row without a value. */
  skip(): void {
    this.rows += 1;
    if (this.rows > this.present.length * 8) this.growPresent();
  }

  protected mark(): void {
    const row = this.rows;
    this.skip();
    this.present[row >> 3] = (this.present[row >> 3] ?? 0) | (1 << (row & 7));
    this.count += 1;
  }

  /** What was collected since the last call; null where no row has a value. */
  take(): PackedColumn | null {
    const { count, rows, out } = this;
    const taken =
      count === 0
        ? null
        : {
            type: this.type,
            present: count === rows ? null : this.present.slice(0, Math.ceil(rows / 8)),
            count,
            bytes: out.bytes.slice(0, out.length),
            tidy: this.tidy,
          };
    this.present.fill(0);
    this.count = 0;
    this.rows = 0;
    this.tidy = true;
    out.length = 0;
    return taken;
  }

  private growPresent(): void {
    const grown = new Uint8Array(this.present.length * 2);
    grown.set(this.present);
    this.present = grown;
  }
}

const blank = 32;

export class TextPacker extends ColumnPacker {
  constructor() {
    super('text');
  }

  add(value: Value): void {
    if (value === null) this.skip();
    else if (typeof value === 'string') this.addText(value);
    else throw new TypeError(`A text column was given the ${typeof value} ${String(value)}.`);
  }

  addText(text: string): void {
    this.mark();
    const { out } = this;
    // No text has more than three bytes of UTF-8 for each of its UTF-16 units.
    out.reserve(4 + text.length * 3);
    const start = out.length + 4;
    let end = start;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit > 127) {
        end = start + out.buffer.write(text, start);
        break;
      }
      out.bytes[end++] = unit;
    }
    this.close(start, end);
  }

  /** The UTF-16 text between two places of `source`, little-endian; an unpaired surrogate becomes U+FFFD. */
  addUtf16(source: Buffer, from: number, to: number): void {
    this.mark();
    const { out } = this;
    out.reserve(4 + ((to - from) >> 1) * 3);
    const start = out.length + 4;
    const { bytes } = out;
    let end = start;
    for (let at = from; at < to; at += 2) {
      const low = source[at] as number;
      if ((source[at + 1] as number) !== 0 || low > 127) {
        end = start + out.buffer.write(source.toString('utf16le', from, to), start);
        break;
      }
      bytes[end++] = low;
    }
    this.close(start, end);
  }

  /** The ASCII text between two places of `source`; false, and nothing is added, where it holds another byte. */
  addAscii(source: Buffer, from: number, to: number): boolean {
    for (let at = from; at < to; at += 1) if ((source[at] as number) > 127) return false;
    this.mark();
    const { out } = this;
    out.reserve(4 + to - from);
    const start = out.length + 4;
    for (let at = from; at < to; at += 1) out.bytes[start + at - from] = source[at] as number;
    this.close(start, start + to - from);
    return true;
  }

  private close(start: number, end: number): void {
    const { out } = this;
    const length = end - start;
    if (length === 0 || out.bytes[start] === blank || out.bytes[end - 1] === blank) this.tidy = false;
    out.bytes[start - 4] = length & 255;
    out.bytes[start - 3] = (length >> 8) & 255;
    out.bytes[start - 2] = (length >> 16) & 255;
    out.bytes[start - 1] = length >>> 24;
    out.length = end;
  }
}

export class NumberPacker extends ColumnPacker {
  constructor() {
    super('number');
  }

  add(value: Value): void {
    if (value === null) this.skip();
    else if (typeof value === 'number') this.addNumber(value);
    else throw new TypeError(`A number column was given the ${typeof value} ${String(value)}.`);
  }

  addNumber(value: number): void {
    this.mark();
    this.out.reserve(8);
    this.out.buffer.writeDoubleLE(value, this.out.length);
    this.out.length += 8;
  }
}

export class BooleanPacker extends ColumnPacker {
  constructor() {
    super('boolean');
  }

  add(value: Value): void {
    if (value === null) this.skip();
    else if (typeof value === 'boolean') this.addBoolean(value);
    else throw new TypeError(`A boolean column was given the ${typeof value} ${String(value)}.`);
  }

  addBoolean(value: boolean): void {
    const at = this.count;
    this.mark();
    const { out } = this;
    if ((at & 7) === 0) {
      out.reserve(1);
      out.bytes[out.length] = 0;
      out.length += 1;
    }
    if (value) out.bytes[at >> 3] = (out.bytes[at >> 3] as number) | (1 << (at & 7));
  }
}

const packers = { text: TextPacker, number: NumberPacker, boolean: BooleanPacker } as const;

export const packerOf = (type: PackedType): ColumnPacker => new packers[type]();

/** The values of a column of `rows` rows; all null where the column is left out. */
export function valuesOf(column: PackedColumn | undefined, rows: number): Value[] {
  if (column === undefined) return new Array<null>(rows).fill(null);
  const { type, present, bytes } = column;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let place = 0;
  const next = (): Value => {
    const at = place;
    if (type === 'boolean') {
      place += 1;
      return (((bytes[at >> 3] ?? 0) >> (at & 7)) & 1) === 1;
    }
    if (type === 'number') {
      place += 8;
      return view.readDoubleLE(at);
    }
    const length = view.readUInt32LE(at);
    place += 4 + length;
    return view.toString('utf8', at + 4, place);
  };
  return Array.from({ length: rows }, (_, row) =>
    present === null || (((present[row >> 3] ?? 0) >> (row & 7)) & 1) === 1 ? next() : null,
  );
}
