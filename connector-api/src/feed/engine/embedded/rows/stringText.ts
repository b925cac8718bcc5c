/** UTF-8 as the inside of a JSON string. */
import type { ByteWriter } from './byteWriter';

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

const longestEscape = 6;
const hexadecimal = Buffer.from('0123456789abcdef');

/**
 * Writes `source[start]` to `source[end - 1]` in quotes.
 * @param margin bytes of room to leave for what follows the text.
 */
export function writeString(out: ByteWriter, source: Uint8Array, start: number, end: number, margin: number): void {
  out.need(end - start + 2 + margin);
  let { bytes } = out;
  let { at } = out;
  bytes[at++] = quote;
  for (let index = start; index < end; index += 1) {
    const byte = source[index] ?? 0;
    const escape = escapes[byte] ?? 0;
    if (escape === 0) {
      bytes[at++] = byte;
      continue;
    }
    out.at = at;
    // Room for the worst that may follow, so that a text of nothing but escapes moves on to another piece once.
    if (at + longestEscape + end - index + 1 + margin > bytes.length)
      out.need(longestEscape * (end - index) + 1 + margin);
    ({ bytes, at } = out);
    bytes[at++] = backslash;
    bytes[at++] = escape;
    if (escape !== 0x75) continue;
    bytes[at++] = 0x30;
    bytes[at++] = 0x30;
    bytes[at++] = hexadecimal[byte >> 4] ?? 0;
    bytes[at++] = hexadecimal[byte & 15] ?? 0;
  }
  bytes[at++] = quote;
  out.at = at;
}
