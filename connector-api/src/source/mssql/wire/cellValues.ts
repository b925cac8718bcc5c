/** What the bytes of a SQL Server value mean ([MS-TDS] 2.2.5.5); equal to what the driver makes of them. */
import iconv from 'iconv-lite';
import type { WireColumn } from './wireColumn';

export type NumberReader = (bytes: Buffer, at: number, length: number) => number;

const dayMilliseconds = 86_400_000;
/** Days from 0001-01-01 and from 1900-01-01 to 1970-01-01. */
const daysBeforeEpoch = { year1: 719_162, year1900: 25_567 } as const;

/** Milliseconds of a day-and-time value: the time in units of 10^-scale seconds, then the days in three bytes. */
function timeThenDays(scale: number, bytesBehind: number): NumberReader {
  const hundredNanoseconds = 10 ** (7 - scale);
  return (bytes, at, length) => {
    const daysAt = at + length - 3 - bytesBehind;
    const days = bytes.readUIntLE(daysAt, 3) - daysBeforeEpoch.year1;
    const time = bytes.readUIntLE(at, daysAt - at);
    return days * dayMilliseconds + Math.floor((time * hundredNanoseconds) / 10_000);
  };
}

const decimalReader =
  (scale: number): NumberReader =>
  (bytes, at, length) => {
    let magnitude = 0;
    for (let place = at + length - 4; place > at; place -= 4)
      magnitude = magnitude * 2 ** 32 + bytes.readUInt32LE(place);
    return ((bytes[at] === 1 ? 1 : -1) * magnitude) / 10 ** scale;
  };

/** Numbers as numbers, bits as 0 and 1, instants and days as milliseconds since 1970. */
export function numberReader({ type, scale }: WireColumn): NumberReader | null {
  switch (type) {
    case 'bit':
    case 'tinyint':
      return (bytes, at) => bytes[at] as number;
    case 'smallint':
      return (bytes, at) => bytes.readInt16LE(at);
    case 'int':
      return (bytes, at) => bytes.readInt32LE(at);
    case 'bigint':
      return (bytes, at) => Number(bytes.readBigInt64LE(at));
    case 'real':
      return (bytes, at) => bytes.readFloatLE(at);
    case 'float':
      return (bytes, at) => bytes.readDoubleLE(at);
    case 'smallmoney':
      return (bytes, at) => bytes.readInt32LE(at) / 10_000;
    case 'money':
      return (bytes, at) => (bytes.readUInt32LE(at + 4) + 2 ** 32 * bytes.readInt32LE(at)) / 10_000;
    case 'decimal':
    case 'numeric':
      return decimalReader(scale);
    case 'date':
      return (bytes, at) => (bytes.readUIntLE(at, 3) - daysBeforeEpoch.year1) * dayMilliseconds;
    case 'datetime2':
      return timeThenDays(scale, 0);
    // The time is UTC; the offset behind it says only how it was written.
    case 'datetimeoffset':
      return timeThenDays(scale, 2);
    case 'datetime':
      return (bytes, at) =>
        (bytes.readInt32LE(at) - daysBeforeEpoch.year1900) * dayMilliseconds +
        Math.round(bytes.readInt32LE(at + 4) * (10 / 3));
    case 'smalldatetime':
      return (bytes, at) =>
        (bytes.readUInt16LE(at) - daysBeforeEpoch.year1900) * dayMilliseconds + bytes.readUInt16LE(at + 2) * 60_000;
    default:
      return null;
  }
}

export type TextReader = (value: Buffer) => string;

const guidOrder = [3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15] as const;

const guid: TextReader = (value) =>
  guidOrder
    .map((at) => (at < 0 ? '-' : (value[at] ?? 0).toString(16).padStart(2, '0')))
    .join('')
    .toUpperCase();

/** @param codePage of a text with one byte a character, such as `CP1252`. */
export function textReader(column: WireColumn, codePage: string | undefined): TextReader | null {
  switch (column.type) {
    case 'nvarchar':
    case 'nchar':
    case 'ntext':
      return (value) => value.toString('utf16le');
    case 'varchar':
    case 'char':
    case 'text':
      return (value) => iconv.decode(value, codePage ?? 'utf8');
    case 'uniqueidentifier':
      return guid;
    case 'bigint':
      return (value) => value.readBigInt64LE().toString();
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'float':
    case 'real': {
      const read = numberReader(column);
      return read === null ? null : (value) => String(read(value, 0, value.length));
    }
    default:
      return null;
  }
}
