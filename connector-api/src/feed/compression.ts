/** The content codings that answers are sent in. */
import type { Transform } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

export type Compression = 'br' | 'gzip';

/** The fastest level of each: what a feed sends once should not take longer to pack than to send. */
export const compressorOf = (coding: Compression): Transform =>
  coding === 'gzip'
    ? createGzip({ level: 1 })
    : createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });

/** A stream holds on to what it is given, a piece of an answer is overwritten by the next one. */
export async function* copies(pieces: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece);
}
