/** Finds out how a text file is encoded, by its first bytes and by whether all of it is valid UTF-8. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { ConnectorError } from '../../errors';

const marks: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * UTF-8, UTF-16 (by mark or by the zero bytes of plain letters), else windows-1252, which holds all of Latin-1.
 * @throws ConnectorError FILE_MISSING, FILE_UNREADABLE, FILE_EMPTY.
 */
export async function detectEncoding(file: string): Promise<string> {
  const head = await firstBytes(file);
  if (head.length === 0) throw new ConnectorError('FILE_EMPTY', { target: file });
  const marked = marks.find(([, mark]) => mark.every((byte, index) => head[index] === byte));
  if (marked !== undefined) return marked[0];
  const zeros = (odd: number): number => head.filter((byte, index) => index % 2 === odd && byte === 0).length;
  if (zeros(1) > head.length / 4) return 'utf-16le';
  if (zeros(0) > head.length / 4) return 'utf-16be';
  return (await isUtf8(file)) ? 'utf-8' : 'windows-1252';
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
