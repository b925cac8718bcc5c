/** Reconciliation, metrics and the description of the routes. */
import { feedResponses } from '../support/feedStar';
import { startFeed, type FeedUnderTest } from '../support/feedService';

let feed: FeedUnderTest;
beforeAll(async () => {
  feed = await startFeed();
});
afterAll(() => feed.stop());

it('reconciles: rows and NPS of each campaign as counted by hand', async () => {
  const { body } = await feed.get('/reconcile');
  const { campaigns } = body as { campaigns: Record<string, unknown>[] };
  expect(campaigns.map(({ id }) => id)).toEqual(['C-1', 'C-2']);
  for (const [index, campaign] of campaigns.entries()) {
    const scores = feedResponses.filter(({ CampaignKey }) => CampaignKey === index + 1).map(({ Score }) => Score);
    const rated = scores.filter((score) => score !== null).map(Number);
    const promoters = rated.filter((score) => score >= 9).length;
    const detractors = rated.filter((score) => score <= 6).length;
    const nps: unknown = expect.closeTo((100 * (promoters - detractors)) / rated.length, 10);
    expect(campaign['star']).toMatchObject({
      answers: scores.length,
      rated: rated.length,
      promoters,
      detractors,
      nps,
    });
  }
});

it('reconciles as CSV and in Danish, by option or by header', async () => {
  const header = /^campaign_id,campaign_name,metric,source_answers,/;
  expect((await feed.get('/reconcile?format=csv')).text).toMatch(header);
  expect((await feed.get('/reconcile', { Accept: 'text/csv' })).text).toMatch(header);
  const danish = /Kilde og mellemlager blev ikke talt op/;
  expect((await feed.get('/reconcile?language=da')).text).toMatch(danish);
  const negotiated = await feed.get('/reconcile', { 'Accept-Language': 'da-DK,da;q=0.9,en;q=0.5' });
  expect(negotiated.text).toMatch(danish);
  expect(negotiated.headers['content-language']).toBe('da');
});

it.each([
  ['format=xml', 'OPTION_INVALID', 'expected json or csv'],
  ['language=sv', 'OPTION_INVALID', 'expected en or da'],
  ['languages=da', 'OPTION_UNKNOWN', 'expected format or language'],
])('refuses /reconcile?%s', async (query, code, said) => {
  const { status, body } = await feed.get(`/reconcile?${query}`);
  expect([status, body]).toEqual([400, { error: expect.objectContaining({ code }) as unknown }]);
  expect((body as { error: { message: string } }).error.message).toContain(said);
});

it('counts requests by area and status, and nothing that a caller chose', async () => {
  await feed.get('/odata/FactResponse?$top=1');
  await feed.get('/secret-looking-path');
  const { text, headers } = await feed.get('/metrics');
  expect(headers['content-type']).toContain('text/plain');
  expect(text).toMatch(/nps_feed_requests_total\{area="odata",status="200"\} [1-9]/);
  expect(text).toMatch(/nps_feed_requests_total\{area="other",status="404"\} [1-9]/);
  expect(text).toContain('nps_feed_snapshot_age_seconds');
  expect(text).not.toContain('secret-looking-path');
});

it('describes each of its routes, and each answers', async () => {
  const { body } = await feed.get('/openapi.json');
  const paths = Object.keys((body as { paths: object }).paths);
  expect(paths).toHaveLength(6);
  for (const path of paths) {
    const url = path.replace('{table}', 'DimCampaign').replace('{format}', 'csv');
    expect([url, (await feed.get(url)).status]).toEqual([url, 200]);
  }
});
