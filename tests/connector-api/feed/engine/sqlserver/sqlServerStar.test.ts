/** The feed over a star in SQL Server: its T-SQL, builds that come and go, a server that fails. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startFeed, type FeedUnderTest } from '../../../support/feedService';
import { types } from '../../../../support/tds/dataType';
import { ConnectionBreak } from '../../../../support/tds/tdsServer';
import { aborted } from '../../../../support/until';

let feed: FeedUnderTest;
let elapsed = 0;
beforeEach(async () => {
  elapsed = 0;
  feed = await startFeed({ engine: 'sqlserver', clock: () => elapsed, config: { pageSize: 20 } });
});
afterEach(() => feed.stop());

const star = () => {
  if (feed.star === null) throw new Error('the star is not in a server');
  return feed.star;
};
const next = (body: unknown): string => {
  const link = new URL((body as { '@odata.nextLink': string })['@odata.nextLink']);
  return link.pathname + link.search;
};

const asked = {
  'a page in key order': '/odata/FactResponse?$select=ResponseId,Score',
  'a filter': "/odata/FactResponse?$filter=Score ge 9 and Comment ne null and contains(Comment,'æ')&$select=Score",
  'null is a value':
    "/odata/FactResponse?$filter=not (ExclusionReason eq 'blank' or PreviousScore eq Score)&$select=Score",
  'an order': '/odata/FactResponse?$orderby=Score desc,Comment,length(Comment)&$select=Score&$top=5',
  'a dimension':
    "/odata/FactResponse?$expand=BusinessUnit($select=Region)&$filter=Campaign/CampaignName in ('Yearly',null)&$select=Score",
  groups:
    '/odata/FactResponse?$apply=filter(IsRated)/groupby((BusinessUnit/Region),aggregate(Score with average as mean,Comment with countdistinct as texts,$count as n))',
  computed:
    '/odata/FactOpportunity?$select=whole,half,part,day&$compute=round(Amount) as whole,CompanyKey div 2 as half,substring(Stage,1,2) as part,date(now()) as day',
  'a count': '/odata/FactResponse/$count?$filter=year(RespondedAt) eq 2026 and hour(RespondedAt) lt 12',
  'an entity by two keys': '/odata/BridgeResponseCategory(ResponseKey=1,CategoryKey=1)',
};

it('asks the T-SQL that it asked before (UPDATE_GOLDEN=1 writes it anew)', async () => {
  const golden = path.join(__dirname, 'golden', 'feed.sql');
  const parts: string[] = [];
  for (const [title, url] of Object.entries(asked)) {
    const before = star().statements.length;
    const { status } = await feed.get(url);
    expect({ url, status }).toEqual({ url, status: 200 });
    parts.push(`-- ${title}\n-- ${url}\n${star().statements.slice(before).join('\n')}\n`);
  }
  const text = parts
    .join('\n')
    .replaceAll(/cast\('20\d\d-\d\d-\d\dT[\d:.]+' as datetime2/g, "cast('<now>' as datetime2");
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, 'utf8'));
});

it('stays on its build to the last page, also when the next one is there', async () => {
  const first = await feed.get('/odata/FactResponse?$select=ResponseKey');
  star().builds = [1, 2];
  elapsed += 10_000;
  const second = await feed.get(next(first.body));
  expect(second.status).toBe(200);
  expect(star().statements.at(-1)).toContain('[FactResponse_000001]');
  expect((await feed.get('/odata/FactResponse?$select=Score')).status).toBe(200);
  expect(star().statements.at(-1)).toContain('[FactResponse_000002]');
  expect((await feed.get(next(second.body))).status).toBe(200);
  expect(star().statements.at(-1)).toContain('[FactResponse_000001]');
});

it('answers 410 and why where the build of a read is gone', async () => {
  const first = await feed.get('/odata/FactResponse?$select=ResponseKey');
  star().builds = [3, 4];
  elapsed += 10_000;
  await feed.get('/odata/DimCampaign');
  const gone = await feed.get(next(first.body));
  expect(gone.status).toBe(410);
  expect(gone.body).toMatchObject({
    error: { code: 'SNAPSHOT_GONE', message: expect.stringContaining('000001') as string },
  });
});

it('answers 410 where the server has dropped the tables before it said so', async () => {
  star().intercept = ({ sql }) =>
    sql.includes('FactResponse_')
      ? { kind: 'error', error: { number: 208, message: "Invalid object name 'star_kept.FactResponse_000001'." } }
      : null;
  const answer = await feed.get('/odata/FactResponse');
  expect(answer.status).toBe(410);
  expect(JSON.stringify(answer.body)).not.toContain('Invalid object');
});

it('is not ready without a build, and says what makes one', async () => {
  star().builds = [];
  elapsed += 10_000;
  const answer = await feed.get('/odata/FactResponse');
  expect(answer.status).toBe(503);
  expect(answer.body).toMatchObject({ error: { code: 'SNAPSHOT_MISSING' } });
  expect((await feed.get('/readyz')).status).toBe(503);
});

it('gives the pages that it has while the server is away, and says 503 for others', async () => {
  const known = await feed.get('/odata/FactResponse?$select=Score');
  star().intercept = () => ({
    kind: 'error',
    error: { number: 40_613, message: 'Database is not currently available.' },
  });
  elapsed += 10_000;
  const again = await feed.get('/odata/FactResponse?$select=Score');
  expect(again.status).toBe(200);
  expect(again.text).toBe(known.text);
  expect((await feed.get('/odata/DimCampaign')).status).toBe(503);
  star().intercept = () => null;
  expect((await feed.get('/odata/DimCampaign')).status).toBe(200);
});

it('tries again what fails for now', async () => {
  let failures = 0;
  star().intercept = ({ sql }) => {
    if (!sql.includes('FactResponse_') || failures >= 2) return null;
    failures += 1;
    return { kind: 'error', error: { number: 40_613, message: 'Database is not currently available.' } };
  };
  expect((await feed.get('/odata/FactResponse/$count')).text).toBe('55');
  expect(failures).toBe(2);
});

it('makes a page anew whose connection breaks in the middle', async () => {
  const whole = await feed.get('/odata/FactResponse?$select=Score&$top=3');
  let breaks = 0;
  star().intercept = ({ sql }) => {
    if (!sql.includes('FactResponse_') || breaks > 0) return null;
    breaks += 1;
    const rows = async function* () {
      yield [5, '1'];
      await Promise.resolve();
      throw new ConnectionBreak();
    };
    return {
      kind: 'rows',
      columns: [
        { name: 'v0', type: types.int },
        { name: 'v1', type: types.nvarcharMax },
      ],
      rows: rows(),
    };
  };
  const again = await feed.get('/odata/FactResponse?$select=Score&$top=3&$filter=1 eq 1');
  expect(breaks).toBe(1);
  expect((again.body as { value: unknown }).value).toEqual((whole.body as { value: unknown }).value);
});

it('gives a slow statement up with 503, and cancels it', async () => {
  let cancelled: AbortSignal | null = null;
  star().intercept = ({ sql }, signal) => {
    if (!sql.includes('FactResponse_')) return null;
    cancelled = signal;
    const rows = async function* () {
      yield [1];
      await aborted(signal);
    };
    return { kind: 'rows', columns: [{ name: 'v0', type: types.int }], rows: rows() };
  };
  star().timeoutSeconds = 2;
  const answer = await feed.get('/odata/FactResponse?$select=Score');
  expect(answer.status).toBe(503);
  expect(answer.body).toMatchObject({ error: { code: 'TIMEOUT' } });
  expect(cancelled).toMatchObject({ aborted: true });
});

it.each([
  ['matchesPattern', "$filter=matchesPattern(Comment,'a')"],
  ['the number INF', '$filter=Weight lt INF'],
  ['mod of fractions', '$filter=Weight mod 2 eq 0'],
  ['a date before 0001-01-01', '$filter=RespondedAt gt 0000-01-01T00:00:00Z'],
  ['case with both whole numbers and fractions', '$compute=case(IsRated:1.5,true:ResponseKey) as c'],
])('says that it cannot do %s', async (what, query) => {
  const answer = await feed.get(`/odata/FactResponse?${query}`);
  expect(answer.status).toBe(501);
  expect(answer.body).toMatchObject({
    error: { message: expect.stringContaining(`${what} where the star is in SQL Server`) as string },
  });
});

it('refuses an expression that would grow without end', async () => {
  const nested = Array.from({ length: 12 }).reduce<string>(
    (inner) => `substring(${inner},length(${inner.slice(0, 40).includes('(') ? 'Comment' : inner}))`,
    'Comment',
  );
  const deep = Array.from({ length: 14 }).reduce<string>(
    (inner) => `indexof(Comment,substring(Comment,${inner}))`,
    '1',
  );
  expect((await feed.get(`/odata/FactResponse?$filter=length(${nested}) gt 0`)).status).toBe(200);
  expect((await feed.get(`/odata/FactResponse?$filter=${deep} gt 0`)).body).toMatchObject({
    error: { code: 'TOO_COMPLEX' },
  });
});
