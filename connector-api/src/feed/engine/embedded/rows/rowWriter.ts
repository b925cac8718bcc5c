/** Rows of a result as JSON objects, written chunk by chunk. */
import type { DuckDBDataChunk, DuckDBTypeId } from '@duckdb/node-api';
import type { RowFormat } from '../../../odata/plan/fields';
import { constantBytes, type ByteWriter, type ConstantBytes } from './byteWriter';
import type { NumberedField } from './numberFields';
import { columnText, longestValue, type ColumnText } from './columnText';

interface Property {
  /** `"Name":` */
  readonly name: ConstantBytes;
  readonly column: ColumnText;
  /** The properties of a member; null for a value. The column then says whether there is a member. */
  readonly member: readonly Property[] | null;
}

const nullText = constantBytes('null');
const comma = 0x2c;
const opening = 0x7b;
const closing = 0x7d;

/** Writes the rows of one result. */
export class RowWriter {
  private readonly properties: readonly Property[];
  private readonly columns: readonly ColumnText[];
  /** Room for everything in a row but its texts. */
  private readonly margin: number;
  private isFirst = true;

  /** @param types of the result's columns. */
  constructor(
    fields: readonly NumberedField[],
    types: readonly DuckDBTypeId[],
    private readonly format: RowFormat,
  ) {
    this.properties = properties(fields, types, format);
    const all = flat(this.properties);
    this.columns = all.map(({ column }) => column);
    this.margin = all.reduce((sum, { name }) => sum + name.length + longestValue + 8, 8);
  }

  /** Writes the first `rows` rows of a chunk, commas between them and before what follows earlier chunks. */
  write(out: ByteWriter, chunk: DuckDBDataChunk, rows: number): void {
    for (const column of this.columns) column.load(chunk, rows);
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

function properties(fields: readonly NumberedField[], types: readonly DuckDBTypeId[], format: RowFormat): Property[] {
  return fields.map((field) => {
    const type = field.kind === 'value' ? field.type : 'null';
    const stored = types[field.column];
    if (stored === undefined) throw new Error(`The result has no column ${String(field.column)} for ${field.name}`);
    return {
      name: constantBytes(`${JSON.stringify(field.name)}:`),
      column: columnText(field.column, type, stored, format.numbersAsText),
      member: field.kind === 'value' ? null : properties(field.fields, types, format),
    };
  });
}

const flat = (properties: readonly Property[]): Property[] =>
  properties.flatMap((each) => [each, ...flat(each.member ?? [])]);
