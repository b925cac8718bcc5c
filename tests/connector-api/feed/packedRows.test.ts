/** Rows that are packed once and framed for each caller: one gzip member that unpacks to frame and rows. */
import { crc32, gunzipSync, inflateRawSync } from 'node:zlib';
import { inMemory } from '../../../connector-api/src/feed/answer';
import { crc32OfBoth } from '../../../connector-api/src/feed/gzip/crc32OfBoth';
import { framedGzip, packed, unpacked } from '../../../connector-api/src/feed/gzip/packedRows';
import { PiecePool } from '../../../connector-api/src/feed/pieces';

const pool = new PiecePool(4096, 8);

/** Bytes that look like rows and repeat now and then; the same for the same length. */
function rowsOf(length: number): Buffer {
  const text: string[] = [];
  let random = 1;
  for (let size = 0; size < length;) {
    random = (random * 48271) % 0x7fffffff;
    const row = `{"Key":${String(random)},"Comment":"æ er ikke ascii ${String(random % 7)}"},`;
    text.push(row);
    size += row.length;
  }
  return Buffer.from(text.join('')).subarray(0, length);
}

const split = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.byteLength / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );

async function bytesOf(answer: ReturnType<typeof inMemory>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of answer.pieces()) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

it.each([
  ['some rows', 50_000, '{"value":[', ']}'],
  ['no rows', 0, '{"value":[', ']}'],
  ['one byte', 1, '[', ']'],
  ['rows without a frame', 10_000, '', ''],
  [
    'more than one piece of memory holds',
    3_000_000,
    '{"@odata.context":"…","value":[',
    '],"@odata.nextLink":"http://x"}',
  ],
  ['a frame of more than one block', 10_000, 'æ'.repeat(70_000), 'b'.repeat(65_535)],
])('%s: unpacks to frame and rows, and says how long it is', async (_what, length, before, after) => {
  const rows = rowsOf(length);
  const { pieces, unpacked: sums } = await packed(split(rows, 4000), pool);
  const blocks = inMemory(Buffer.concat(pieces.buffers));
  const answer = framedGzip(blocks, sums, { before, after });
  const bytes = await bytesOf(answer);
  expect(bytes.byteLength).toBe(answer.size);
  const whole = Buffer.concat([Buffer.from(before), rows, Buffer.from(after)]);
  // Checks checksum and length too.
  expect(gunzipSync(bytes).equals(whole)).toBe(true);
  // One member: what stands between header and trailer is a single deflate stream.
  expect(inflateRawSync(bytes.subarray(10, -8)).equals(whole)).toBe(true);
  expect(sums.bytes).toBe(length);
  expect(Buffer.concat((await unpacked(blocks)).buffers).equals(rows)).toBe(true);
});

it('is packed once for frames of any number', async () => {
  const { pieces, unpacked: sums } = await packed([rowsOf(20_000)], pool);
  const rows = inMemory(Buffer.concat(pieces.buffers));
  const texts = await Promise.all(
    ['a', 'bb'].map(async (before) => gunzipSync(await bytesOf(framedGzip(rows, sums, { before, after: '' })))),
  );
  expect(texts.map((text) => text.byteLength)).toEqual([20_001, 20_002]);
});

it('needs a piece no longer than until the next is asked for', async () => {
  const rows = rowsOf(100_000);
  const reused = Buffer.alloc(1000);
  async function* pieces(): AsyncIterable<Buffer> {
    for (const piece of split(rows, reused.byteLength)) {
      piece.copy(reused);
      yield await Promise.resolve(reused.subarray(0, piece.byteLength));
      reused.fill('!');
    }
  }
  const { pieces: blocks, unpacked: sums } = await packed(pieces(), pool);
  const answer = framedGzip(inMemory(Buffer.concat(blocks.buffers)), sums, { before: '', after: '' });
  expect(gunzipSync(await bytesOf(answer)).equals(rows)).toBe(true);
});

it('fails where a piece cannot be had', async () => {
  async function* pieces(): AsyncIterable<Buffer> {
    yield await Promise.resolve(rowsOf(1000));
    throw new Error('the file is shorter than it was');
  }
  await expect(packed(pieces(), pool)).rejects.toThrow('shorter than it was');
});

it('knows the checksum of two texts from those of each', () => {
  // The check value of CRC-32 in every catalogue of checksums.
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  expect(crc32(Buffer.alloc(0))).toBe(0);
  const rows = rowsOf(5000);
  for (const cut of [0, 1, 255, 256, 4096, 4999, 5000]) {
    const [one, other] = [rows.subarray(0, cut), rows.subarray(cut)];
    expect(crc32OfBoth(crc32(one), crc32(other), other.byteLength)).toBe(crc32(rows));
  }
});

it('knows the checksum of more bytes than the operators on bits count', () => {
  // Zeros behind a text, all at once and step by step.
  const zeros = crc32(Buffer.alloc(1 << 20));
  const step = (crc: number): number => crc32OfBoth(crc, zeros, 1 << 20);
  let expected = crc32(Buffer.from('rows'));
  let many = zeros;
  for (let length = 1 << 20; length < 2 ** 33; length *= 2) many = crc32OfBoth(many, many, length);
  for (let mebibyte = 0; mebibyte < 2 ** 13; mebibyte += 1) expected = step(expected);
  expect(crc32OfBoth(crc32(Buffer.from('rows')), many, 2 ** 33)).toBe(expected);
});
