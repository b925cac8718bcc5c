import { choicesOn } from '../../../../templates/preview/client/page/choices';
import type { PreviewFilter, PreviewPage } from '../../../../templates/preview/protocol';

const page = (id: string, ...visuals: readonly (readonly [string, string])[]): PreviewPage =>
  ({ id, visuals: visuals.map(([visual, kind]) => ({ id: visual, kind })) }) as unknown as PreviewPage;
const segments = page('segments', ['slicer-unit', 'slicer'], ['slicer-industry', 'slicer'], ['periods', 'bookmarks']);
const trend = page('trend', ['slicer-unit', 'slicer'], ['periods', 'bookmarks']);
const wall = page('wall', ['relational', 'nps']);
const pages = [segments, trend, wall];

const filter = (column: string): PreviewFilter => ({ table: 'T', column, values: ['x'] });
const choices = new Map([
  ['slicer-unit', filter('Unit')],
  ['slicer-industry', filter('Industry')],
  ['periods', filter('IsLast12Months')],
]);

it.each([
  ['all of them on the page that has all', segments, ['Unit', 'Industry', 'IsLast12Months']],
  ['a slicer only on pages that have it', trend, ['Unit', 'IsLast12Months']],
  ['the period on pages without a choice of periods', wall, ['IsLast12Months']],
] as const)('counts %s', (_, on, columns) => {
  expect(choicesOn(on, pages, choices).map(({ column }) => column)).toEqual(columns);
});

it('counts nothing where nothing is chosen', () => {
  expect(choicesOn(segments, pages, new Map())).toEqual([]);
});
