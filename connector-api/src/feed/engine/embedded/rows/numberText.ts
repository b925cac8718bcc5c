/** Numbers as the digits of JSON, written byte by byte. */
import type { ByteWriter } from './byteWriter';

/** Most bytes that any of these writes at once. */
export const longestNumber = 48;

const zero = 0x30;
const minus = 0x2d;
const point = 0x2e;

/** A whole number of up to 2^53 in size. */
export function writeWhole(out: ByteWriter, value: number): void {
  if (value < 0) {
    out.bytes[out.at++] = minus;
    writeUnsigned(out, -value);
  } else writeUnsigned(out, value);
}

function writeUnsigned(out: ByteWriter, value: number): void {
  if (value < 10) {
    out.bytes[out.at++] = zero + value;
    return;
  }
  if (value > 0x7fffffff) {
    const high = Math.floor(value / 1e9);
    writeUnsigned(out, high);
    writeDigits(out, value - high * 1e9, 9);
    return;
  }
  writeDigits(out, value, digitsOf(value));
}

/** The last `count` digits of a whole number below 2^31, zeros in front where it has fewer. */
export function writeDigits(out: ByteWriter, value: number, count: number): void {
  const { bytes } = out;
  let rest = value;
  for (let place = out.at + count - 1; place >= out.at; place -= 1) {
    const next = (rest / 10) | 0;
    bytes[place] = zero + rest - next * 10;
    rest = next;
  }
  out.at += count;
}

function digitsOf(value: number): number {
  if (value < 1e5) {
    if (value < 100) return 2;
    if (value < 1000) return 3;
    return value < 10_000 ? 4 : 5;
  }
  if (value < 1e7) return value < 1e6 ? 6 : 7;
  if (value < 1e8) return 8;
  return value < 1e9 ? 9 : 10;
}

/** The shortest text that reads back as the same number; the names of JSON's missing numbers as OData writes them. */
export function writeDouble(out: ByteWriter, value: number): void {
  const tenfold = value * 10;
  if (Math.abs(tenfold) < 1e9) {
    const tenths = Math.round(tenfold);
    // The nearest number to tenths / 10 is what its text reads back as, so equality here proves the text.
    if (tenths / 10 === value && !Object.is(value, -0)) {
      writeTenths(out, tenths);
      return;
    }
  }
  writeAscii(
    out,
    Number.isFinite(value) ? String(value) : Number.isNaN(value) ? '"NaN"' : value > 0 ? '"INF"' : '"-INF"',
  );
}

function writeTenths(out: ByteWriter, tenths: number): void {
  if (tenths < 0) out.bytes[out.at++] = minus;
  const size = Math.abs(tenths);
  const whole = (size / 10) | 0;
  writeUnsigned(out, whole);
  const last = size - whole * 10;
  if (last === 0) return;
  out.bytes[out.at++] = point;
  out.bytes[out.at++] = zero + last;
}

/** A text of ASCII characters that fits into the room there is. */
export function writeAscii(out: ByteWriter, text: string): void {
  const { bytes } = out;
  for (let index = 0; index < text.length; index += 1) bytes[out.at++] = text.charCodeAt(index);
}
