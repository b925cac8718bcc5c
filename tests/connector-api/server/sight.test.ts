/** Row scope and masking, in every format, count and aggregate of the feed. */
import { feedKeys } from '../support/feedKeys';
import { startFeed, type FeedUnderTest } from '../support/feedService';
import { feedResponses } from '../support/feedStar';

let feed: FeedUnderTest;
const keys = feedKeys({
  all: {},
  persons: { scopes: ['feed', 'persons'] },
  north: { businessUnits: ['BU-1'] },
  south: { businessUnits: ['BU-2', 'BU-3'] },
  admin: { scopes: ['admin'] },
});

beforeAll(async () => {
  feed = await startFeed({
    auth: { NPS_AUTH: 'key', NPS_REFUSALS_PER_MINUTE: '1000' },
    config: { pageSize: 7 },
    prepare: keys.prepare,
  });
});
afterAll(() => feed.stop());

const get = (who: string, url: string) => feed.get(url, keys.header(who));
const north = feedResponses.filter(({ BusinessUnitKey }) => BusinessUnitKey === 1);

async function everyKey(who: string, url: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let next: string | undefined = url; next !== undefined;) {
    const answer = await get(who, next);
    expect(answer.status).toBe(200);
    const body = answer.body as { value: { ResponseKey: number }[]; '@odata.nextLink'?: string };
    found.push(...body.value.map(({ ResponseKey }) => ResponseKey));
    const link: string | undefined = body['@odata.nextLink'];
    next = link === undefined ? undefined : new URL(link).pathname + new URL(link).search;
  }
  return found;
}

describe('a caller of one unit', () => {
  it('reads its rows only, over every page', async () => {
    expect(await everyKey('north', '/odata/FactResponse?$select=ResponseKey')).toEqual(
      north.map(({ ResponseKey }) => ResponseKey),
    );
  });

  it('counts and aggregates its rows only', async () => {
    expect((await get('north', '/odata/FactResponse/$count')).text).toBe(String(north.length));
    expect((await get('north', '/odata/FactResponse?$count=true&$top=1')).body).toMatchObject({
      '@odata.count': north.length,
    });
    const { body } = await get('north', '/odata/FactResponse?$apply=aggregate($count as n)');
    expect(body).toMatchObject({ value: [{ n: north.length }] });
  });

  it('gets its rows only in files', async () => {
    const { text } = await get('north', '/files/FactResponse.csv');
    expect(text.match(/^\d+,R-/gm)).toHaveLength(north.length);
  });

  it('finds no entity of another unit by key, filter or the page of somebody else', async () => {
    expect((await get('north', '/odata/FactResponse(1)')).status).toBe(404);
    expect((await get('north', '/odata/FactResponse(3)')).status).toBe(200);
    expect((await get('north', '/odata/FactResponse?$filter=BusinessUnitKey eq 2')).body).toMatchObject({ value: [] });
    const link = ((await get('all', '/odata/FactResponse')).body as Record<string, unknown>)['@odata.nextLink'];
    const { pathname, search } = new URL(String(link));
    const { body } = await get('north', pathname + search);
    const units = (body as { value: { BusinessUnitKey: number }[] }).value.map(
      ({ BusinessUnitKey }) => BusinessUnitKey,
    );
    expect([...new Set(units)]).toEqual([1]);
  });

  it('sees only its unit, its themes and its opportunities', async () => {
    const { body } = await get('north', '/odata/DimBusinessUnit?$select=BusinessUnitId');
    expect((body as { value: unknown[] }).value).toEqual([{ BusinessUnitId: null }, { BusinessUnitId: 'BU-1' }]);
    expect((await get('north', '/odata/BridgeResponseCategory')).body).toMatchObject({ value: [] });
    expect((await get('south', '/odata/BridgeResponseCategory/$count')).text).toBe('3');
    expect((await get('north', '/odata/FactOpportunity/$count')).text).toBe('0');
    expect((await get('south', '/odata/FactOpportunity/$count')).text).toBe('1');
  });

  it('learns no totals of others from the manifest, and shares no tag with them', async () => {
    const { body } = await get('north', '/manifest');
    expect(body).not.toHaveProperty('tables');
    const tags = await Promise.all(
      ['all', 'north', 'south', 'persons'].map(
        async (who) => (await get(who, '/odata/DimContact')).headers['etag'] as string,
      ),
    );
    expect(new Set(tags).size).toBe(4);
  });
});

describe('person data', () => {
  it('is masked without the scope, the same way in every format, and cannot be searched for', async () => {
    const { body } = await get('all', '/odata/DimContact?$select=ContactName,Email&$skip=1&$top=1');
    const [row] = (body as { value: { ContactName: string; Email: string }[] }).value;
    expect(row?.Email).toMatch(/^[0-9a-f]{24}$/);
    expect((await get('all', '/files/DimContact.csv')).text).toContain(row?.Email ?? 'nothing');
    expect((await get('all', '/files/DimContact.csv')).text).not.toContain('@example.com');
    const found = await get('all', "/odata/DimContact?$filter=contains(Email,'@')");
    expect(found.body).toMatchObject({ value: [] });
    const grouped = await get('all', '/odata/FactResponse?$apply=groupby((Contact/Email))');
    expect(grouped.text).not.toContain('@example.com');
    const expanded = await get('all', '/odata/FactResponse?$top=3&$expand=Contact($select=Email)');
    expect(expanded.text).not.toContain('@example.com');
    const ordered = await get('all', '/odata/FactResponse?$orderby=Contact/Email&$top=3&$select=ResponseKey');
    expect(ordered.status).toBe(200);
  });

  it('is given with the scope where configuration allows it', async () => {
    expect((await get('persons', '/odata/DimContact(1)')).body).toMatchObject({ Email: 'person1@example.com' });
  });
});

describe('keys', () => {
  it('are needed, must be right and must have the scope', async () => {
    expect((await feed.get('/odata/')).status).toBe(401);
    expect((await feed.get('/odata/', { 'x-api-key': 'npsk_000000000000_wrong' })).status).toBe(401);
    expect((await get('admin', '/odata/')).status).toBe(403);
    expect((await feed.get('/healthz')).status).toBe(200);
  });

  it('are accepted as a query parameter and never repeated in a link', async () => {
    const { status, text } = await feed.get(`/odata/FactResponse?apikey=${keys.text('all')}&$select=Score`);
    expect(status).toBe(200);
    expect(text).toContain('@odata.nextLink');
    expect(text).not.toContain(keys.text('all'));
    expect(text).not.toContain('apikey');
  });
});
