import { drillsOf } from '../../../../templates/preview/client/page/drillMenu';
import { reports } from '../../../../templates/src';
import { templatesReport } from '../../../../templates/preview/server/templatesReport';

const fullest = reports.reduce((most, report) => (report.pages.length > most.pages.length ? report : most));
const pages = templatesReport(fullest, () => new Date(0)).pages('en');
const point = (queryName: string, value: string | null) => ({ values: [{ queryName, value }] });

it('a point opens the drill-through pages of its fields, for its value alone', () => {
  const [page] = pages.filter(({ kind }) => kind === 'drillthrough');
  const [field = ''] = page?.drillFields ?? [];
  expect(field).toMatch(/^Dim\w+\.\w+$/);
  expect(drillsOf(pages, point(field, 'Acme'))).toEqual([
    { page: page?.id, name: page?.name, queryName: field, value: 'Acme' },
  ]);
});

it('a blank and a field of no drill-through page lead nowhere', () => {
  const fields = pages.flatMap(({ drillFields }) => drillFields);
  expect(fields.length).toBeGreaterThan(0);
  expect(drillsOf(pages, point(fields[0] ?? '', null))).toEqual([]);
  expect(drillsOf(pages, point('DimDate.Year', '2026'))).toEqual([]);
});
