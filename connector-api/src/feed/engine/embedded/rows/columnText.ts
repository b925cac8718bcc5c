/** One column of a chunk as JSON values, read straight from the engine's memory: no value becomes an object. */
import duckdb, { type Vector } from '@duckdb/node-bindings';
import { DuckDBTypeId, type DuckDBDataChunk } from '@duckdb/node-api';
import type { ValueType } from '../../dialect';
import { constantBytes, type ByteWriter } from './byteWriter';
import { writeAscii, writeDouble, writeWhole } from './numberText';
import type { RowColumn } from './rowWriter';
import { writeString } from './stringText';
import { DayText, microsecondsOfDay, writeDay, writeInstant } from './timeText';

export abstract class ColumnText implements RowColumn {
  private valid: Uint8Array | null = null;

  constructor(protected readonly index: number) {}

  /** Turns to the rows of a chunk, which must live as long as they are written. */
  load(chunk: DuckDBDataChunk, rows: number): void {
    const vector = duckdb.data_chunk_get_vector(chunk.chunk, this.index);
    this.valid = duckdb.vector_get_validity(vector, Math.ceil(rows / 64) * 8) as Uint8Array | null;
    this.loadValues(vector, rows, chunk);
  }

  isNull(row: number): boolean {
    return this.valid !== null && ((this.valid[row >> 3] ?? 0) & (1 << (row & 7))) === 0;
  }

  abstract write(out: ByteWriter, row: number, margin: number): void;

  protected abstract loadValues(vector: Vector, rows: number, chunk: DuckDBDataChunk): void;
}

/** Values of `width` bytes each, as an array over the engine's memory. */
const words = (vector: Vector, rows: number, perRow: number): Int32Array => {
  const data = duckdb.vector_get_data(vector, rows * perRow * 4);
  return new Int32Array(data.buffer, data.byteOffset, rows * perRow);
};

class Int32Text extends ColumnText {
  private values: Int32Array = new Int32Array();

  protected loadValues(vector: Vector, rows: number): void {
    this.values = words(vector, rows, 1);
  }

  write(out: ByteWriter, row: number): void {
    writeWhole(out, this.values[row] ?? 0);
  }
}

const yes = constantBytes('true');
const no = constantBytes('false');

class BooleanText extends ColumnText {
  private values: Uint8Array = new Uint8Array();

  protected loadValues(vector: Vector, rows: number): void {
    this.values = duckdb.vector_get_data(vector, rows);
  }

  write(out: ByteWriter, row: number): void {
    out.constant(this.values[row] === 0 ? no : yes);
  }
}

class DoubleText extends ColumnText {
  private values: Float64Array = new Float64Array();

  protected loadValues(vector: Vector, rows: number): void {
    const data = duckdb.vector_get_data(vector, rows * 8);
    this.values = new Float64Array(data.buffer, data.byteOffset, rows);
  }

  write(out: ByteWriter, row: number): void {
    writeDouble(out, this.values[row] ?? 0);
  }
}

class DateText extends ColumnText {
  private values: Int32Array = new Int32Array();
  private readonly days = new DayText();

  protected loadValues(vector: Vector, rows: number): void {
    this.values = words(vector, rows, 1);
  }

  write(out: ByteWriter, row: number): void {
    writeDay(out, this.days, this.values[row] ?? 0);
  }
}

/** Whole numbers up to this size are exact as numbers; beyond, the high half is larger than this. */
const exactHalf = 0x1fffff;

/** Whole numbers of 64 bits, read as two halves: below 2^53 they are numbers, beyond that big integers. */
abstract class Int64Column extends ColumnText {
  private halves: Int32Array = new Int32Array();

  protected loadValues(vector: Vector, rows: number): void {
    this.halves = words(vector, rows, 2);
  }

  write(out: ByteWriter, row: number): void {
    const low = (this.halves[2 * row] ?? 0) >>> 0;
    const high = this.halves[2 * row + 1] ?? 0;
    if (high >= -exactHalf && high <= exactHalf) this.writeNumber(out, high * 0x1_0000_0000 + low);
    else this.writeBig(out, (BigInt(high) << 32n) + BigInt(low));
  }

  protected abstract writeNumber(out: ByteWriter, value: number): void;
  protected abstract writeBig(out: ByteWriter, value: bigint): void;
}

class Int64Text extends Int64Column {
  constructor(
    index: number,
    private readonly quoted: boolean,
  ) {
    super(index);
  }

  protected writeNumber(out: ByteWriter, value: number): void {
    if (this.quoted) writeAscii(out, `"${String(value)}"`);
    else writeWhole(out, value);
  }

  protected writeBig(out: ByteWriter, value: bigint): void {
    writeAscii(out, this.quoted ? `"${String(value)}"` : String(value));
  }
}

class InstantText extends Int64Column {
  private readonly days = new DayText();

  protected writeNumber(out: ByteWriter, value: number): void {
    const day = Math.floor(value / microsecondsOfDay);
    writeInstant(out, this.days, day, value - day * microsecondsOfDay);
  }

  protected writeBig(out: ByteWriter, value: bigint): void {
    const ofDay = BigInt(microsecondsOfDay);
    const micros = ((value % ofDay) + ofDay) % ofDay;
    writeInstant(out, this.days, Number((value - micros) / ofDay), Number(micros));
  }
}

/** Texts of up to this many bytes lie in the vector itself, longer ones behind a pointer. */
const inlined = 12;
const rememberedTexts = 64;

class StringText extends ColumnText {
  private bytes: Uint8Array = new Uint8Array();
  private halves: Int32Array = new Int32Array();
  /** Long texts of this chunk by address: a text that many rows share is fetched once. */
  private readonly low = new Int32Array(rememberedTexts);
  private readonly high = new Int32Array(rememberedTexts);
  private readonly texts: (Uint8Array | null)[] = Array.from({ length: rememberedTexts }, () => null);

  protected loadValues(vector: Vector, rows: number): void {
    this.bytes = duckdb.vector_get_data(vector, rows * 16);
    this.halves = new Int32Array(this.bytes.buffer, this.bytes.byteOffset, rows * 4);
    this.texts.fill(null);
  }

  write(out: ByteWriter, row: number, margin: number): void {
    const length = (this.halves[4 * row] ?? 0) >>> 0;
    if (length <= inlined) {
      const start = row * 16 + 4;
      writeString(out, this.bytes, start, start + length, margin);
    } else writeString(out, this.long(row, length), 0, length, margin);
  }

  private long(row: number, length: number): Uint8Array {
    const low = this.halves[4 * row + 2] ?? 0;
    const high = this.halves[4 * row + 3] ?? 0;
    const place = ((low >>> 3) ^ (low >>> 9)) & (rememberedTexts - 1);
    const known = this.texts[place];
    if (known?.length === length && this.low[place] === low && this.high[place] === high) return known;
    const { buffer, byteOffset } = this.bytes;
    const text = duckdb.get_data_from_pointer(buffer as ArrayBuffer, byteOffset + row * 16 + 8, length);
    this.low[place] = low;
    this.high[place] = high;
    this.texts[place] = text;
    return text;
  }
}

/** Values of rarer types, through the engine's own objects: decimals and sums wider than 64 bits. */
class OtherText extends ColumnText {
  private value: (row: number) => unknown = () => null;

  constructor(
    index: number,
    private readonly quoted: boolean,
  ) {
    super(index);
  }

  protected loadValues(_vector: Vector, _rows: number, chunk: DuckDBDataChunk): void {
    const vector = chunk.getColumnVector(this.index);
    this.value = (row) => vector.getItem(row);
  }

  write(out: ByteWriter, row: number): void {
    const text = String(this.value(row));
    writeAscii(out, this.quoted ? `"${text}"` : text);
  }
}

const texts: ReadonlySet<ValueType> = new Set(['string', 'date', 'dateTime', 'timeOfDay']);

/**
 * What writes column `index` of a result.
 * @param stored the type that the engine gives the column, which decides how its memory is read.
 * @param numbersAsText writes Int64 and Decimal as texts.
 */
export function columnText(index: number, type: ValueType, stored: DuckDBTypeId, numbersAsText: boolean): ColumnText {
  const quoted = texts.has(type) || (numbersAsText && (type === 'int64' || type === 'decimal'));
  switch (stored) {
    case DuckDBTypeId.INTEGER:
      return quoted ? new OtherText(index, quoted) : new Int32Text(index);
    case DuckDBTypeId.BIGINT:
      return new Int64Text(index, quoted);
    case DuckDBTypeId.DOUBLE:
      return new DoubleText(index);
    case DuckDBTypeId.BOOLEAN:
      return new BooleanText(index);
    case DuckDBTypeId.VARCHAR:
      return new StringText(index);
    case DuckDBTypeId.DATE:
      return new DateText(index);
    case DuckDBTypeId.TIMESTAMP:
      return new InstantText(index);
    default:
      return new OtherText(index, quoted);
  }
}
