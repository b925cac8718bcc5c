/** Gzip whose middle is packed once and sent between whatever belongs before and after it, all of it one gzip member. */
import { finished, pipeline } from 'node:stream/promises';
import { constants, crc32, createGzip, createInflateRaw } from 'node:zlib';
import { type Answer, bytesOf, framed, type Frame } from '../answer';
import { copies } from '../compression';
import type { PiecePool, Pieces } from '../pieces';
import { crc32OfBoth } from './crc32OfBoth';

/** What is to be known of bytes that were packed, to send them within a frame. */
export interface Unpacked {
  readonly bytes: number;
  readonly crc32: number;
}

export interface Packed {
  /** Deflate blocks, none of them the last, that end with a whole byte. */
  readonly pieces: Pieces;
  readonly unpacked: Unpacked;
}

/** A twentieth fewer bytes than level 1 in the same time; level 3 takes a fifth longer for another twentieth. */
const level = 2;

const chunkSize = 256 * 1024;

/** Of a file without a name, of no date, from any system. */
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

/** What ends a file whose content was flushed: a last block that is empty, the checksum and the length. */
const lastBlock = Buffer.from([3, 0]);
const trailerBytes = 8;

/** Packs pieces in the background; each must hold until the next is asked for. @param pool memory for what comes of it. */
export async function packed(pieces: AsyncIterable<Buffer> | Iterable<Buffer>, pool: PiecePool): Promise<Packed> {
  const gzip = createGzip({ level, chunkSize });
  const written: Buffer[] = [];
  gzip.on('data', (piece: Buffer) => written.push(piece));
  const done = finished(gzip);
  // Where a piece cannot be had, nobody waits for the end.
  done.catch(() => undefined);
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      bytes += piece.byteLength;
      await new Promise<void>((resolve, reject) => {
        gzip.write(piece, (error) => (error ? reject(error) : resolve()));
      });
    }
    gzip.flush(constants.Z_SYNC_FLUSH);
    gzip.end();
    await done;
  } finally {
    gzip.destroy();
  }
  return blocksOf(written, bytes, pool);
}

function blocksOf(written: readonly Buffer[], bytes: number, pool: PiecePool): Packed {
  const size = written.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const piece = pool.take(size);
  let at = 0;
  for (const each of written) at += each.copy(piece, at);
  const trailer = size - trailerBytes;
  const end = trailer - lastBlock.byteLength;
  if (!piece.subarray(end, trailer).equals(lastBlock)) throw new Error('gzip ended in another way');
  return {
    unpacked: { bytes, crc32: piece.readUInt32LE(trailer) },
    pieces: { buffers: [piece.subarray(header.byteLength, end)], release: () => pool.give(piece) },
  };
}

/** The bytes that were packed. @param blocks the pieces that `packed` gave. */
export async function unpacked(blocks: Answer): Promise<Pieces> {
  const buffers: Buffer[] = [];
  const whole = framed(blocks, { before: '', after: lastBlock });
  await pipeline(copies(whole.pieces()), createInflateRaw({ chunkSize }), async (pieces: AsyncIterable<Buffer>) => {
    for await (const piece of pieces) buffers.push(piece);
  });
  return { buffers, release: () => undefined };
}

/** A gzip file that unpacks to the frame around what was packed. @param blocks the pieces that `packed` gave. */
export function framedGzip(blocks: Answer, { bytes, crc32: crcOfRows }: Unpacked, { before, after }: Frame): Answer {
  const [head, tail] = [bytesOf(before), bytesOf(after)];
  const trailer = Buffer.alloc(trailerBytes);
  const crc = crc32OfBoth(crc32OfBoth(crc32(head), crcOfRows, bytes), crc32(tail), tail.byteLength);
  trailer.writeUInt32LE(crc, 0);
  // The length is told modulo 2³².
  trailer.writeUInt32LE((head.byteLength + bytes + tail.byteLength) % 2 ** 32, 4);
  return framed(blocks, {
    before: Buffer.concat([header, ...stored(head)]),
    after: Buffer.concat([...stored(tail), lastBlock, trailer]),
  });
}

const mostStored = 0xffff;

/** Blocks that hold the bytes as they are. */
function stored(bytes: Buffer): readonly Buffer[] {
  const blocks: Buffer[] = [];
  for (let at = 0; at < bytes.byteLength; at += mostStored) {
    const content = bytes.subarray(at, at + mostStored);
    const opening = Buffer.alloc(5);
    opening.writeUInt16LE(content.byteLength, 1);
    opening.writeUInt16LE(~content.byteLength & mostStored, 3);
    blocks.push(opening, content);
  }
  return blocks;
}
