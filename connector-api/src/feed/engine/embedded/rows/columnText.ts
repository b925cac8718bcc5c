/** One column of a chunk as JSON values, read straight from the engine's memory: no value becomes an object. */
import duckdb, { type Vector } from '@duckdb/node-bindings';
import { DuckDBTypeId, type DuckDBDataChunk } from '@duckdb/node-api';
import type { ValueType } from '../../dialect';
import { constantBytes, writeConstant } from './constantBytes';
import { longestNumber, writeAscii, writeDouble, writeWhole } from './numberText';
import type { RowBlock } from './rowWriter';
import { StringText } from './stringColumn';
import { DayText, longestTime, microsecondsOfDay, writeInstant } from './timeText';
import { VectorColumn, words } from './vectorColumn';

class Int32Text extends VectorColumn {
  readonly width = longestNumber;
  private values: Int32Array = new Int32Array();

  write({ view, first, ends }: RowBlock, slots: Int32Array, count: number): void {
    const { values } = this;
    for (let index = 0; index < count; index += 1) {
      const slot = slots[index] ?? 0;
      ends[slot] = writeWhole(view, ends[slot] ?? 0, values[first + slot] ?? 0);
    }
  }

  protected loadValues(vector: Vector, rows: number): void {
    this.values = words(vector, rows, 1);
  }
}

const yes = constantBytes('true');
const no = constantBytes('false');

class BooleanText extends VectorColumn {
  readonly width = no.length;
  private values: Uint8Array = new Uint8Array();

  write({ view, first, ends }: RowBlock, slots: Int32Array, count: number): void {
    const { values } = this;
    for (let index = 0; index < count; index += 1) {
      const slot = slots[index] ?? 0;
      ends[slot] = writeConstant(view, ends[slot] ?? 0, values[first + slot] === 0 ? no : yes);
    }
  }

  protected loadValues(vector: Vector, rows: number): void {
    this.values = duckdb.vector_get_data(vector, rows);
  }
}

class DoubleText extends VectorColumn {
  readonly width = longestNumber;
  private values: Float64Array = new Float64Array();

  write({ view, first, ends }: RowBlock, slots: Int32Array, count: number): void {
    const { values } = this;
    for (let index = 0; index < count; index += 1) {
      const slot = slots[index] ?? 0;
      ends[slot] = writeDouble(view, ends[slot] ?? 0, values[first + slot] ?? 0);
    }
  }

  protected loadValues(vector: Vector, rows: number): void {
    const data = duckdb.vector_get_data(vector, rows * 8);
    this.values = new Float64Array(data.buffer, data.byteOffset, rows);
  }
}

class DateText extends VectorColumn {
  readonly width = longestTime;
  private values: Int32Array = new Int32Array();
  private readonly days = new DayText('"');

  write({ view, first, ends }: RowBlock, slots: Int32Array, count: number): void {
    const { values, days } = this;
    for (let index = 0; index < count; index += 1) {
      const slot = slots[index] ?? 0;
      ends[slot] = writeConstant(view, ends[slot] ?? 0, days.of(values[first + slot] ?? 0));
    }
  }

  protected loadValues(vector: Vector, rows: number): void {
    this.values = words(vector, rows, 1);
  }
}

/** Whole numbers up to this size are exact as numbers; beyond, the high half is larger than this. */
const exactHalf = 0x1fffff;

/** Whole numbers of 64 bits, read as two halves: below 2^53 they are numbers, beyond that big integers. */
abstract class Int64Column extends VectorColumn {
  private halves: Int32Array = new Int32Array();

  write({ view, first, ends }: RowBlock, slots: Int32Array, count: number): void {
    const { halves } = this;
    for (let index = 0; index < count; index += 1) {
      const slot = slots[index] ?? 0;
      const at = ends[slot] ?? 0;
      const low = (halves[2 * (first + slot)] ?? 0) >>> 0;
      const high = halves[2 * (first + slot) + 1] ?? 0;
      ends[slot] =
        high >= -exactHalf && high <= exactHalf
          ? this.writeNumber(view, at, high * 0x1_0000_0000 + low)
          : this.writeBig(view, at, (BigInt(high) << 32n) + BigInt(low));
    }
  }

  protected loadValues(vector: Vector, rows: number): void {
    this.halves = words(vector, rows, 2);
  }

  protected abstract writeNumber(view: DataView, at: number, value: number): number;
  protected abstract writeBig(view: DataView, at: number, value: bigint): number;
}

class Int64Text extends Int64Column {
  readonly width = longestNumber;

  constructor(
    index: number,
    private readonly quoted: boolean,
  ) {
    super(index);
  }

  protected writeNumber(view: DataView, at: number, value: number): number {
    return this.quoted ? writeAscii(view, at, `"${String(value)}"`) : writeWhole(view, at, value);
  }

  protected writeBig(view: DataView, at: number, value: bigint): number {
    return writeAscii(view, at, this.quoted ? `"${String(value)}"` : String(value));
  }
}

class InstantText extends Int64Column {
  readonly width = longestTime;
  private readonly days = new DayText('T');

  protected writeNumber(view: DataView, at: number, value: number): number {
    const day = Math.floor(value / microsecondsOfDay);
    return writeInstant(view, at, this.days.of(day), value - day * microsecondsOfDay);
  }

  protected writeBig(view: DataView, at: number, value: bigint): number {
    const ofDay = BigInt(microsecondsOfDay);
    const micros = ((value % ofDay) + ofDay) % ofDay;
    return writeInstant(view, at, this.days.of(Number((value - micros) / ofDay)), Number(micros));
  }
}

/** Values of rarer types, through the engine's own objects: decimals and sums wider than 64 bits. */
class OtherText extends VectorColumn {
  readonly width = 0;
  private texts: readonly string[] = [];

  constructor(
    index: number,
    private readonly quoted: boolean,
  ) {
    super(index);
  }

  override measure(sizes: Int32Array, first: number, count: number): void {
    for (let row = 0; row < count; row += 1) sizes[row] = (sizes[row] ?? 0) + (this.texts[first + row]?.length ?? 0);
  }

  write({ view, first, ends }: RowBlock, slots: Int32Array, count: number): void {
    for (let index = 0; index < count; index += 1) {
      const slot = slots[index] ?? 0;
      ends[slot] = writeAscii(view, ends[slot] ?? 0, this.texts[first + slot] ?? '');
    }
  }

  protected loadValues(_vector: Vector, rows: number, chunk: DuckDBDataChunk): void {
    const vector = chunk.getColumnVector(this.index);
    this.texts = Array.from({ length: rows }, (_, row) => {
      const text = String(vector.getItem(row));
      return this.quoted ? `"${text}"` : text;
    });
  }
}

const texts: ReadonlySet<ValueType> = new Set(['string', 'date', 'dateTime', 'timeOfDay']);

/**
 * What writes column `index` of a result.
 * @param stored the type that the engine gives the column, which decides how its memory is read.
 * @param numbersAsText writes Int64 and Decimal as texts.
 */
export function columnText(index: number, type: ValueType, stored: DuckDBTypeId, numbersAsText: boolean): VectorColumn {
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
