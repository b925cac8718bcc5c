/** Rows of a result as JSON objects, written column by column: some rows side by side, each up to its own place. */
import type { ValueType } from '../../dialect';
import type { RowFormat } from '../../../odata/plan/fields';
import type { ByteWriter } from './byteWriter';
import { constantBytes, overwritten, writeConstant, type ConstantBytes } from './constantBytes';
import type { NumberedField } from './numberFields';

/** Rows that are written side by side. */
export interface RowBlock {
  readonly bytes: Uint8Array;
  /** Over the same memory. */
  readonly view: DataView;
  /** The row of the result that is the first of the block. */
  readonly first: number;
  /** Where the text of each row of the block goes on. */
  readonly ends: Int32Array;
}

/** One column of the rows that are written next. */
export interface RowColumn {
  /** A bit for each row, set where there is a value; null where all have one. */
  readonly validity: Uint8Array | null;
  /** Most bytes of a value, apart from what `measure` adds. */
  readonly width: number;
  /** Adds to `sizes[i]` what the value of row `first + i` may take beyond `width`. */
  measure(sizes: Int32Array, first: number, count: number): void;
  /** Writes the values of the first `count` rows that `slots` names by their places in the block, none of them null. */
  write(block: RowBlock, slots: Int32Array, count: number): void;
}

/** The column at that place of a result; `null` for one that only says whether a member is there. */
export type ColumnAt<Column extends RowColumn> = (index: number, type: ValueType, numbersAsText: boolean) => Column;

interface Property {
  /** `,"Name":` */
  readonly name: ConstantBytes;
  readonly column: RowColumn;
  /** What a member holds; null for a value. The column then says whether there is a member. */
  readonly member: JsonObject | null;
  /** Rows that have a value, and rows that have none. */
  readonly present: Int32Array;
  readonly absent: Int32Array;
}

interface JsonObject {
  readonly properties: readonly Property[];
  /** Where the object of each row begins. */
  readonly begins: Int32Array;
}

const nullText = constantBytes('null');
const comma = 0x2c;
const opening = 0x7b;
const closing = 0x7d;

/** So many that a column is worth turning to, so few that they stay in the processor's cache. */
const mostRows = 64;

/** Room for longer rows is asked for in smaller blocks, so that little of a piece stays empty. */
const mostBytes = 96 * 1024;

/** Writes the rows of one result. */
export class RowWriter<Column extends RowColumn> {
  /** Every column that is written; they must be turned to the rows before `write`. */
  readonly columns: readonly Column[];
  private readonly object: JsonObject;
  /** Most bytes of a row, apart from what columns measure. */
  private readonly width: number;
  private readonly omitNulls: boolean;
  private readonly sizes = new Int32Array(mostRows);
  private readonly starts = new Int32Array(mostRows);
  private readonly ends = new Int32Array(mostRows);
  private readonly slots = Int32Array.from({ length: mostRows }, (_, slot) => slot);
  private isFirst = true;
  private fitted = mostRows;

  constructor(fields: readonly NumberedField[], columnAt: ColumnAt<Column>, format: RowFormat) {
    const columns: Column[] = [];
    this.object = jsonObject(fields, format, (...place) => {
      const column = columnAt(...place);
      columns.push(column);
      return column;
    });
    this.columns = columns;
    this.width = 1 + widthOf(this.object) + overwritten;
    this.omitNulls = format.omitNulls;
  }

  /** Writes rows `from` to `rows` (exclusive), commas between them and before what follows earlier ones. */
  write(out: ByteWriter, rows: number, from = 0): void {
    for (let first = from; first < rows;) {
      const count = this.rowsThatFit(first, Math.min(mostRows, rows - first));
      this.writeBlock(out, first, count);
      first += count;
    }
  }

  /** What is written next begins a text of its own. */
  restart(): void {
    this.isFirst = true;
  }

  /** Measures up to `most` rows and gives how many make a block; at least one. */
  private rowsThatFit(first: number, most: number): number {
    const { sizes } = this;
    // Where few rows fitted last time, few are measured.
    const count = Math.min(most, 2 * this.fitted);
    sizes.fill(this.width, 0, count);
    for (const column of this.columns) column.measure(sizes, first, count);
    let bytes = 0;
    let fitting = 0;
    while (fitting < count) {
      bytes += sizes[fitting] ?? 0;
      if (bytes > mostBytes && fitting > 0) break;
      fitting += 1;
    }
    this.fitted = fitting;
    return fitting;
  }

  private writeBlock(out: ByteWriter, first: number, count: number): void {
    const { sizes, starts, ends } = this;
    let size = 0;
    for (let slot = 0; slot < count; slot += 1) size += sizes[slot] ?? 0;
    out.need(size);
    const { bytes, view } = out;
    // Always at the end of the piece: memory that was written a moment ago is faster than memory further on.
    let start = bytes.length - size;
    for (let slot = 0; slot < count; slot += 1) {
      starts[slot] = start;
      ends[slot] = start;
      start += sizes[slot] ?? 0;
    }
    this.writeObject({ bytes, view, first, ends }, this.object, this.slots, count);
    // Every row moves up to the end of the one before.
    let { at } = out;
    for (let slot = 0; slot < count; slot += 1) {
      const begin = starts[slot] ?? 0;
      const end = ends[slot] ?? 0;
      const isFirst = this.isFirst && slot === 0;
      // The place before it is free: room is counted with the comma.
      const target = isFirst ? at : at + 1;
      bytes.copyWithin(target, begin, end);
      if (!isFirst) bytes[at] = comma;
      at = target + end - begin;
    }
    this.isFirst = false;
    out.at = at;
  }

  private writeObject(block: RowBlock, { properties, begins }: JsonObject, slots: Int32Array, count: number): void {
    const { view, ends } = block;
    for (let index = 0; index < count; index += 1) begins[index] = ends[slots[index] ?? 0] ?? 0;
    for (const property of properties) this.writeProperty(block, property, slots, count);
    for (let index = 0; index < count; index += 1) {
      const slot = slots[index] ?? 0;
      const begin = begins[index] ?? 0;
      // The brace takes the place of the comma before the first property, where there is one.
      const end = Math.max(ends[slot] ?? 0, begin + 1);
      view.setUint8(begin, opening);
      view.setUint8(end, closing);
      ends[slot] = end + 1;
    }
  }

  private writeProperty(block: RowBlock, property: Property, slots: Int32Array, count: number): void {
    const { name, column, member, present, absent } = property;
    const { validity } = column;
    const valued = validity === null ? count : split(validity, block.first, slots, count, present, absent);
    const rows = valued === count ? slots : present;
    if (this.omitNulls) writeConstants(block, rows, valued, name);
    else {
      writeConstants(block, slots, count, name);
      writeConstants(block, absent, count - valued, nullText);
    }
    if (valued === 0) return;
    if (member === null) column.write(block, rows, valued);
    else this.writeObject(block, member, rows, valued);
  }
}

/** Sorts rows into those that have a value and those that have none; gives the number of the first. */
function split(
  validity: Uint8Array,
  first: number,
  slots: Int32Array,
  count: number,
  present: Int32Array,
  absent: Int32Array,
): number {
  let valued = 0;
  for (let index = 0; index < count; index += 1) {
    const slot = slots[index] ?? 0;
    const row = first + slot;
    if (((validity[row >> 3] ?? 0) & (1 << (row & 7))) === 0) absent[index - valued] = slot;
    else present[valued++] = slot;
  }
  return valued;
}

function writeConstants({ view, ends }: RowBlock, slots: Int32Array, count: number, constant: ConstantBytes): void {
  const { words, length } = constant;
  if (words.length > 3) {
    for (let index = 0; index < count; index += 1) {
      const slot = slots[index] ?? 0;
      ends[slot] = writeConstant(view, ends[slot] ?? 0, constant);
    }
    return;
  }
  const one = words[0] ?? 0;
  const two = words[1] ?? 0;
  const three = words[2] ?? 0;
  for (let index = 0; index < count; index += 1) {
    const slot = slots[index] ?? 0;
    const at = ends[slot] ?? 0;
    view.setFloat64(at, one, true);
    view.setFloat64(at + 8, two, true);
    view.setFloat64(at + 16, three, true);
    ends[slot] = at + length;
  }
}

function jsonObject(fields: readonly NumberedField[], format: RowFormat, columnAt: ColumnAt<RowColumn>): JsonObject {
  const properties = fields.map((field): Property => {
    const type = field.kind === 'value' ? field.type : 'null';
    return {
      name: constantBytes(`,${JSON.stringify(field.name)}:`),
      column: columnAt(field.column, type, format.numbersAsText),
      member: field.kind === 'value' ? null : jsonObject(field.fields, format, columnAt),
      present: new Int32Array(mostRows),
      absent: new Int32Array(mostRows),
    };
  });
  return { properties, begins: new Int32Array(mostRows) };
}

/** Braces, names and values, nulls at least. */
const widthOf = ({ properties }: JsonObject): number =>
  properties.reduce((sum, { name, column, member }) => {
    const value = member === null ? column.width : widthOf(member);
    return sum + name.length + Math.max(value, nullText.length);
  }, 2);
