/** Rows of a result as JSON objects. */
import type { ValueType } from '../../dialect';
import type { RowFormat } from '../../../odata/plan/fields';
import { constantBytes, type ByteWriter, type ConstantBytes } from './byteWriter';
import type { NumberedField } from './numberFields';
import { longestNumber } from './numberText';

/** Most bytes that a value takes, texts apart. */
export const longestValue = longestNumber + 2;

/** One column of the rows that are written next. */
export interface RowColumn {
  isNull(row: number): boolean;
  /** Writes the value of a row where it is not null. @param margin room to leave behind a text. */
  write(out: ByteWriter, row: number, margin: number): void;
}

/** The column at that place of a result; `null` for one that only says whether a member is there. */
export type ColumnAt<Column extends RowColumn> = (index: number, type: ValueType, numbersAsText: boolean) => Column;

interface Property {
  /** `"Name":` */
  readonly name: ConstantBytes;
  readonly column: RowColumn;
  /** The properties of a member; null for a value. The column then says whether there is a member. */
  readonly member: readonly Property[] | null;
}

const nullText = constantBytes('null');
const comma = 0x2c;
const opening = 0x7b;
const closing = 0x7d;

/** Writes the rows of one result. */
export class RowWriter<Column extends RowColumn> {
  /** Every column that is written; they must be turned to the rows before `write`. */
  readonly columns: readonly Column[];
  private readonly properties: readonly Property[];
  /** Room for everything in a row but its texts. */
  private readonly margin: number;
  private isFirst = true;

  constructor(
    fields: readonly NumberedField[],
    columnAt: ColumnAt<Column>,
    private readonly format: RowFormat,
  ) {
    const columns: Column[] = [];
    this.properties = properties(fields, format, (...place) => {
      const column = columnAt(...place);
      columns.push(column);
      return column;
    });
    this.columns = columns;
    const all = flat(this.properties);
    this.margin = all.reduce((sum, { name }) => sum + name.length + longestValue + 8, 8);
  }

  /** Writes the first `rows` rows, commas between them and before what follows earlier ones. */
  write(out: ByteWriter, rows: number): void {
    for (let row = 0; row < rows; row += 1) {
      out.need(this.margin);
      if (!this.isFirst) out.bytes[out.at++] = comma;
      this.isFirst = false;
      this.object(out, this.properties, row);
    }
  }

  private object(out: ByteWriter, properties: readonly Property[], row: number): void {
    let before = opening;
    for (const { name, column, member } of properties) {
      const isNull = column.isNull(row);
      if (isNull && this.format.omitNulls) continue;
      out.bytes[out.at++] = before;
      before = comma;
      out.constant(name);
      if (isNull) out.constant(nullText);
      else if (member === null) column.write(out, row, this.margin);
      else this.object(out, member, row);
    }
    if (before === opening) out.bytes[out.at++] = opening;
    out.bytes[out.at++] = closing;
  }
}

function properties(fields: readonly NumberedField[], format: RowFormat, columnAt: ColumnAt<RowColumn>): Property[] {
  return fields.map((field) => {
    const type = field.kind === 'value' ? field.type : 'null';
    return {
      name: constantBytes(`${JSON.stringify(field.name)}:`),
      column: columnAt(field.column, type, format.numbersAsText),
      member: field.kind === 'value' ? null : properties(field.fields, format, columnAt),
    };
  });
}

const flat = (properties: readonly Property[]): Property[] =>
  properties.flatMap((each) => [each, ...flat(each.member ?? [])]);
