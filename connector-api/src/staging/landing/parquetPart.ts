/** One Parquet file of packed batches: a row group whose pages are the batches as they came, neither copied nor compressed. */
import { open } from 'node:fs/promises';
import type { PackedColumn, PackedType } from '../../source/packedColumn';
import { encodeStruct, type Struct, writeVarint } from './compactProtocol';

/** Codes of the Parquet format. */
const physicalTypes = { boolean: 0, number: 5, text: 6 } as const satisfies Record<PackedType, number>;
const utf8 = 0;
const optional = 1;
const encodings = { plain: 0, rle: 3 } as const;
const dataPage = 0;
const uncompressed = 0;
const magic = Buffer.from('PAR1');

interface Chunk {
  readonly name: string;
  readonly type: PackedType;
  readonly parts: Uint8Array[];
  bytes: number;
}

export class ParquetPart {
  rows = 0;
  bytes = 0;
  private readonly chunks: readonly Chunk[];

  constructor(columns: ReadonlyArray<readonly [name: string, type: PackedType]>) {
    this.chunks = columns.map(([name, type]) => ({ name, type, parts: [], bytes: 0 }));
  }

  /** Columns that are left out are null. */
  add(rows: number, columns: Readonly<Record<string, PackedColumn>>): void {
    for (const chunk of this.chunks) {
      const column = columns[chunk.name];
      if (column !== undefined && column.type !== chunk.type) {
        throw new TypeError(`Column ${chunk.name} holds ${column.type}s, expected ${chunk.type}s.`);
      }
      const levels = presenceLevels(rows, column);
      const size = levels.length + (column?.bytes.length ?? 0);
      const page = [pageHeader(rows, size), levels, ...(column === undefined ? [] : [column.bytes])];
      chunk.parts.push(...page);
      const bytes = page.reduce((sum, part) => sum + part.length, 0);
      chunk.bytes += bytes;
      this.bytes += bytes;
    }
    this.rows += rows;
  }

  async write(file: string): Promise<void> {
    const footer = encodeStruct(this.metadata());
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.length);
    const handle = await open(file, 'wx');
    try {
      const parts = [magic, ...this.chunks.flatMap((chunk) => chunk.parts), footer, length, magic];
      // The system takes about a thousand pieces at a time.
      for (let at = 0; at < parts.length; at += 1000) await handle.writev(parts.slice(at, at + 1000));
    } finally {
      await handle.close();
    }
  }

  private metadata(): Struct {
    let offset = magic.length;
    const columns = this.chunks.map(({ name, type, bytes }): Struct => {
      const start = offset;
      offset += bytes;
      const metadata: Struct = {
        1: { int32: physicalTypes[type] },
        2: { int32s: [encodings.plain, encodings.rle] },
        3: { texts: [name] },
        4: { int32: uncompressed },
        5: { int64: this.rows },
        6: { int64: bytes },
        7: { int64: bytes },
        9: { int64: start },
      };
      return { 2: { int64: start }, 3: { struct: metadata } };
    });
    const root: Struct = { 4: { text: 'rows' }, 5: { int32: this.chunks.length } };
    const schema = this.chunks.map(({ name, type }): Struct => ({
      1: { int32: physicalTypes[type] },
      3: { int32: optional },
      4: { text: name },
      ...(type === 'text' ? { 6: { int32: utf8 } } : {}),
    }));
    return {
      1: { int32: 1 },
      2: { structs: [root, ...schema] },
      3: { int64: this.rows },
      4: { structs: [{ 1: { structs: columns }, 2: { int64: this.bytes }, 3: { int64: this.rows } }] },
    };
  }
}

const pageHeader = (rows: number, size: number): Uint8Array =>
  encodeStruct({
    1: { int32: dataPage },
    2: { int32: size },
    3: { int32: size },
    5: {
      struct: {
        1: { int32: rows },
        2: { int32: encodings.plain },
        3: { int32: encodings.rle },
        4: { int32: encodings.rle },
      },
    },
  });

/** The definition levels of a page: one run for all rows, or one bit a row. */
function presenceLevels(rows: number, column: PackedColumn | undefined): Uint8Array {
  const run: number[] = [];
  const bits = column?.present ?? null;
  if (bits === null) {
    writeVarint(run, rows * 2);
    run.push(column === undefined ? 0 : 1);
  } else writeVarint(run, bits.length * 2 + 1);
  const length = run.length + (bits?.length ?? 0);
  const levels = new Uint8Array(4 + length);
  new DataView(levels.buffer).setUint32(0, length, true);
  levels.set(run, 4);
  if (bits !== null) levels.set(bits, 4 + run.length);
  return levels;
}
