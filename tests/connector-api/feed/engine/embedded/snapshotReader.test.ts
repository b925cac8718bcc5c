/** What the reader does where the engine's memory does not suffice for a statement. */
import { startFeed } from '../../../support/feedService';

it('gives a statement that joins many tables the memory that it needs, however many ask for one at once', async () => {
  const failures: object[] = [];
  const logger = { info: () => undefined, warn: () => undefined, error: (facts: object) => void failures.push(facts) };
  const feed = await startFeed({ config: { readerMegabytes: 64 }, logger });
  const urls = ['FactResponse(1)', 'FactResponse(2)', 'FactResponse(3)', 'FactResponse'];
  const first = new Map<string, string>();
  for (let times = 0; times < 5; times += 1) {
    await Promise.all(
      urls.map(async (url) => {
        const { status, text } = await feed.get(`/odata/${url}?$expand=*`);
        expect([url, status, first.get(url) ?? text]).toEqual([url, 200, text]);
        first.set(url, text);
      }),
    );
  }
  expect(failures).toEqual([]);
  await feed.stop();
});
