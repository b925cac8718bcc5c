/** UTF-8 as the inside of a JSON string. */

const quote = 0x22;
const backslash = 0x5c;

/** What follows the backslash; 0 for bytes that stand for themselves. */
const escapes = new Uint8Array(256);
escapes.fill(0x75, 0, 0x20);
for (const [byte, letter] of [
  [0x08, 'b'],
  [0x09, 't'],
  [0x0a, 'n'],
  [0x0c, 'f'],
  [0x0d, 'r'],
  [quote, '"'],
  [backslash, '\\'],
] as const) {
  escapes[byte] = letter.charCodeAt(0);
}

/** Bytes of each byte inside a string. */
const lengths = Uint8Array.from(escapes, (escape) => (escape === 0 ? 1 : escape === 0x75 ? 6 : 2));

const hexadecimal = Buffer.from('0123456789abcdef');

/** Most bytes that a text of so many bytes takes in quotes. */
export const longestString = (bytes: number): number => 2 + 6 * bytes;

/** Bytes of `source[start]` to `source[end - 1]` in quotes. */
export function stringLength(source: Uint8Array, start: number, end: number): number {
  let length = 2;
  for (let index = start; index < end; index += 1) length += lengths[source[index] ?? 0] ?? 1;
  return length;
}

/** Writes `source[start]` to `source[end - 1]` in quotes; gives where they end. */
export function writeString(bytes: Uint8Array, from: number, source: Uint8Array, start: number, end: number): number {
  let at = from;
  bytes[at++] = quote;
  for (let index = start; index < end; index += 1) {
    const byte = source[index] ?? 0;
    const escape = escapes[byte] ?? 0;
    if (escape === 0) {
      bytes[at++] = byte;
      continue;
    }
    bytes[at++] = backslash;
    bytes[at++] = escape;
    if (escape !== 0x75) continue;
    bytes[at++] = 0x30;
    bytes[at++] = 0x30;
    bytes[at++] = hexadecimal[byte >> 4] ?? 0;
    bytes[at++] = hexadecimal[byte & 15] ?? 0;
  }
  bytes[at++] = quote;
  return at;
}
