import { reports } from '../../../../templates/src';
import { previewLanguages } from '../../../../templates/preview/protocol';
import { templatesReport } from '../../../../templates/preview/server/templatesReport';

const manifest = {
  snapshot: '000001',
  version: '1.0.0',
  dataAsOf: '2026-10-31T23:00:00.000Z',
  builtAt: '2026-11-01T00:00:00.000Z',
  timeZone: 'Europe/Copenhagen',
  source: 'test',
  rated: 0,
  excluded: {},
};

describe.each(reports.map((report) => [report.id, report] as const))('the report %s', (_id, report) => {
  const source = templatesReport(report, () => new Date('2026-11-23T00:00:00Z'));
  const visuals = previewLanguages.flatMap((language) =>
    source.pages(language).flatMap((page) => page.visuals.map((visual) => ({ language, page, visual }))),
  );

  it('has pages and visuals', () => {
    expect(visuals.length).toBeGreaterThan(10);
  });

  it('asks for every field that a visual binds', () => {
    for (const { language, page, visual } of visuals) {
      const { rows } = source.queries({ page: page.id, visual: visual.id, language, filters: [], manifest });
      const isBox = (visual.objects['slicer'] as { style?: string } | undefined)?.style === 'text';
      if (isBox) expect(rows).toBeNull();
      else for (const { queryName } of visual.fields) expect(rows?.columns).toContain(queryName);
      if (visual.fields.length === 0) expect(rows).toBeNull();
    }
  });

  it('says something of every visual to those who cannot see it, in both languages', () => {
    for (const { visual } of visuals) expect(visual.altText.trim()).not.toBe('');
  });

  it('lets readers filter by columns of the star and nothing else', () => {
    expect(source.hasColumn('DimBusinessUnit', 'BusinessUnitName')).toBe(true);
    expect(source.hasColumn('DimBusinessUnit', 'toString')).toBe(false);
    expect(source.hasColumn('constructor', 'name')).toBe(false);
  });
});
