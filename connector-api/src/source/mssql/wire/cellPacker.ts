/** Packs the values of one result column as values of an entity's column. */
import { BooleanPacker, type ColumnPacker, NumberPacker, type PackedColumn, TextPacker } from '../../packedColumn';
import type { ValueType } from '../../../survey/entity';
import type { Cells } from './cells';
import { numberReader, type NumberReader, textReader } from './cellValues';
import type { WireColumn } from './wireColumn';

/** Values of one column of a batch as they come. */
export interface CellPacker {
  /** The value of the row that `cells` holds. */
  add(cells: Cells): void;
  take(): PackedColumn | null;
}

const dayMilliseconds = 86_400_000;

/**
 * @param at position of the column in the row
 * @throws Error for a type that `acceptance` refuses.
 */
export function cellPacker(type: ValueType, column: WireColumn, at: number, codePage: string | undefined): CellPacker {
  if (type === 'text') return textCells(column, at, codePage);
  const read = numberReader(column);
  if (read === null) throw new Error(`${column.name} is ${column.type}, which is no ${type}.`);
  switch (type) {
    case 'boolean': {
      const packer = new BooleanPacker();
      return cellsInto(packer, at, (bytes, start, length) => {
        packer.addBoolean(read(bytes, start, length) !== 0);
      });
    }
    case 'date':
      return numberCells(at, (bytes, start, length) => Math.floor(read(bytes, start, length) / dayMilliseconds));
    default:
      return numberCells(at, read);
  }
}

function numberCells(at: number, read: NumberReader): CellPacker {
  const packer = new NumberPacker();
  return cellsInto(packer, at, (bytes, start, length) => {
    packer.addNumber(read(bytes, start, length));
  });
}

function cellsInto(
  packer: ColumnPacker,
  at: number,
  add: (bytes: Buffer, start: number, length: number) => void,
): CellPacker {
  return {
    add: ({ bytes, starts, ends }) => {
      const start = starts[at] as number;
      if (start < 0) packer.skip();
      else add(bytes, start, (ends[at] as number) - start);
    },
    take: () => packer.take(),
  };
}

function textCells(column: WireColumn, at: number, codePage: string | undefined): CellPacker {
  const packer = new TextPacker();
  const read = textReader(column, codePage);
  if (read === null) throw new Error(`${column.name} is ${column.type}, which is no text.`);
  if (column.framing.kind === 'chunks') {
    return {
      add: (cells) => {
        if ((cells.starts[at] as number) < 0) packer.skip();
        else packer.addText(read(cells.value(at)));
      },
      take: () => packer.take(),
    };
  }
  switch (column.type) {
    case 'nvarchar':
      return cellsInto(packer, at, (bytes, start, length) => {
        packer.addUtf16(bytes, start, start + length);
      });
    case 'varchar':
      return cellsInto(packer, at, (bytes, start, length) => {
        if (!packer.addAscii(bytes, start, start + length)) packer.addText(read(bytes.subarray(start, start + length)));
      });
    case 'char':
    case 'nchar':
      return cellsInto(packer, at, (bytes, start, length) => {
        packer.addText(read(bytes.subarray(start, start + length)).replace(/ +$/, ''));
      });
    default:
      return cellsInto(packer, at, (bytes, start, length) => {
        packer.addText(read(bytes.subarray(start, start + length)));
      });
  }
}
