import { mostReads, NotedReads } from '../../../../../connector-api/src/feed/odata/prepare/notedReads';
import type { RepeatedRead } from '../../../../../connector-api/src/feed/odata/prepare/repeatedRead';

const read = (query: string, given = 8000): RepeatedRead => ({
  set: 'FactResponse',
  root: 'http://127.0.0.1/odata/',
  query,
  form: { metadata: 'minimal', numbersAsText: false, omitNulls: false, maxPageSize: null },
  sight: { masked: ['email', 'name'], businessUnits: null },
  coding: null,
  given,
});
const now = new Date('2026-11-25T10:20:30Z');
const hours = (count: number): Date => new Date(now.getTime() + count * 3_600_000);
const everybody = (): boolean => true;
const queries = (reads: readonly RepeatedRead[]): string[] => reads.map(({ query }) => query);

it('gives the longest reads first', () => {
  const noted = new NotedReads([]);
  noted.note(read('a', 8000), 'one', now, true);
  noted.note(read('b', 80_000), 'one', now, true);
  expect(queries(noted.worthPreparing(now.getTime(), everybody))).toEqual(['b', 'a']);
});

it('takes the furthest page of the newest snapshot for its length', () => {
  const noted = new NotedReads([]);
  for (const given of [8000, 80_000, 16_000]) noted.note(read('a', given), 'one', now, true);
  expect(noted.worthPreparing(now.getTime(), everybody)).toMatchObject([{ given: 80_000 }]);
  noted.note(read('a', 8000), 'two', now, true);
  expect(noted.worthPreparing(now.getTime(), everybody)).toMatchObject([{ given: 8000 }]);
});

it('forgets what has not come for eight days, however many snapshots came, also over a restart', () => {
  const noted = new NotedReads([]);
  for (const query of ['weekly', 'once']) noted.note(read(query), 'one', now, true);
  noted.note(read('weekly'), 'two', hours(7 * 24), true);
  const again = new NotedReads(noted.takeChanged() ?? []);
  expect(queries(again.worthPreparing(hours(8 * 24 - 1).getTime(), everybody))).toEqual(['weekly', 'once']);
  expect(queries(again.worthPreparing(hours(8 * 24 + 1).getTime(), everybody))).toEqual(['weekly']);
  expect(again.takeChanged()).toHaveLength(1);
});

it('forgets what nobody may see any more', () => {
  const noted = new NotedReads([]);
  noted.note(read('a'), 'one', now, true);
  expect(noted.worthPreparing(now.getTime(), () => false)).toEqual([]);
  expect(noted.isEmpty).toBe(true);
});

it('is not to be written again for the same pages in the same hour', () => {
  const noted = new NotedReads([]);
  noted.note(read('a'), 'one', now, true);
  expect(noted.takeChanged()).toHaveLength(1);
  noted.note(read('a'), 'one', now, true);
  expect(noted.takeChanged()).toBeNull();
  noted.note(read('a'), 'one', hours(1), true);
  expect(noted.takeChanged()).toHaveLength(1);
});

it(`remembers ${String(mostReads)} reads and no more`, () => {
  const noted = new NotedReads([]);
  for (let number = 0; number <= mostReads; number += 1) noted.note(read(String(number)), 'one', now, true);
  expect(noted.worthPreparing(now.getTime(), everybody)).toHaveLength(mostReads);
});

it('gives what may be written down once, where anything of it is new', () => {
  const noted = new NotedReads([]);
  noted.note(read('names somebody'), 'one', now, false);
  expect(noted.takeChanged()).toBeNull();
  noted.note(read('a'), 'one', now, true);
  expect(noted.takeChanged()).toMatchObject([{ read: { query: 'a' } }]);
  expect(noted.takeChanged()).toBeNull();
});
