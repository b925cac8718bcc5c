/** Values of a row as SQL Server sends them, written as JSON straight from their bytes. */
import { numberReader, textReader } from '../../../source/mssql/wire/cellValues';
import type { Cells } from '../../../source/mssql/wire/cells';
import type { WireColumn } from '../../../source/mssql/wire/wireColumn';
import type { ValueType } from '../dialect';
import { type ByteWriter, constantBytes } from '../embedded/rows/byteWriter';
import { writeAscii, writeDouble, writeWhole } from '../embedded/rows/numberText';
import type { RowColumn } from '../embedded/rows/rowWriter';
import { writeString } from '../embedded/rows/stringText';

/** One column of the row that it was turned to last. */
export interface CellColumn extends RowColumn {
  load(cells: Cells): void;
}

type Write = (out: ByteWriter, cells: Cells, margin: number) => void;

const yes = constantBytes('true');
const no = constantBytes('false');

/** @param codePage of texts that are not UTF-16. @param type as `carried` (sqlServerStatements) makes it travel. */
export function cellText(
  column: WireColumn,
  codePage: string | undefined,
  at: number,
  type: ValueType,
  numbersAsText: boolean,
): CellColumn {
  const write = writerOf(column, codePage, at, type, numbersAsText);
  let cells: Cells | null = null;
  return {
    load: (row) => {
      cells = row;
    },
    isNull: () => cells === null || (cells.starts[at] ?? -1) < 0,
    write: (out, _, margin) => {
      if (cells !== null) write(out, cells, margin);
    },
  };
}

function writerOf(
  column: WireColumn,
  codePage: string | undefined,
  at: number,
  type: ValueType,
  asText: boolean,
): Write {
  switch (type) {
    case 'string':
      return stringWriter(column, codePage, at);
    case 'int32':
      return number(column, at, writeWhole);
    case 'double':
      return number(column, at, writeDouble);
    case 'boolean':
      return number(column, at, (out, value) => {
        out.constant(value === 0 ? no : yes);
      });
    case 'int64':
    case 'decimal':
      return ascii(column, codePage, at, (text) => (asText ? `"${text}"` : text));
    case 'date':
    case 'timeOfDay':
      return ascii(column, codePage, at, (text) => `"${text}"`);
    case 'dateTime':
      return ascii(column, codePage, at, (text) => `"${withoutTrailingZeros(text)}Z"`);
    case 'null':
      // It only tells whether a member is there.
      return () => undefined;
  }
}

const withoutTrailingZeros = (instant: string): string =>
  instant.includes('.') ? instant.replace(/\.?0+$/, '') : instant;

function number(column: WireColumn, at: number, write: (out: ByteWriter, value: number) => void): Write {
  const read = numberReader(column);
  if (read === null) throw unexpected(column, 'a number');
  return (out, { bytes, starts, ends }) => {
    const start = starts[at] ?? 0;
    write(out, read(bytes, start, (ends[at] ?? 0) - start));
  };
}

function ascii(column: WireColumn, codePage: string | undefined, at: number, shown: (text: string) => string): Write {
  const read = textReader(column, codePage);
  if (read === null) throw unexpected(column, 'a text');
  return (out, cells) => {
    writeAscii(out, shown(read(cells.value(at))));
  };
}

/** UTF-8 goes as it comes. */
function stringWriter(column: WireColumn, codePage: string | undefined, at: number): Write {
  if (column.type === 'varchar' && codePage === 'utf-8') {
    return (out, cells, margin) => {
      const value = cells.value(at);
      writeString(out, value, 0, value.length, margin);
    };
  }
  const read = textReader(column, codePage);
  if (read === null) throw unexpected(column, 'a text');
  return (out, cells, margin) => {
    const value = Buffer.from(read(cells.value(at)), 'utf8');
    writeString(out, value, 0, value.length, margin);
  };
}

const unexpected = ({ name, type }: WireColumn, expected: string): Error =>
  new Error(`Column ${name} came as ${type}, expected ${expected}.`);
