/** Finds out how a text file is encoded, by its first bytes and by whether all of it is valid UTF-8. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import iconv from 'iconv-lite';
import { ConnectorError } from '../../errors';

const marks: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** How files begin that are no text. */
const noText: readonly (readonly [string, readonly number[]])[] = [
  ['an Excel workbook or another zip file', [0x50, 0x4b, 0x03, 0x04]],
  ['an Excel workbook of before 2007', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a gzip file', [0x1f, 0x8b]],
];

/**
 * UTF-8, UTF-16 (by mark or by the zero bytes of plain letters), else windows-1252, which holds all of Latin-1.
 * @throws ConnectorError FILE_MISSING, FILE_UNREADABLE, FILE_EMPTY, FILE_FORMAT where it is no text.
 */
export async function detectEncoding(file: string): Promise<string> {
  const head = await firstBytes(file);
  if (head.length === 0) throw new ConnectorError('FILE_EMPTY', { target: file });
  const beginsWith = ([, bytes]: readonly [string, readonly number[]]): boolean =>
    bytes.every((byte, index) => head[index] === byte);
  const marked = marks.find(beginsWith);
  if (marked !== undefined) return marked[0];
  const found = noText.find(beginsWith)?.[0];
  if (found !== undefined) throw notText(file, found);
  const zeros = (odd: number): number => head.filter((byte, index) => index % 2 === odd && byte === 0).length;
  const [even, odd] = [zeros(0), zeros(1)];
  // Letters of UTF-16 have every other byte zero; what has both is damaged, as a disk that was full leaves it.
  if (even > head.length / 4 && odd > head.length / 4) throw notText(file, 'zero bytes instead of text');
  if (odd > head.length / 4) return 'utf-16le';
  if (even > head.length / 4) return 'utf-16be';
  return (await isUtf8(file)) ? 'utf-8' : 'windows-1252';
}

function notText(file: string, found: string): ConnectorError {
  return new ConnectorError('FILE_FORMAT', {
    target: path.basename(file),
    found,
    expected: 'a CSV file',
    hint: 'Export it again, or save it as CSV UTF-8.',
  });
}

/** @throws ConnectorError CONFIG_INVALID where nobody knows the encoding. */
export function decoderFor(encoding: string): NodeJS.ReadWriteStream {
  if (!iconv.encodingExists(encoding)) {
    throw new ConnectorError('CONFIG_INVALID', {
      target: 'encoding',
      found: `"${encoding}"`,
      expected: 'a name such as utf-8, windows-1252 or utf-16le',
    });
  }
  return iconv.decodeStream(encoding);
}

async function firstBytes(file: string): Promise<Buffer> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new ConnectorError(missing ? 'FILE_MISSING' : 'FILE_UNREADABLE', { target: file, cause: error });
  }
  try {
    const buffer = Buffer.alloc(4096);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw new ConnectorError('FILE_UNREADABLE', { target: file, found: 'no plain file', cause: error });
  } finally {
    await handle.close();
  }
}

async function isUtf8(file: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of createReadStream(file)) {
    if (!decodes(decoder, chunk as Buffer)) return false;
  }
  return decodes(decoder);
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}
