import { existsSync } from 'node:fs';
import path from 'node:path';
import { writeAnswers } from './support/answersCsv';
import { browse, spokenScore } from './support/browse';
import { npsOfFeed, readAll } from './support/feed';
import { npsOfCsv } from './support/npsOfCsv';
import { newDataFolder, projectRoot, serve, type Running } from './support/product';

const realData = path.resolve(process.env['NPS_REAL_DATA'] ?? path.join(projectRoot, '../shared/data'));
const real = (name: string): string => path.join(realData, name);

interface Case {
  readonly title: string;
  readonly file: string;
  readonly column: string;
  readonly words?: readonly string[];
  /** Counts that are known from elsewhere. */
  readonly known?: { readonly rated: number; readonly excluded: number; readonly nps: number };
}

const cases: readonly Case[] = [
  { title: 'a CSV with every oddity', file: writeAnswers(), column: 'score' },
  {
    title: 'the garden centres’ answers',
    file: real('garden-centre-nps.csv'),
    column: 'nps',
    known: { rated: 13_612, excluded: 342, nps: 53.4161 },
  },
  {
    title: 'the field service answers, joined with their appointments, and those with the technicians',
    file: real('field-service/nps.csv'),
    column: 'nps',
    words: [
      ...['--join', real('field-service/serviceappointments.csv')],
      ...['--join', real('field-service/experts.csv')],
    ],
    known: { rated: 3143, excluded: 2, nps: -30.035 },
  },
];

for (const { title, file, column, words = [], known } of cases) {
  const reason = existsSync(file) ? '' : ` (skipped: ${file} is not here; NPS_REAL_DATA may name its folder)`;
  (reason === '' ? describe : describe.skip)(`${title}${reason}`, () => {
    let product: Running;
    const truth = existsSync(file) ? npsOfCsv(file, column) : null;

    beforeAll(async () => {
      product = await serve(['start', '--import', file, ...words], { NPS_DATA: newDataFolder() });
    });

    afterAll(async () => {
      const { code } = await product.stop();
      expect(code).toBe(0);
    });

    it('counts as its publisher counts', () => {
      if (known) {
        expect(truth).toMatchObject({ rated: known.rated, excluded: known.excluded });
        expect(truth?.nps).toBeCloseTo(known.nps, 4);
      } else {
        expect(truth?.excluded).toBeGreaterThan(10);
      }
    });

    it('gives the same numbers in the feed', async () => {
      const rows = await readAll(product.url, 'FactResponse?$select=ResponseKey,Score,IsRated');
      const feed = npsOfFeed(rows);
      expect(rows).toHaveLength(truth?.rows ?? 0);
      expect(feed).toEqual({
        rated: truth?.rated,
        promoters: truth?.promoters,
        detractors: truth?.detractors,
        nps: truth?.nps,
      });
      const manifest = (await (await fetch(new URL('manifest', product.url))).json()) as {
        readonly rated: number;
        readonly excluded: Readonly<Record<string, number>>;
      };
      expect(manifest.rated).toBe(truth?.rated);
      expect(Object.values(manifest.excluded).reduce((sum, count) => sum + count, 0)).toBe(truth?.excluded);
    });

    it('says the same number by the gauge, to eyes and to a screen reader', async () => {
      const seen = await browse({ url: new URL('?page=executive&lang=en', product.url).href });
      expect(seen.problems).toEqual([]);
      expect(seen.outside).toEqual([]);
      expect(seen.gauges).toHaveLength(1);
      expect(Number(seen.gauges[0]?.nps)).toBeCloseTo(truth?.nps ?? NaN, 6);
      expect(seen.gauges[0]).toMatchObject({ answers: String(truth?.rated), excluded: String(truth?.excluded) });
      expect(spokenScore(seen)).toBe(Math.round(truth?.nps ?? NaN));
      expect(seen.measures['rated']).toBe((truth?.rated ?? 0).toLocaleString('en-US'));
      expect(seen.states.filter(({ state }) => state === 'failedVisual')).toEqual([]);
    });
  });
}
