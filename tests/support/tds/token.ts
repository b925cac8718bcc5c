/** The tokens of a server's answer ([MS-TDS] 2.2.7). */
import { collation, type Cell, type DataType } from './dataType';

export interface ResultColumn {
  readonly name: string;
  readonly type: DataType;
  readonly nullable?: boolean;
}

export interface ServerError {
  readonly number: number;
  readonly message: string;
  /** Severity; 16 where not given. */
  readonly class?: number;
}

const uint16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};

const shortText = (text: string): Buffer => Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'ucs2')]);
const longText = (text: string): Buffer => Buffer.concat([uint16(text.length), Buffer.from(text, 'ucs2')]);
const sized = (id: number, body: Buffer): Buffer => Buffer.concat([Buffer.from([id]), uint16(body.length), body]);

export const loginAck = (): Buffer =>
  sized(
    0xad,
    Buffer.concat([
      Buffer.from([0x01, 0x74, 0x00, 0x00, 0x04]),
      shortText('TDS responder'),
      Buffer.from([0x0e, 0x00, 0x00, 0x00]),
    ]),
  );

export const databaseChange = (name: string): Buffer =>
  sized(0xe3, Buffer.concat([Buffer.from([1]), shortText(name), shortText('master')]));

export const packetSizeChange = (size: number): Buffer =>
  sized(0xe3, Buffer.concat([Buffer.from([4]), shortText(String(size)), shortText('4096')]));

export const collationChange = (): Buffer =>
  sized(0xe3, Buffer.concat([Buffer.from([7, collation.length]), collation, Buffer.from([0])]));

/** Acknowledges the access token of a federated login. */
export const federatedLoginAck = (): Buffer => Buffer.from([0xae, 0x02, 0, 0, 0, 0, 0xff]);

/** Asks for an access token: where to get one (STSURL) and for what (SPN). */
export function federatedLoginInfo(): Buffer {
  const values = ['https://login.invalid/common', 'https://database.windows.net/'].map((text) =>
    Buffer.from(text, 'ucs2'),
  );
  const head = Buffer.alloc(4 + 9 * values.length);
  head.writeUInt32LE(values.length);
  let at = head.length;
  values.forEach((value, index) => {
    head[4 + 9 * index] = index + 1;
    head.writeUInt32LE(value.length, 5 + 9 * index);
    head.writeUInt32LE(at, 9 + 9 * index);
    at += value.length;
  });
  const body = Buffer.concat([head, ...values]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from([0xee]), length, body]);
}

export function errorToken(error: ServerError): Buffer {
  const head = Buffer.alloc(6);
  head.writeInt32LE(error.number);
  head[4] = 1;
  head[5] = error.class ?? 16;
  return sized(
    0xaa,
    Buffer.concat([head, longText(error.message), shortText('responder'), shortText(''), Buffer.from([1, 0, 0, 0])]),
  );
}

export function columnMetadata(columns: readonly ResultColumn[]): Buffer {
  const described = columns.map(({ name, type, nullable }) =>
    Buffer.concat([Buffer.from([0, 0, 0, 0, nullable === false ? 0 : 1, 0]), type.info, shortText(name)]),
  );
  return Buffer.concat([Buffer.from([0x81]), uint16(columns.length), ...described]);
}

/** ROW, or NBCROW where a third of the values are null, as SQL Server does. */
export function rowToken(columns: readonly ResultColumn[], row: readonly Cell[]): Buffer {
  const nulls = row.reduce<number>((count, value) => count + (value === null ? 1 : 0), 0);
  const compressed = nulls * 3 >= columns.length && nulls > 0;
  const parts: Buffer[] = [];
  if (compressed) {
    const bitmap = Buffer.alloc(Math.ceil(columns.length / 8));
    columns.forEach((_, at) => {
      if ((row[at] ?? null) === null) bitmap[at >> 3] = (bitmap[at >> 3] ?? 0) | (1 << (at & 7));
    });
    parts.push(Buffer.from([0xd2]), bitmap);
  } else parts.push(Buffer.from([0xd1]));
  columns.forEach((column, at) => {
    const value = row[at] ?? null;
    if (!compressed || value !== null) parts.push(column.type.encode(value));
  });
  return Buffer.concat(parts);
}

const doneIds = { done: 0xfd, doneInProcedure: 0xff, doneProcedure: 0xfe } as const;
export const doneFlags = { more: 0x01, error: 0x02, count: 0x10, attention: 0x20 } as const;

export function doneToken(kind: keyof typeof doneIds, flags: number, rows = 0): Buffer {
  const bytes = Buffer.alloc(13);
  bytes[0] = doneIds[kind];
  bytes.writeUInt16LE(flags, 1);
  bytes.writeBigUInt64LE(BigInt(rows), 5);
  return bytes;
}

export const returnStatus = (status: number): Buffer => {
  const bytes = Buffer.alloc(5);
  bytes[0] = 0x79;
  bytes.writeInt32LE(status, 1);
  return bytes;
};
