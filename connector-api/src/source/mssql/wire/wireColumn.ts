/** Reads the COLMETADATA token: which columns a result has, and how their values lie in a row ([MS-TDS] 2.2.7.4). */

import { ConnectorError } from '../../../errors';

/** How the length of a value is told. */
export type Framing =
  /** Always the same number of bytes; never null. */
  | { readonly kind: 'fixed'; readonly bytes: number }
  /** One byte of length; 0 is null. */
  | { readonly kind: 'byte' }
  /** Two bytes of length; 65535 is null. */
  | { readonly kind: 'short' }
  /** Chunks, for the (max) types. */
  | { readonly kind: 'chunks' }
  /** Behind a text pointer, for text and ntext. */
  | { readonly kind: 'pointer' };

export interface WireColumn {
  readonly name: string;
  /** `nvarchar`, `datetime2`, …, as a schema names it. */
  readonly type: string;
  readonly framing: Framing;
  /** Digits behind the point: of a decimal, or of a time's seconds. */
  readonly scale: number;
}

interface TypeInfo {
  readonly type: string | ((length: number) => string);
  readonly framing: Framing;
  /** Bytes of the description behind the type's number. */
  readonly describedBy: 0 | 1 | 2 | 3 | 7 | 9;
}

const byte: Framing = { kind: 'byte' };
const short: Framing = { kind: 'short' };
const fixed = (type: string, bytes: number): TypeInfo => ({ type, framing: { kind: 'fixed', bytes }, describedBy: 0 });
const sized = (type: TypeInfo['type'], describedBy: TypeInfo['describedBy']): TypeInfo => ({
  type,
  framing: byte,
  describedBy,
});

const typeInfos: Readonly<Partial<Record<number, TypeInfo>>> = {
  0x30: fixed('tinyint', 1),
  0x32: fixed('bit', 1),
  0x34: fixed('smallint', 2),
  0x38: fixed('int', 4),
  0x3a: fixed('smalldatetime', 4),
  0x3b: fixed('real', 4),
  0x3c: fixed('money', 8),
  0x3d: fixed('datetime', 8),
  0x3e: fixed('float', 8),
  0x7a: fixed('smallmoney', 4),
  0x7f: fixed('bigint', 8),
  0x26: sized((length) => ({ 1: 'tinyint', 2: 'smallint', 4: 'int' })[length] ?? 'bigint', 1),
  0x68: sized('bit', 1),
  0x6d: sized((length) => (length === 4 ? 'real' : 'float'), 1),
  0x6e: sized((length) => (length === 4 ? 'smallmoney' : 'money'), 1),
  0x6f: sized((length) => (length === 4 ? 'smalldatetime' : 'datetime'), 1),
  0x24: sized('uniqueidentifier', 1),
  0x28: sized('date', 0),
  0x29: sized('time', 1),
  0x2a: sized('datetime2', 1),
  0x2b: sized('datetimeoffset', 1),
  0x6a: sized('decimal', 3),
  0x6c: sized('numeric', 3),
  0xa5: { type: 'varbinary', framing: short, describedBy: 2 },
  0xad: { type: 'binary', framing: short, describedBy: 2 },
  0xa7: { type: 'varchar', framing: short, describedBy: 7 },
  0xaf: { type: 'char', framing: short, describedBy: 7 },
  0xe7: { type: 'nvarchar', framing: short, describedBy: 7 },
  0xef: { type: 'nchar', framing: short, describedBy: 7 },
  0x23: { type: 'text', framing: { kind: 'pointer' }, describedBy: 9 },
  0x63: { type: 'ntext', framing: { kind: 'pointer' }, describedBy: 9 },
};

const max = 0xffff;
const noColumns = 0xffff;

/**
 * The columns of the COLMETADATA token whose number stands before `at`, and where it ends; null where it is not all there.
 * @throws ConnectorError SOURCE_SCHEMA for a type that no entity takes: nobody knows how its values would lie in a row.
 */
export function readWireColumns(
  bytes: Buffer,
  at: number,
): { readonly columns: readonly WireColumn[]; readonly end: number } | null {
  const reader = new Reader(bytes, at);
  const columns: WireColumn[] = [];
  const count = reader.uint16();
  for (let index = 0; count !== noColumns && index < count && !reader.short; index += 1)
    columns.push(readColumn(reader, index + 1));
  return reader.short ? null : { columns, end: reader.at };
}

function readColumn(reader: Reader, place: number): WireColumn {
  reader.skip(6);
  const id = reader.uint8();
  const info = typeInfos[id];
  if (info === undefined) {
    if (reader.short) return { name: '', type: '', framing: byte, scale: 0 };
    throw new ConnectorError('SOURCE_SCHEMA', {
      target: `column ${String(place)} of the result`,
      found: `a value of TDS type 0x${id.toString(16)}`,
      expected: 'a number, a text, a time or a bit',
      hint: 'It changed while it was read.',
    });
  }
  const start = reader.at;
  reader.skip(info.describedBy);
  const length = info.describedBy === 0 ? 0 : info.describedBy < 2 ? reader.uint8At(start) : reader.uint16At(start);
  const scale = info.describedBy === 3 ? reader.uint8At(start + 2) : length;
  if (info.framing.kind === 'pointer') {
    const parts = reader.uint8();
    for (let part = 0; part < parts && !reader.short; part += 1) reader.skip(reader.uint16() * 2);
  }
  const type = typeof info.type === 'string' ? info.type : info.type(length);
  const framing: Framing = info.framing === short && length === max ? { kind: 'chunks' } : info.framing;
  return { name: reader.text(reader.uint8()), type, framing, scale };
}

/** Reads on behind the end without throwing, and says that it did. */
class Reader {
  constructor(
    private readonly bytes: Buffer,
    public at: number,
  ) {}

  get short(): boolean {
    return this.at > this.bytes.length;
  }

  skip(bytes: number): void {
    this.at += bytes;
  }

  uint8At = (at: number): number => this.bytes[at] ?? 0;

  uint16At = (at: number): number => this.uint8At(at) + this.uint8At(at + 1) * 256;

  uint8(): number {
    this.at += 1;
    return this.uint8At(this.at - 1);
  }

  uint16(): number {
    this.at += 2;
    return this.uint16At(this.at - 2);
  }

  text(length: number): string {
    const from = this.at;
    this.at += length * 2;
    return this.bytes.toString('utf16le', from, this.at);
  }
}
