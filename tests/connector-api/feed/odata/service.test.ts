/** The OData service on a small star, over HTTP. */
import { feedResponses, responseCount } from '../../support/feedStar';
import { startFeed, type FeedUnderTest } from '../../support/feedService';

let feed: FeedUnderTest;
beforeAll(async () => {
  feed = await startFeed({ config: { pageSize: 20 } });
});
afterAll(() => feed.stop());

interface Page {
  readonly value: readonly Record<string, unknown>[];
  readonly '@odata.nextLink'?: string;
  readonly '@odata.context'?: string;
  readonly '@odata.count'?: number;
}

async function page(url: string, headers: Record<string, string> = {}): Promise<Page> {
  const { status, body, text } = await feed.get(url, headers);
  if (status !== 200) throw new Error(`${String(status)} ${text}`);
  return body as Page;
}

/** Every row, following the next links. */
async function everything(url: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (let next: string | undefined = url; next !== undefined;) {
    const current: Page = await page(next);
    rows.push(...current.value);
    const link: string | undefined = current['@odata.nextLink'];
    next = link === undefined ? undefined : new URL(link).pathname + new URL(link).search;
  }
  return rows;
}

const keys = (rows: readonly Record<string, unknown>[]): unknown[] => rows.map((row) => row['ResponseKey']);

describe('entity sets', () => {
  it('give every row once, in key order, over pages', async () => {
    const rows = await everything('/odata/FactResponse');
    expect(keys(rows)).toEqual(Array.from({ length: responseCount }, (_, index) => index + 1));
  });

  it('give every value as it is in the star', async () => {
    const rows = await everything('/odata/FactResponse');
    for (const [index, given] of feedResponses.entries()) {
      const { RespondedAt, ...rest } = given;
      expect(rows[index]).toMatchObject(rest);
      expect(rows[index]?.['RespondedAt']).toBe(`${String(RespondedAt).replace(' ', 'T')}Z`);
    }
  });

  it('give only what is selected', async () => {
    const { value, '@odata.context': context } = await page('/odata/FactResponse?$select=Score,ResponseKey&$top=1');
    expect(value).toEqual([{ ResponseKey: 1, Score: 1 }]);
    expect(context).toMatch(/\/odata\/\$metadata#FactResponse\(ResponseKey,Score\)$/);
  });

  it('count rows, paging apart', async () => {
    expect((await page('/odata/FactResponse?$count=true&$top=3'))['@odata.count']).toBe(responseCount);
    expect((await feed.get('/odata/FactResponse/$count')).text).toBe(String(responseCount));
    expect((await feed.get('/odata/FactResponse/$count?$filter=Score eq null')).text).toBe('5');
  });

  it('keep a two-part key in order over pages', async () => {
    const rows = await everything('/odata/BridgeResponseCategory?$select=ResponseKey,CategoryKey');
    expect(rows.map((row) => [row['ResponseKey'], row['CategoryKey']])).toEqual([
      [1, 0],
      [1, 1],
      [2, 1],
    ]);
  });

  it.each([
    ['$top=0', 0],
    ['$top=30', 30],
    ['$skip=50', 5],
    ['$skip=50&$top=2', 2],
    ['$skip=500', 0],
    ['$orderby=Score desc&$top=45', 45],
    ['top=3', 3],
  ])('%s gives %i rows', async (query, count) => {
    expect(await everything(`/odata/FactResponse?${query}`)).toHaveLength(count);
  });

  it('put null before the smallest value, and after it going down', async () => {
    const up = await everything('/odata/FactResponse?$orderby=Score&$select=Score');
    expect(up.slice(0, 6).map(({ Score }) => Score)).toEqual([null, null, null, null, null, 1]);
    const down = await everything('/odata/FactResponse?$orderby=Score desc&$select=Score');
    expect(down.slice(-6).map(({ Score }) => Score)).toEqual([1, null, null, null, null, null]);
  });

  it.each(['1', 'null', '-1 desc', '2 add 1', "'x'"])(
    'are in key order where the order says nothing: $orderby=%s',
    async (order) => {
      const { value } = await page(`/odata/FactResponse?$orderby=${order}&$select=Comment,ResponseKey&$top=5`);
      expect(keys(value)).toEqual([1, 2, 3, 4, 5]);
    },
  );

  it('honour a preferred page size to the last page', async () => {
    const { status, body, headers } = await feed.get('/odata/FactResponse?$select=Score', {
      Prefer: 'odata.maxpagesize=7',
    });
    expect(status).toBe(200);
    expect((body as Page).value).toHaveLength(7);
    expect(headers['preference-applied']).toBe('maxpagesize=7');
    const link = new URL((body as Page)['@odata.nextLink'] ?? '');
    expect((await page(link.pathname + link.search)).value).toHaveLength(7);
  });

  it('leave nulls out on request', async () => {
    const { value } = await page('/odata/FactResponse?$filter=ResponseKey eq 11&$select=ResponseKey,Score,IsRated', {
      Prefer: 'omit-values=nulls',
    });
    expect(value).toEqual([{ ResponseKey: 11, IsRated: false }]);
  });
});

describe('$filter', () => {
  const score = (row: Record<string, unknown>) => row['Score'] as number | null;
  const comment = (row: Record<string, unknown>) => row['Comment'] as string | null;
  const minutes = (row: Record<string, unknown>) => row['ResponseMinutes'] as number | null;
  const at = (row: Record<string, unknown>) => String(row['RespondedAt']).replace(' ', 'T');

  it.each<[string, (row: Record<string, unknown>) => boolean]>([
    ['Score eq 10', (row) => score(row) === 10],
    ['Score ne 10', (row) => score(row) !== 10],
    ['not (Score eq 10)', (row) => score(row) !== 10],
    ['Score eq null', (row) => score(row) === null],
    ['Score ne null', (row) => score(row) !== null],
    ['Score gt 8', (row) => (score(row) ?? -1) > 8],
    ['not(Score eq 10)', (row) => score(row) !== 10],
    ['not (Score gt 8)', (row) => !((score(row) ?? -1) > 8)],
    ['Score in (0,1,2)', (row) => [0, 1, 2].includes(score(row) ?? -1)],
    ['Score in (9,null)', (row) => score(row) === 9 || score(row) === null],
    ['not (Score in (9,10))', (row) => ![9, 10].includes(score(row) ?? -1)],
    ['Score in ()', () => false],
    ['Score eq 4.0', (row) => score(row) === 4],
    ['Score add 1 gt 10', (row) => score(row) !== null && (score(row) ?? 0) + 1 > 10],
    ['Score mul 2 sub 3 eq 5', (row) => score(row) === 4],
    ['Score div 3 eq 2', (row) => Math.floor((score(row) ?? -9) / 3) === 2],
    ['Score divby 4 eq 2.5', (row) => score(row) === 10],
    ['Score mod 2 eq 1', (row) => (score(row) ?? 0) % 2 === 1],
    ['-Score lt -8', (row) => (score(row) ?? 0) > 8],
    ['IsRated', (row) => row['IsRated'] === true],
    ['IsRated eq false', (row) => row['IsRated'] === false],
    [
      'Score lt 3 or Score gt 8 and IsRated',
      (row) => score(row) !== null && ((score(row) ?? 0) < 3 || (score(row) ?? 0) > 8),
    ],
    ["contains(Comment,'a')", (row) => comment(row)?.includes('a') ?? false],
    ["startswith(Comment,'She said \"')", (row) => comment(row)?.startsWith('She said "') ?? false],
    ["endswith(Comment,'done')", (row) => comment(row)?.endsWith('done') ?? false],
    ["Comment eq 'It''s <b>ok</b> %26 done'", (row) => comment(row) === "It's <b>ok</b> & done"],
    ["Comment eq 'æøå 😀 ünï'", (row) => comment(row) === 'æøå 😀 ünï'],
    ["Comment eq ''", (row) => comment(row) === ''],
    ['Comment eq null', (row) => comment(row) === null],
    ['length(Comment) eq 9', (row) => comment(row) !== null && [...(comment(row) ?? '')].length === 9],
    ["indexof(Comment,'thanks') eq 6", (row) => comment(row)?.indexOf('thanks') === 6],
    ["substring(ResponseId,2) eq '17'", (row) => row['ResponseId'] === 'R-17'],
    ["substring(ResponseId,0,1) eq 'R'", () => true],
    ["tolower(ResponseId) eq 'r-3'", (row) => row['ResponseId'] === 'R-3'],
    ["toupper(ResponseLanguage) eq 'DA'", (row) => row['ResponseLanguage'] === 'da'],
    ["concat(ResponseId,'!') eq 'R-3!'", (row) => row['ResponseId'] === 'R-3'],
    ["trim('  R-3 ') eq ResponseId", (row) => row['ResponseId'] === 'R-3'],
    ["matchesPattern(ResponseId,'^R-[12]$')", (row) => ['R-1', 'R-2'].includes(String(row['ResponseId']))],
    ['round(ResponseMinutes) eq 6', (row) => minutes(row) !== null && Math.round(minutes(row) ?? 0) === 6],
    ['floor(ResponseMinutes) eq 6', (row) => minutes(row) !== null && Math.floor(minutes(row) ?? 0) === 6],
    ['ceiling(ResponseMinutes) eq 6', (row) => minutes(row) !== null && Math.ceil(minutes(row) ?? 0) === 6],
    ['RespondedAt ge 2026-01-15T00:00:00Z', (row) => at(row) >= '2026-01-15'],
    ['RespondedAt lt 2026-01-02T12:00:00+02:00', (row) => at(row) < '2026-01-02T10:00'],
    [
      'RespondedAt gt 2026-01-01T10:28:00.122Z and RespondedAt lt 2026-01-03T00:00:00Z',
      (row) => at(row) > '2026-01-01T10:28:00.122' && at(row) < '2026-01-03',
    ],
    [
      'year(RespondedAt) eq 2026 and month(RespondedAt) eq 1 and day(RespondedAt) eq 5',
      (row) => at(row).startsWith('2026-01-05'),
    ],
    ['hour(RespondedAt) eq 10 and minute(RespondedAt) eq 7', (row) => at(row).includes('T10:07')],
    ['fractionalseconds(RespondedAt) eq 0.123', (row) => at(row).endsWith('.123')],
    ['date(RespondedAt) eq 2026-01-05', (row) => at(row).startsWith('2026-01-05')],
    ['time(RespondedAt) lt 10:05:00', (row) => at(row).slice(11) < '10:05:00'],
    ['RespondedAt lt now()', () => true],
    ['Score eq @best&@best=10', (row) => score(row) === 10],
    ['Score in @list&@list=[9,10]', (row) => (score(row) ?? 0) >= 9],
    ["Campaign/CampaignName eq 'Yearly'", (row) => row['CampaignKey'] === 1],
    ["BusinessUnit/Region ne 'North'", (row) => row['BusinessUnitKey'] !== 1],
    ['$it/Score eq 9', (row) => score(row) === 9],
    ['case(Score ge 9:1,Score le 6:-1,true:0) eq -1', (row) => score(row) !== null && (score(row) ?? 9) <= 6],
  ])('%s', async (filter, expected) => {
    const rows = await everything(`/odata/FactResponse?$select=ResponseKey&$filter=${filter}`);
    expect(keys(rows)).toEqual(keys(feedResponses.filter(expected)));
  });

  it('combines with orderby over pages without losing or doubling a row', async () => {
    const rows = await everything('/odata/FactResponse?$filter=Score ge 0&$orderby=Campaign/CampaignName,Score desc');
    expect(new Set(keys(rows)).size).toBe(50);
    expect(rows).toHaveLength(50);
  });
});

describe('what is wrong is said, with its place', () => {
  it.each([
    ['$filter=Scor eq 1', 400, 'PROPERTY_UNKNOWN', 0, 'Score'],
    ["$filter=Score eq 'ten'", 400, 'TYPE_MISMATCH', 9, 'Edm.Int32'],
    ['$filter=Score eq', 400, 'SYNTAX', 8, 'space'],
    ['$filter=(Score eq 1', 400, 'SYNTAX', 11, '")"'],
    ['$filter=Score eq 1)', 400, 'SYNTAX', 10, 'operator'],
    ['$filter=foo(Score) eq 1', 400, 'PROPERTY_UNKNOWN', 0, 'contains'],
    ["$filter=Campaign/Nam eq 'x'", 400, 'PROPERTY_UNKNOWN', 9, 'CampaignName'],
    ['$filter=Campaign eq 1', 400, 'TYPE_MISMATCH', 0, 'Campaign/'],
    ['$filter=RespondedAt ge 2026-01-01', 400, 'TYPE_MISMATCH', 15, 'date and time'],
    ['$filter=date(RespondedAt) eq 2026-02-30', 400, 'TYPE_MISMATCH', 21, 'calendar'],
    ['$filter=Score', 400, 'TYPE_MISMATCH', 0, 'Edm.Boolean'],
    ["$filter=matchesPattern(Comment,'(')", 400, 'TYPE_MISMATCH', 23, 'regular expression'],
    ['$filter=Score eq 99999999999999999999999999999999999999999', 400, 'TYPE_MISMATCH', 9, '38 digits'],
    ['$filter=Score+eq+1', 400, 'SYNTAX', 5, '%20'],
    ['$filter=Responses/any(r:r/Score eq 1)', 501, 'NOT_SUPPORTED', 10, 'any'],
    ['$select=Nope', 400, 'PROPERTY_UNKNOWN', 0, 'Score'],
    ['$expand=Nope', 400, 'PROPERTY_UNKNOWN', 0, 'Campaign'],
    ['$orderby=Nope', 400, 'PROPERTY_UNKNOWN', 0, 'Score'],
    ['$top=-1', 400, 'SYNTAX', 0, 'whole number'],
    ['$fliter=Score eq 1', 400, 'OPTION_UNKNOWN', null, '$filter'],
    ['$top=1&top=2', 400, 'OPTION_REPEATED', null, '$top'],
    ['$search=blue', 501, 'NOT_SUPPORTED', null, '$search'],
    ['$skiptoken=abc', 400, 'OPTION_INVALID', null, 'next link'],
    ['$format=xml', 406, 'NOT_ACCEPTABLE', null, 'application/json'],
    ['$filter=%zz', 400, 'URL_MALFORMED', 0, 'hexadecimal'],
  ])('%s → %i %s', async (query, status, code, position, said) => {
    const answer = await feed.get(`/odata/FactResponse?${query}`);
    const { error } = answer.body as { error: { code: string; message: string; innererror?: { position: number } } };
    expect([answer.status, error.code]).toEqual([status, code]);
    expect(error.message).toContain(said);
    expect(error.innererror?.position ?? null).toBe(position);
    expect(error.message).not.toMatch(/\n/);
  });

  it.each([
    '/odata/Nope',
    '/odata/FactResponse/Score',
    '/odata/FactResponse(1)/Nope',
    '/odata/FactResponse(9999)',
    '/nowhere',
  ])('%s → 404', async (url) => {
    expect((await feed.get(url)).status).toBe(404);
  });
});

describe('single entities', () => {
  it('are found by key, with only what is selected', async () => {
    const { body } = await feed.get('/odata/DimCampaign(1)?$select=CampaignName');
    expect(body).toMatchObject({ CampaignName: 'Yearly' });
    const bridge = await feed.get('/odata/BridgeResponseCategory(CategoryKey=1,ResponseKey=2)');
    expect(bridge.body).toMatchObject({ ResponseKey: 2, CategoryKey: 1, Sentiment: null });
  });

  it('give a property, its bare value, and no content for null', async () => {
    expect((await feed.get('/odata/DimCampaign(1)/CampaignName')).body).toMatchObject({ value: 'Yearly' });
    expect((await feed.get('/odata/DimCampaign(1)/CampaignName/$value')).text).toBe('Yearly');
    expect((await feed.get('/odata/FactResponse(11)/Score')).status).toBe(204);
  });
});

describe('$expand and $apply', () => {
  it('puts the member of a dimension into the row', async () => {
    const { value } = await page(
      '/odata/FactResponse?$top=1&$select=ResponseKey&$expand=Campaign($select=CampaignName),BusinessUnit($select=Region)',
    );
    expect(value).toEqual([
      { ResponseKey: 1, Campaign: { CampaignName: 'After service' }, BusinessUnit: { Region: 'South' } },
    ]);
  });

  it('gives null where there is no member', async () => {
    const { value } = await page(
      '/odata/FactOpportunity?$select=OpportunityKey&$expand=ExpectedCloseDate($select=Date)',
    );
    expect(value).toEqual([
      { OpportunityKey: 1, ExpectedCloseDate: null },
      { OpportunityKey: 2, ExpectedCloseDate: null },
    ]);
  });

  it('groups and aggregates', async () => {
    const rows = await everything(
      '/odata/FactResponse?$apply=filter(IsRated)/groupby((Campaign/CampaignName),aggregate($count as Answers,Score with sum as Total,Score with average as Mean,Score with max as Best,Score with countdistinct as Kinds))',
    );
    const yearly = feedResponses
      .filter(({ IsRated, CampaignKey }) => IsRated === true && CampaignKey === 1)
      .map(({ Score }) => Number(Score));
    const total = yearly.reduce((sum, each) => sum + each, 0);
    expect(rows.find((row) => row['Campaign_CampaignName'] === 'Yearly')).toMatchObject({
      Answers: yearly.length,
      Total: total,
      Mean: total / yearly.length,
      Best: Math.max(...yearly),
      Kinds: new Set(yearly).size,
    });
  });

  it('orders, filters and pages what an aggregation gives', async () => {
    const rows = await everything(
      '/odata/FactResponse?$apply=groupby((Score),aggregate($count as Answers))&$filter=Score ne null&$orderby=Answers desc,Score&$top=3&$select=Score',
    );
    expect(rows).toEqual([{ Score: 1 }, { Score: 2 }, { Score: 3 }]);
  });

  it('adds computed columns', async () => {
    const { value } = await page('/odata/FactResponse?$compute=Score mul 10 as Tenfold&$select=Tenfold&$top=2');
    expect(value).toEqual([{ Tenfold: 10 }, { Tenfold: 20 }]);
  });
});
