/** Values of a row as SQL Server sends them, written as JSON straight from their bytes. */
import { numberReader, textReader } from '../../../source/mssql/wire/cellValues';
import type { Cells } from '../../../source/mssql/wire/cells';
import type { WireColumn } from '../../../source/mssql/wire/wireColumn';
import type { ValueType } from '../dialect';
import { constantBytes, writeConstant } from '../embedded/rows/constantBytes';
import { longestNumber, writeAscii, writeDouble, writeWhole } from '../embedded/rows/numberText';
import type { RowBlock, RowColumn } from '../embedded/rows/rowWriter';
import { longestString, writeString } from '../embedded/rows/stringText';

/** One column of the row that it was turned to last. */
export interface CellColumn extends RowColumn {
  load(cells: Cells): void;
}

/** How the value of a row is written. */
interface CellWriter {
  /** Most bytes that it takes. */
  readonly room: (cells: Cells) => number;
  /** Writes it; gives where it ends. */
  readonly write: (block: RowBlock, at: number, cells: Cells) => number;
}

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
  const writer = writerOf(column, codePage, at, type, numbersAsText);
  let cells: Cells | null = null;
  const validity = Uint8Array.of(0);
  return {
    validity,
    width: 0,
    load: (row) => {
      cells = row;
      validity[0] = (row.starts[at] ?? -1) < 0 ? 0 : 1;
    },
    measure: (sizes) => {
      if (cells !== null && validity[0] === 1) sizes[0] = (sizes[0] ?? 0) + writer.room(cells);
    },
    write: (block) => {
      if (cells !== null) block.ends[0] = writer.write(block, block.ends[0] ?? 0, cells);
    },
  };
}

function writerOf(
  column: WireColumn,
  codePage: string | undefined,
  at: number,
  type: ValueType,
  asText: boolean,
): CellWriter {
  switch (type) {
    case 'string':
      return stringWriter(column, codePage, at);
    case 'int32':
      return number(column, at, writeWhole);
    case 'double':
      return number(column, at, writeDouble);
    case 'boolean':
      return number(column, at, (view, end, value) => writeConstant(view, end, value === 0 ? no : yes));
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
      return { room: () => 0, write: (_block, end) => end };
  }
}

const withoutTrailingZeros = (instant: string): string =>
  instant.includes('.') ? instant.replace(/\.?0+$/, '') : instant;

type WriteNumber = (view: DataView, at: number, value: number) => number;

function number(column: WireColumn, at: number, write: WriteNumber): CellWriter {
  const read = numberReader(column);
  if (read === null) throw unexpected(column, 'a number');
  return {
    room: () => longestNumber,
    write: ({ view }, end, { bytes, starts, ends }) => {
      const start = starts[at] ?? 0;
      return write(view, end, read(bytes, start, (ends[at] ?? 0) - start));
    },
  };
}

/** Most characters that numbers, days and instants have as texts. */
const longestAscii = 48;

function ascii(
  column: WireColumn,
  codePage: string | undefined,
  at: number,
  shown: (text: string) => string,
): CellWriter {
  const read = textReader(column, codePage);
  if (read === null) throw unexpected(column, 'a text');
  return {
    room: () => longestAscii,
    write: ({ view }, end, cells) => writeAscii(view, end, shown(read(cells.value(at)))),
  };
}

/** UTF-8 goes as it comes. */
function stringWriter(column: WireColumn, codePage: string | undefined, at: number): CellWriter {
  // A byte becomes six at most: an escape, or what three bytes of UTF-8 make of a character of one byte.
  const room = (cells: Cells): number => longestString((cells.ends[at] ?? 0) - (cells.starts[at] ?? 0));
  const write = ({ bytes }: RowBlock, end: number, value: Uint8Array) =>
    writeString(bytes, end, value, 0, value.length);
  if (column.type === 'varchar' && codePage === 'utf-8') {
    return { room, write: (block, end, cells) => write(block, end, cells.value(at)) };
  }
  const read = textReader(column, codePage);
  if (read === null) throw unexpected(column, 'a text');
  return { room, write: (block, end, cells) => write(block, end, Buffer.from(read(cells.value(at)), 'utf8')) };
}

const unexpected = ({ name, type }: WireColumn, expected: string): Error =>
  new Error(`Column ${name} came as ${type}, expected ${expected}.`);
