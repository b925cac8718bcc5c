/** HTTP around the feed: conditions, ranges, compression, methods, errors, and what stays secret. */
import { gunzipSync } from 'node:zlib';
import supertest from 'supertest';
import { addSnapshot } from '../support/smallSnapshot';
import { feedRows } from '../support/feedStar';
import { startFeed, type FeedUnderTest } from '../support/feedService';

let feed: FeedUnderTest;
beforeAll(async () => {
  feed = await startFeed({ config: { pageSize: 20 } });
});
afterAll(() => feed.stop());

describe('conditions', () => {
  it.each([
    '/odata/FactResponse',
    '/odata/',
    '/odata/$metadata',
    '/odata/DimCampaign(1)',
    '/files/DimCampaign.csv',
    '/manifest',
    '/odata/FactResponse/$count',
  ])('%s answers 304 to whoever has it', async (url) => {
    const first = await feed.get(url, { 'Accept-Encoding': 'identity' });
    expect(first.status).toBe(200);
    const etag = String(first.headers['etag']);
    const again = await feed.get(url, { 'If-None-Match': etag, 'Accept-Encoding': 'identity' });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await feed.get(url, { 'If-None-Match': '"other"' })).status).toBe(200);
  });

  it('gives another tag to another question', async () => {
    const tags = await Promise.all(
      ['$top=1', '$top=2', '$select=Score', '$filter=Score eq 1', '$count=true'].map(
        async (query) => (await feed.get(`/odata/FactResponse?${query}`)).headers['etag'] as string,
      ),
    );
    expect(new Set(tags).size).toBe(5);
  });
});

describe('ranges of files', () => {
  it('give exactly the bytes asked for', async () => {
    const whole = (await feed.get('/files/FactResponse.csv')).text;
    const bytes = Buffer.from(whole);
    for (const [range, start, end] of [
      ['bytes=0-9', 0, 9],
      ['bytes=100-', 100, bytes.length - 1],
      ['bytes=-7', bytes.length - 7, bytes.length - 1],
    ] as const) {
      const part = await feed.get('/files/FactResponse.csv', { Range: range });
      expect(part.status).toBe(206);
      expect(part.headers['content-range']).toBe(`bytes ${String(start)}-${String(end)}/${String(bytes.length)}`);
      expect(part.text).toBe(bytes.subarray(start, end + 1).toString());
    }
  });

  it('outside the file are refused, and an outdated If-Range gives everything', async () => {
    const { length } = Buffer.from((await feed.get('/files/DimCampaign.csv')).text);
    const outside = await feed.get('/files/DimCampaign.csv', { Range: 'bytes=999999-' });
    expect(outside.status).toBe(416);
    expect(outside.headers['content-range']).toBe(`bytes */${String(length)}`);
    const answer = await feed.get('/files/DimCampaign.csv', { Range: 'bytes=0-1', 'If-Range': '"old"' });
    expect(answer.status).toBe(200);
  });
});

describe('compression', () => {
  it('shrinks the answer and changes nothing', async () => {
    const plain = await feed.get('/odata/FactResponse', { 'Accept-Encoding': 'identity' });
    const packed = await supertest(feed.server.app)
      .get('/odata/FactResponse')
      .set({ Host: 'localhost', 'Accept-Encoding': 'gzip' })
      .buffer(true)
      .parse((response, done) => {
        // superagent has already unpacked the stream where the header says so.
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => done(null, Buffer.concat(pieces)));
      });
    expect(packed.headers['content-encoding']).toBe('gzip');
    const bytes = packed.body as Buffer;
    const text = bytes[0] === 0x1f ? gunzipSync(bytes).toString() : bytes.toString();
    const withoutHost = (each: string) => each.replaceAll(/http:\/\/[^/]+/g, '');
    expect(withoutHost(text)).toBe(withoutHost(plain.text));
    expect(packed.headers['vary']).toContain('Accept-Encoding');
  });
});

describe('methods', () => {
  it('HEAD gives the headers of GET and no body', async () => {
    const get = await feed.get('/files/DimCampaign.csv');
    const head = await supertest(feed.server.app).head('/files/DimCampaign.csv').set('Host', 'localhost');
    expect(head.status).toBe(200);
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
    expect(head.text).toBeUndefined();
  });

  it.each(['post', 'put', 'patch', 'delete'] as const)('%s is refused', async (method) => {
    const answer = await supertest(feed.server.app)[method]('/odata/FactResponse').set('Host', 'localhost');
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, HEAD']);
  });

  it('no other origin may read', async () => {
    const answer = await feed.get('/odata/', { Origin: 'https://elsewhere.example' });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('OData headers', () => {
  it('speaks 4.0 to a client that takes no more', async () => {
    expect((await feed.get('/odata/', { 'OData-MaxVersion': '4.0' })).headers['odata-version']).toBe('4.0');
    expect((await feed.get('/odata/')).headers['odata-version']).toBe('4.01');
    expect((await feed.get('/odata/', { 'OData-MaxVersion': '3.0' })).status).toBe(400);
  });

  it('writes large numbers as texts on request', async () => {
    const accept = 'application/json;IEEE754Compatible=true';
    const { body, headers } = await feed.get(
      '/odata/FactOpportunity?$count=true&$top=1&$select=OpportunityKey,Amount',
      { Accept: accept },
    );
    expect(body).toMatchObject({ '@odata.count': '2', value: [{ OpportunityKey: '1', Amount: '1234567890.25' }] });
    expect(headers['content-type']).toContain('IEEE754Compatible=true');
  });

  it('leaves control information out on request', async () => {
    const { body } = await feed.get('/odata/DimCampaign?$format=application/json;odata.metadata=none');
    expect(Object.keys(body as object)).toEqual(['value']);
  });
});

describe('a read across a refresh', () => {
  it('stays on its snapshot to the last page, and says so when that is gone', async () => {
    const other = await startFeed({ config: { pageSize: 20, readerMinutes: 1 } });
    try {
      const first = (await other.get('/odata/FactResponse?$select=ResponseKey')).body as Record<string, unknown>;
      await addSnapshot(other.dataFolder, { ...feedRows, FactResponse: (feedRows.FactResponse ?? []).slice(0, 3) }, 2);
      const fresh = (await other.get('/odata/FactResponse/$count')).text;
      expect(fresh).toBe('3');
      const keys: unknown[] = [];
      for (let link = first['@odata.nextLink']; typeof link === 'string';) {
        const { pathname, search } = new URL(link);
        const { body, status } = await other.get(pathname + search);
        expect(status).toBe(200);
        const page = body as { value: { ResponseKey: number }[]; '@odata.nextLink'?: string };
        keys.push(...page.value.map(({ ResponseKey }) => ResponseKey));
        link = page['@odata.nextLink'];
      }
      expect(keys).toEqual(Array.from({ length: 35 }, (_, index) => index + 21));
      const token = Buffer.from(JSON.stringify({ s: '000009-gone', k: ['1'], g: 1, p: 20 })).toString('base64url');
      const gone = await other.get(`/odata/FactResponse?$skiptoken=${token}`);
      expect([gone.status, (gone.body as { error: { code: string } }).error.code]).toEqual([410, 'SNAPSHOT_GONE']);
    } finally {
      await other.stop();
    }
  });
});

describe('health', () => {
  it('is alive but not ready before the first snapshot', async () => {
    const empty = await startFeed({ rows: null });
    try {
      expect((await empty.get('/healthz')).text).toBe('ok');
      expect((await empty.get('/readyz')).status).toBe(503);
      const answer = await empty.get('/odata/FactResponse');
      expect([answer.status, (answer.body as { error: { code: string } }).error.code]).toEqual([
        503,
        'SNAPSHOT_MISSING',
      ]);
      expect((await empty.get('/odata/$metadata')).status).toBe(200);
    } finally {
      await empty.stop();
    }
  });
});

describe('listening', () => {
  it('refuses every address but loopback while nobody is asked who they are', async () => {
    await expect(feed.server.listen({ host: '0.0.0.0', port: 0 })).rejects.toMatchObject({ code: 'BIND_REFUSED' });
  });

  it('says in one line which port is in use', async () => {
    const first = await feed.server.listen({ host: '127.0.0.1', port: 0 });
    const second = feed.server.listen({ host: '127.0.0.1', port: first.port });
    await expect(second).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining(String(first.port)) as string,
    });
    await first.close();
  });

  it('answers no foreign host name', async () => {
    expect((await feed.get('/odata/', { Host: 'rebound.example' })).status).toBe(403);
  });
});
