import { readFileSync } from 'node:fs';
import path from 'node:path';
import { previewLanguages, type PreviewReport } from '../../templates/preview/protocol';
import { findVisualPackage, parseVisualPackage } from '../../templates/preview/server/visualPackage';
import { browse, browseAll, spokenScore } from './support/browse';
import { npsOfFeed, readAll } from './support/feed';
import { newDataFolder, projectRoot, serve, type Running } from './support/product';

describe('npm start on a machine that has nothing yet', () => {
  let product: Running;
  const at = (query: string): string => new URL(query, product.url).href;

  beforeAll(async () => {
    product = await serve([], { NPS_DATA: newDataFolder() }, path.join(projectRoot, '.ci/start.mjs'));
  });

  afterAll(async () => {
    const { code, err } = await product.stop();
    expect(code).toBe(0);
    expect(err).not.toMatch(/error/i);
  });

  it('makes a sample of at least 20,000 answers over three years', async () => {
    const rows = await readAll(product.url, 'FactResponse?$select=ResponseKey,ResponseDateKey');
    expect(rows.length).toBeGreaterThanOrEqual(20_000);
    const days = rows.map(({ ResponseDateKey }) => Number(ResponseDateKey)).sort((a, b) => a - b);
    expect((days.at(-1) ?? 0) - (days[0] ?? 0)).toBeGreaterThan(29_000);
  });

  it('shows every page in both languages, without a problem in any visual', async () => {
    const report = (await (await fetch(at('preview/report?lang=en'))).json()) as PreviewReport;
    const pages = report.pages.filter(({ kind }) => kind === 'page');
    expect(pages.length).toBeGreaterThan(0);
    const visits = pages.flatMap(({ id }) => previewLanguages.map((language) => ({ id, language })));
    const seen = await browseAll(visits.map(({ id, language }) => ({ url: at(`?page=${id}&lang=${language}`) })));
    const found = seen.map(({ language, problems, outside, states }, index) => ({
      id: visits[index]?.id,
      language,
      problems,
      outside,
      failed: states.filter(({ state }) => state === 'failedVisual').map((one) => one.id),
    }));
    expect(found).toEqual(visits.map((one) => ({ ...one, problems: [], outside: [], failed: [] })));
  });

  it('follows a slicer, with the numbers of the feed for that unit', async () => {
    const units = await readAll(product.url, 'DimBusinessUnit?$select=BusinessUnitKey,BusinessUnitName');
    const unit = units.find(({ BusinessUnitName }) => BusinessUnitName === 'Aarhus');
    const key = String(unit?.['BusinessUnitKey']);
    const seen = await browse({
      url: at('?page=executive&lang=en'),
      steps: [
        { click: '[data-visual="slicer-unit"] summary' },
        { click: '[data-visual="slicer-unit"] label:has-text("Aarhus")' },
        { press: 'Escape' },
      ],
    });
    const feed = npsOfFeed(
      await readAll(product.url, `FactResponse?$select=ResponseKey,Score&$filter=BusinessUnitKey eq ${key}`),
    );
    expect(seen.problems).toEqual([]);
    expect(feed.rated).toBeGreaterThan(100);
    expect(Number(seen.gauges[0]?.answers)).toBe(feed.rated);
    expect(Number(seen.gauges[0]?.nps)).toBeCloseTo(feed.nps, 6);
  });

  it('opens the page of one company from the context menu of an answer', async () => {
    const seen = await browse({
      url: at('?page=responses&lang=en'),
      steps: [{ menu: '.kind-table tbody tr >> nth=0' }, { click: '[role="menuitem"] >> nth=0' }],
    });
    const all = await browse({ url: at('?page=company&lang=en') });
    const answers = ({ gauges }: typeof seen): number => Number(gauges[0]?.answers);
    expect(seen.problems).toEqual([]);
    expect(seen.title).toMatch(/^Company/);
    expect(answers(seen)).toBeGreaterThan(0);
    expect(answers(seen)).toBeLessThan(answers(all) / 20);
  });

  it('shows the tooltip page of a built-in chart, narrowed to the point', async () => {
    const chart = '[data-visual="themes"] [tabindex="0"]';
    const atPoint = async (presses: number): Promise<string> => {
      const steps = Array.from({ length: presses }, () => ({ press: 'ArrowRight' }));
      const { tip, problems } = await browse({
        url: at('?page=responses&lang=en'),
        steps: [{ focus: chart }, ...steps, { until: '.tooltip.page-tip:not([hidden])' }],
      });
      expect(problems).toEqual([]);
      return tip ?? '';
    };
    const [first, second] = [await atPoint(1), await atPoint(2)];
    for (const tip of [first, second]) expect(tip).toMatch(/NPS [+−]?\d+ \(95% sure: [+−]?\d+ to [+−]?\d+\)/);
    expect(first).not.toBe(second);
  });

  it('speaks Danish, with Danish numbers', async () => {
    const [english, danish] = [
      await browse({ url: at('?page=executive&lang=en') }),
      await browse({ url: at('?page=executive&lang=da') }),
    ];
    expect(danish.text).toContain('Forhåndsvisning');
    expect(danish.measures['rated']).toBe(english.measures['rated']?.replace(',', '.'));
    expect(danish.gauges[0]?.nps).toBe(english.gauges[0]?.nps);
    expect(spokenScore(danish)).toBe(spokenScore(english));
  });

  it('fits a phone', async () => {
    const seen = await browse({ url: at('?page=executive&lang=da'), width: 390, height: 844 });
    expect(seen.problems).toEqual([]);
    expect(seen.sideways).toBe(false);
    expect(seen.gauges).toHaveLength(1);
  });

  it('shows the visual that is packaged, byte for byte', async () => {
    const report = (await (await fetch(at('preview/report?lang=en'))).json()) as PreviewReport;
    const script = await (await fetch(at(report.visual.frame.replace('frame.html', 'visual.js')))).text();
    const folder = path.join(projectRoot, 'dist/visual');
    const file = findVisualPackage(folder);
    expect(script).toBe(parseVisualPackage(readFileSync(file), file).script);
  });
});
