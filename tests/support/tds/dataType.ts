/** The SQL Server types that the responder speaks: metadata bytes, value bytes, and reading parameters ([MS-TDS] 2.2.5.4–6). */

/** SQL_Latin1_General_CP1_CI_AS. */
export const collation = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);

export type Cell = string | number | bigint | boolean | Date | Buffer | null;

export interface DataType {
  readonly name: string;
  /** TYPE_INFO. */
  readonly info: Buffer;
  /** TYPE_VARBYTE of a value, null included. */
  encode(value: Cell): Buffer;
}

const nullLength2 = Buffer.from([0xff, 0xff]);
const nullLength1 = Buffer.from([0x00]);
const dayMilliseconds = 86_400_000;
/** Days from 0001-01-01 to 1970-01-01. */
const epochDays = 719_162;

const withLength1 = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([bytes.length]), bytes]);

const uint16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};

const integerType = (name: string, size: 1 | 2 | 4 | 8): DataType => ({
  name,
  info: Buffer.from([0x26, size]),
  encode: (value) => {
    if (value === null) return nullLength1;
    const bytes = Buffer.alloc(size);
    if (size === 8) bytes.writeBigInt64LE(BigInt(value as number | bigint));
    else bytes.writeIntLE(Number(value), 0, size);
    return withLength1(bytes);
  },
});

const day = (value: Date): Buffer => {
  const bytes = Buffer.alloc(3);
  bytes.writeUIntLE(Math.floor(value.getTime() / dayMilliseconds) + epochDays, 0, 3);
  return bytes;
};

const textType = (name: string, id: number, bytesPerCharacter: 1 | 2, length: number): DataType => ({
  name: `${name}(${String(length)})`,
  info: Buffer.concat([Buffer.from([id]), uint16(length * bytesPerCharacter), collation]),
  encode: (value) => {
    if (value === null) return nullLength2;
    const bytes = Buffer.from(String(value), bytesPerCharacter === 2 ? 'ucs2' : 'latin1');
    return Buffer.concat([uint16(bytes.length), bytes]);
  },
});

const binaryType = (name: string, id: number, length: number): DataType => ({
  name: `${name}(${String(length)})`,
  info: Buffer.concat([Buffer.from([id]), uint16(length)]),
  encode: (value) =>
    value === null ? nullLength2 : Buffer.concat([uint16((value as Buffer).length), value as Buffer]),
});

export const types = {
  int: integerType('int', 4),
  smallint: integerType('smallint', 2),
  bigint: integerType('bigint', 8),
  bit: {
    name: 'bit',
    info: Buffer.from([0x68, 1]),
    encode: (value) => (value === null ? nullLength1 : Buffer.from([1, value === true ? 1 : 0])),
  },
  float: {
    name: 'float',
    info: Buffer.from([0x6d, 8]),
    encode: (value) => {
      if (value === null) return nullLength1;
      const bytes = Buffer.alloc(9);
      bytes[0] = 8;
      bytes.writeDoubleLE(Number(value), 1);
      return bytes;
    },
  },
  date: {
    name: 'date',
    info: Buffer.from([0x28]),
    encode: (value) => (value === null ? nullLength1 : withLength1(day(value as Date))),
  },
  datetime2: {
    name: 'datetime2(3)',
    info: Buffer.from([0x2a, 3]),
    encode: (value) => {
      if (value === null) return nullLength1;
      const time = Buffer.alloc(4);
      const milliseconds = (value as Date).getTime();
      time.writeUInt32LE(((milliseconds % dayMilliseconds) + dayMilliseconds) % dayMilliseconds);
      return withLength1(Buffer.concat([time, day(value as Date)]));
    },
  },
  uniqueidentifier: {
    name: 'uniqueidentifier',
    info: Buffer.from([0x24, 16]),
    encode: (value) => {
      if (value === null) return nullLength1;
      const bytes = Buffer.from(String(value).replaceAll('-', ''), 'hex');
      bytes.subarray(0, 4).reverse();
      bytes.subarray(4, 6).reverse();
      bytes.subarray(6, 8).reverse();
      return withLength1(bytes);
    },
  },
  rowversion: binaryType('binary', 0xad, 8),
  nvarcharMax: {
    name: 'nvarchar(max)',
    info: Buffer.concat([Buffer.from([0xe7]), nullLength2, collation]),
    encode: (value) => {
      if (value === null) return Buffer.alloc(8, 0xff);
      const bytes = Buffer.from(String(value), 'ucs2');
      const head = Buffer.alloc(12);
      head.writeBigUInt64LE(BigInt(bytes.length));
      head.writeUInt32LE(bytes.length, 8);
      return bytes.length === 0 ? head : Buffer.concat([head, bytes, Buffer.alloc(4)]);
    },
  },
} as const satisfies Record<string, DataType>;

export const nvarchar = (length: number): DataType => textType('nvarchar', 0xe7, 2, length);
/** Padded with blanks to its length, as the server sends it. */
export const char = (length: number): DataType => {
  const type = textType('char', 0xaf, 1, length);
  return { ...type, encode: (value) => type.encode(value === null ? null : String(value).padEnd(length)) };
};
export const varchar = (length: number): DataType => textType('varchar', 0xa7, 1, length);

/** Whole numbers of a decimal up to 2^63. */
export const decimal = (precision: number, scale: number): DataType => ({
  name: `decimal(${String(precision)}, ${String(scale)})`,
  info: Buffer.from([0x6a, 9, precision, scale]),
  encode: (value) => {
    if (value === null) return nullLength1;
    const units = BigInt(Math.round(Math.abs(Number(value)) * 10 ** scale));
    const bytes = Buffer.alloc(10);
    bytes[0] = 9;
    bytes[1] = Number(value) < 0 ? 0 : 1;
    bytes.writeBigUInt64LE(units, 2);
    return bytes;
  },
});

/** Reads one parameter's TYPE_INFO and value at `at`; throws for a type the responder does not speak. */
export function readParameterValue(bytes: Buffer, at: number): { readonly value: Cell; readonly next: number } {
  const id = bytes[at] ?? 0;
  switch (id) {
    case 0x26:
      return readSized(bytes, at + 2, (value) =>
        value.length === 8 ? value.readBigInt64LE() : value.readIntLE(0, value.length),
      );
    case 0x68:
      return readSized(bytes, at + 2, (value) => value[0] === 1);
    case 0x6d:
      return readSized(bytes, at + 2, (value) => (value.length === 8 ? value.readDoubleLE() : value.readFloatLE()));
    case 0x28:
      return readSized(bytes, at + 1, (value) => new Date((value.readUIntLE(0, 3) - epochDays) * dayMilliseconds));
    case 0x2a: {
      const scale = bytes[at + 1] ?? 0;
      return readSized(bytes, at + 2, (value) => {
        const timeLength = value.length - 3;
        const milliseconds = (value.readUIntLE(0, timeLength) / 10 ** scale) * 1000;
        return new Date((value.readUIntLE(timeLength, 3) - epochDays) * dayMilliseconds + milliseconds);
      });
    }
    case 0xe7:
      return readLong(bytes, at + 8, bytes.readUInt16LE(at + 1), (value) => value.toString('ucs2'));
    case 0xa5:
    case 0xad:
      return readLong(bytes, at + 3, bytes.readUInt16LE(at + 1), (value) => value);
    default:
      throw new Error(`the responder does not read parameters of type 0x${id.toString(16)}`);
  }
}

type Read = (value: Buffer) => Cell;

function readSized(bytes: Buffer, at: number, read: Read): { value: Cell; next: number } {
  const length = bytes[at] ?? 0;
  const next = at + 1 + length;
  return { value: length === 0 ? null : read(bytes.subarray(at + 1, next)), next };
}

function readLong(bytes: Buffer, at: number, maximum: number, read: Read): { value: Cell; next: number } {
  if (maximum === 0xffff) return readChunks(bytes, at, read);
  const length = bytes.readUInt16LE(at);
  if (length === 0xffff) return { value: null, next: at + 2 };
  return { value: read(bytes.subarray(at + 2, at + 2 + length)), next: at + 2 + length };
}

function readChunks(bytes: Buffer, at: number, read: Read): { value: Cell; next: number } {
  if (bytes.readBigUInt64LE(at) === 0xffffffffffffffffn) return { value: null, next: at + 8 };
  const chunks: Buffer[] = [];
  let next = at + 8;
  for (;;) {
    const length = bytes.readUInt32LE(next);
    next += 4;
    if (length === 0) return { value: read(Buffer.concat(chunks)), next };
    chunks.push(bytes.subarray(next, next + length));
    next += length;
  }
}
