import { pages } from '../../../templates/src/report';
import { boundFields, visualQuery } from '../../../templates/src/report/query';
import { randomFacts } from '../support/randomFacts';
import { openStar, type StarDatabase } from '../support/starDatabase';

describe('Every visual’s question', () => {
  let star: StarDatabase | undefined;
  afterAll(() => star?.close());

  it.each(Object.values(pages).map((page) => [page.id, page] as const))(
    'on the page %s has an answer in both languages, each field under its name',
    async (_, page) => {
      star ??= await openStar(randomFacts(5, 200));
      let asked = 0;
      for (const visual of page.visuals)
        for (const language of ['en', 'da'] as const) {
          const request = visualQuery(visual, language);
          if (!request) {
            expect(boundFields(visual)).toEqual([]);
            continue;
          }
          asked += 1;
          const rows = await star.query({ ...request, now: '2026-03-16T00:00:00Z' });
          const names = [...request.groupBy.map(({ table, column }) => `${table}.${column}`), ...request.measures];
          for (const row of rows.slice(0, 3)) expect(Object.keys(row).sort()).toEqual([...names].sort());
        }
      expect(asked).toBeGreaterThan(0);
    },
  );
});
