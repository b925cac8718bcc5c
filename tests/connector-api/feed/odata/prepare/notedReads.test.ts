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
const everybody = (): boolean => true;
const queries = (reads: readonly RepeatedRead[]): string[] => reads.map(({ query }) => query);

it('gives the longest reads first', () => {
  const noted = new NotedReads([]);
  noted.note(read('a', 8000), 'one', true);
  noted.note(read('b', 80_000), 'one', true);
  expect(queries(noted.worthPreparing('two', everybody))).toEqual(['b', 'a']);
});

it('takes the furthest page of the newest snapshot for its length', () => {
  const noted = new NotedReads([]);
  for (const given of [8000, 80_000, 16_000]) noted.note(read('a', given), 'one', true);
  expect(noted.worthPreparing('two', everybody)).toMatchObject([{ given: 80_000 }]);
  noted.note(read('a', 8000), 'two', true);
  expect(noted.worthPreparing('three', everybody)).toMatchObject([{ given: 8000 }]);
});

it('forgets what was prepared of a snapshot that nobody read, and not what was read, also after a restart', () => {
  const noted = new NotedReads([]);
  for (const query of ['a', 'b']) noted.note(read(query), 'one', true);
  for (const each of noted.worthPreparing('two', everybody)) noted.prepared(each, 'two');
  noted.note(read('a'), 'two', true);
  const again = new NotedReads(noted.takeChanged() ?? []);
  expect(queries(again.worthPreparing('two', everybody))).toEqual(['a', 'b']);
  expect(queries(again.worthPreparing('three', everybody))).toEqual(['a']);
});

it('keeps what its turn never came to', () => {
  const noted = new NotedReads([]);
  noted.note(read('a'), 'one', true);
  noted.worthPreparing('two', everybody);
  expect(queries(noted.worthPreparing('three', everybody))).toEqual(['a']);
});

it('forgets what nobody may see any more', () => {
  const noted = new NotedReads([]);
  noted.note(read('a'), 'one', true);
  expect(noted.worthPreparing('one', () => false)).toEqual([]);
  expect(noted.isEmpty).toBe(true);
});

it(`remembers ${String(mostReads)} reads and no more`, () => {
  const noted = new NotedReads([]);
  for (let number = 0; number <= mostReads; number += 1) noted.note(read(String(number)), 'one', true);
  expect(noted.worthPreparing('two', everybody)).toHaveLength(mostReads);
});

it('gives what may be written down once, where anything of it is new', () => {
  const noted = new NotedReads([]);
  noted.note(read('names somebody'), 'one', false);
  expect(noted.takeChanged()).toBeNull();
  noted.note(read('a'), 'one', true);
  expect(noted.takeChanged()).toMatchObject([{ read: { query: 'a' } }]);
  expect(noted.takeChanged()).toBeNull();
});
