/** Numbers as the digits of JSON. Every writer gives where what it wrote ends. */
import { constantBytes, writeConstant } from './constantBytes';

/** Most bytes that any of these writes at once. */
export const longestNumber = 32;

const zero = 0x30;
const minus = 0x2d;
const point = 0x2e;

/** The four digits of each number below 10,000, the first in the lowest byte. */
const fourDigits = Int32Array.from({ length: 10_000 }, (_, value) => {
  const digits = Buffer.from(String(value).padStart(4, '0'), 'latin1');
  return digits.readInt32LE(0);
});

/** How many of them are zeros in front. */
const leadingZeros = Uint8Array.from({ length: 10_000 }, (_, value) => 4 - String(value).length);

/** A whole number of up to 2^53 in size. */
export function writeWhole(view: DataView, at: number, value: number): number {
  if (value >= 0) return value < 10_000 ? writeUpToFour(view, at, value) : writeMany(view, at, value);
  view.setUint8(at, minus);
  return writeMany(view, at + 1, -value);
}

function writeUpToFour(view: DataView, at: number, value: number): number {
  const zeros = leadingZeros[value] ?? 0;
  view.setInt32(at, (fourDigits[value] ?? 0) >>> (8 * zeros), true);
  return at + 4 - zeros;
}

function writeMany(view: DataView, at: number, value: number): number {
  if (value < 10_000) return writeUpToFour(view, at, value);
  if (value < 100_000_000) {
    const high = (value / 10_000) | 0;
    const end = writeUpToFour(view, at, high);
    view.setInt32(end, fourDigits[value - high * 10_000] ?? 0, true);
    return end + 4;
  }
  const high = Math.floor(value / 100_000_000);
  const low = value - high * 100_000_000;
  const middle = (low / 10_000) | 0;
  const end = writeMany(view, at, high);
  view.setInt32(end, fourDigits[middle] ?? 0, true);
  view.setInt32(end + 4, fourDigits[low - middle * 10_000] ?? 0, true);
  return end + 8;
}

/** A whole number below 100 in two digits. */
export function writeTwo(view: DataView, at: number, value: number): number {
  view.setUint16(at, (fourDigits[value] ?? 0) >>> 16, true);
  return at + 2;
}

const notNumber = constantBytes('"NaN"');
const infinite = constantBytes('"INF"');
const minusInfinite = constantBytes('"-INF"');

/** The shortest text that reads back as the same number; the names of JSON's missing numbers as OData writes them. */
export function writeDouble(view: DataView, at: number, value: number): number {
  const tenfold = value * 10;
  if (Math.abs(tenfold) < 1e9) {
    const tenths = Math.round(tenfold);
    // The nearest number to tenths / 10 is what its text reads back as, so equality here proves the text.
    if (tenths / 10 === value && !Object.is(value, -0)) return writeTenths(view, at, tenths);
  }
  if (Number.isFinite(value)) return writeAscii(view, at, String(value));
  return writeConstant(view, at, Number.isNaN(value) ? notNumber : value > 0 ? infinite : minusInfinite);
}

function writeTenths(view: DataView, at: number, tenths: number): number {
  const size = Math.abs(tenths);
  const whole = (size / 10) | 0;
  const last = size - whole * 10;
  if (tenths < 0) view.setUint8(at, minus);
  const end = writeMany(view, tenths < 0 ? at + 1 : at, whole);
  if (last === 0) return end;
  view.setUint8(end, point);
  view.setUint8(end + 1, zero + last);
  return end + 2;
}

/** A text of ASCII characters. */
export function writeAscii(view: DataView, at: number, text: string): number {
  for (let index = 0; index < text.length; index += 1) view.setUint8(at + index, text.charCodeAt(index));
  return at + text.length;
}
