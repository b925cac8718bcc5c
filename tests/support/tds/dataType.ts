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

/** `tinyint` has no sign. */
const integerType = (name: string, size: 1 | 2 | 4 | 8): DataType => ({
  name,
  info: Buffer.from([0x26, size]),
  encode: (value) => {
    if (value === null) return nullLength1;
    const bytes = Buffer.alloc(size);
    if (size === 8) bytes.writeBigInt64LE(BigInt(value as number | bigint));
    else if (size === 1) bytes.writeUInt8(Number(value));
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

/** A value of `size` bytes that `write` puts into them; null has none. */
const sizedType = (name: string, id: number, size: number, write: (bytes: Buffer, value: Cell) => void): DataType => ({
  name,
  info: Buffer.from([id, size]),
  encode: (value) => {
    if (value === null) return nullLength1;
    const bytes = Buffer.alloc(size);
    write(bytes, value);
    return withLength1(bytes);
  },
});

/** Days from 1900-01-01 to 1970-01-01. */
const daysSince1900 = (value: Cell): number => Math.floor((value as Date).getTime() / dayMilliseconds) + 25_567;
const millisecondsOfDay = (value: Cell): number =>
  (((value as Date).getTime() % dayMilliseconds) + dayMilliseconds) % dayMilliseconds;

const timeBytes = (scale: number): 3 | 4 | 5 => (scale <= 2 ? 3 : scale <= 4 ? 4 : 5);

/** The time of day in units of 10^-scale seconds, cut off. */
const timeOf = (value: Cell, scale: number): Buffer => {
  const bytes = Buffer.alloc(timeBytes(scale));
  bytes.writeUIntLE(Math.floor((millisecondsOfDay(value) / 1000) * 10 ** scale + 1e-6), 0, bytes.length);
  return bytes;
};

export const datetime2 = (scale: number): DataType => ({
  name: `datetime2(${String(scale)})`,
  info: Buffer.from([0x2a, scale]),
  encode: (value) =>
    value === null ? nullLength1 : withLength1(Buffer.concat([timeOf(value, scale), day(value as Date)])),
});

/** As written two hours east of UTC. */
export const datetimeoffset = (scale: number): DataType => ({
  name: `datetimeoffset(${String(scale)})`,
  info: Buffer.from([0x2b, scale]),
  encode: (value) =>
    value === null
      ? nullLength1
      : withLength1(Buffer.concat([timeOf(value, scale), day(value as Date), Buffer.from([120, 0])])),
});

/** A text behind a pointer, as the old large types have it. */
const pointerType = (name: string, id: number, encoding: 'ucs2' | 'latin1'): DataType => ({
  name,
  info: Buffer.concat([Buffer.from([id, 0xff, 0xff, 0xff, 0x7f]), collation, Buffer.from([1, 1, 0, 0x74, 0])]),
  encode: (value) => {
    if (value === null) return nullLength1;
    const bytes = Buffer.from(String(value), encoding);
    const head = Buffer.alloc(1 + 16 + 8 + 4);
    head[0] = 16;
    head.writeUInt32LE(bytes.length, 25);
    return Buffer.concat([head, bytes]);
  },
});

/** A (max) text, in chunks of `chunk` bytes. */
const chunkedType = (name: string, id: number, encoding: 'ucs2' | 'latin1', chunk: number): DataType => ({
  name,
  info: Buffer.concat([Buffer.from([id]), nullLength2, collation]),
  encode: (value) => {
    if (value === null) return Buffer.alloc(8, 0xff);
    const bytes = Buffer.from(String(value), encoding);
    const total = Buffer.alloc(8);
    total.writeBigUInt64LE(BigInt(bytes.length));
    const parts = [total];
    for (let at = 0; at < bytes.length; at += chunk) {
      const part = bytes.subarray(at, at + chunk);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(part.length);
      parts.push(length, part);
    }
    return Buffer.concat([...parts, Buffer.alloc(4)]);
  },
});

export const types = {
  tinyint: integerType('tinyint', 1),
  real: sizedType('real', 0x6d, 4, (bytes, value) => bytes.writeFloatLE(Number(value))),
  money: sizedType('money', 0x6e, 8, (bytes, value) => {
    const units = BigInt(Math.round(Number(value) * 10_000));
    bytes.writeInt32LE(Number(units >> 32n));
    bytes.writeUInt32LE(Number(units & 0xffffffffn), 4);
  }),
  smallmoney: sizedType('smallmoney', 0x6e, 4, (bytes, value) =>
    bytes.writeInt32LE(Math.round(Number(value) * 10_000)),
  ),
  datetime: sizedType('datetime', 0x6f, 8, (bytes, value) => {
    bytes.writeInt32LE(daysSince1900(value));
    bytes.writeInt32LE(Math.round(millisecondsOfDay(value) * 0.3), 4);
  }),
  smalldatetime: sizedType('smalldatetime', 0x6f, 4, (bytes, value) => {
    bytes.writeUInt16LE(daysSince1900(value));
    bytes.writeUInt16LE(Math.floor(millisecondsOfDay(value) / 60_000), 2);
  }),
  text: pointerType('text', 0x23, 'latin1'),
  ntext: pointerType('ntext', 0x63, 'ucs2'),
  varcharMax: chunkedType('varchar(max)', 0xa7, 'latin1', 700),
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
  datetime2: datetime2(3),
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
  nvarcharMax: chunkedType('nvarchar(max)', 0xe7, 'ucs2', 1000),
} as const satisfies Record<string, DataType>;

export const nvarchar = (length: number): DataType => textType('nvarchar', 0xe7, 2, length);
/** Padded with blanks to its length, as the server sends it. */
export const char = (length: number): DataType => {
  const type = textType('char', 0xaf, 1, length);
  return { ...type, encode: (value) => type.encode(value === null ? null : String(value).padEnd(length)) };
};
export const nchar = (length: number): DataType => {
  const type = textType('nchar', 0xef, 2, length);
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
