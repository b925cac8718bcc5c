/** A feed reply as an HTTP answer: conditional requests, byte ranges, compression and back-pressure. */
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { ConnectorError } from '../errors';
import { inMemory, type Answer, type ByteRange } from '../feed/answer';
import { compressorOf, copies, type Compression } from '../feed/compression';
import type { FeedReply } from '../feed/feedReply';

type Coding = Compression | 'identity';

/** Sends the reply; ends quietly where the caller goes away. */
export async function sendReply(request: Request, response: Response, reply: FeedReply): Promise<void> {
  try {
    const coding = reply.ranges === true ? 'identity' : acceptedCoding(request);
    const etag = reply.etag === null ? null : `"${reply.etag}${coding === 'identity' ? '' : `-${coding}`}"`;
    response.status(reply.status).set(reply.headers);
    response.vary('Accept-Encoding');
    if (etag !== null) response.set('ETag', etag);
    if (etag !== null && isKnown(request, reply.etag ?? '')) {
      response.status(304).end();
      return;
    }
    if (reply.body === null) {
      response.end();
      return;
    }
    response.set('Content-Type', reply.contentType);
    const packed = coding === 'identity' ? null : ((await reply.packed?.(coding)) ?? null);
    const body = packed ?? (await reply.body());
    if (response.destroyed) return;
    const answer = typeof body === 'string' ? inMemory(Buffer.from(body)) : body;
    await sendBody(request, response, {
      answer,
      coding,
      isPacked: packed !== null,
      etag,
      ranges: reply.ranges === true,
    });
  } finally {
    reply.done();
  }
}

interface Body {
  readonly answer: Answer;
  readonly coding: Coding;
  /** True where the answer is in the coding already. */
  readonly isPacked: boolean;
  readonly etag: string | null;
  readonly ranges: boolean;
}

async function sendBody(
  request: Request,
  response: Response,
  { answer, coding, isPacked, etag, ranges }: Body,
): Promise<void> {
  if (ranges) response.set('Accept-Ranges', 'bytes');
  const range = ranges ? requestedRange(request, response, answer.size, etag) : null;
  if (range !== null) {
    response
      .status(206)
      .set('Content-Range', `bytes ${String(range.start)}-${String(range.end)}/${String(answer.size)}`);
  }
  const length = range === null ? answer.size : range.end - range.start + 1;
  if (coding !== 'identity') response.set('Content-Encoding', coding);
  if (coding === 'identity' || isPacked) response.set('Content-Length', String(length));
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const pieces = answer.pieces(range ?? undefined);
  try {
    if (coding === 'identity' || isPacked) await sendPieces(pieces, response);
    else await pipeline(copies(pieces), compressorOf(coding), response);
  } catch (error) {
    if (!response.destroyed) throw error;
  }
}

/** Waits for each piece to leave before the next is read: a slow caller holds one piece, one who is gone none. */
async function sendPieces(pieces: AsyncIterable<Buffer>, response: Response): Promise<void> {
  const gone = new Promise<never>((_resolve, reject) => {
    response.once('close', () => reject(new Error('The caller has gone')));
  });
  gone.catch(() => undefined);
  for await (const piece of pieces) {
    const sent = new Promise<void>((resolve, reject) => {
      response.write(piece, (error) => (error ? reject(error) : resolve()));
    });
    await Promise.race([sent, gone]);
  }
  response.end();
}

/** gzip before brotli: at the speed a feed needs they are as small, and gzip is what every client has. */
function acceptedCoding(request: Request): Coding {
  const header = request.headers['accept-encoding'];
  if (header === undefined || header === '') return 'identity';
  const accepted = request.acceptsEncodings(['gzip', 'br', 'identity']);
  return accepted === 'gzip' || accepted === 'br' ? accepted : 'identity';
}

/** True where `If-None-Match` names this answer, in whatever coding the caller holds it. */
function isKnown(request: Request, etag: string): boolean {
  const header = request.headers['if-none-match'];
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((each) => {
    const tag = each.trim().replace(/^W\//, '');
    return tag === `"${etag}"` || tag === `"${etag}-gzip"` || tag === `"${etag}-br"`;
  });
}

/**
 * The single range asked for; null for everything: no range, several ranges, or an `If-Range` that no longer holds.
 * @throws RANGE_INVALID where it lies outside, with the length of the whole in the header of the answer.
 */
function requestedRange(request: Request, response: Response, size: number, etag: string | null): ByteRange | null {
  const condition = request.headers['if-range'];
  if (typeof condition === 'string' && condition !== etag) return null;
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request.headers.range ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size || start > end) {
    response.set('Content-Range', `bytes */${String(size)}`);
    throw new ConnectorError('RANGE_INVALID', {
      target: request.path,
      found: request.headers.range ?? '',
      expected: `bytes within 0-${String(size - 1)}`,
    });
  }
  return { start, end };
}
