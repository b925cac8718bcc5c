import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RefreshEvent } from '../../../connector-api/src/snapshot/refresh';
import { StarCopy } from '../../../connector-api/src/snapshot/starCopy';
import { refreshInto } from '../support/refreshInto';
import { answer, rowSource } from '../support/rowSource';
import { temporaryFolders } from '../support/temporaryFolder';

const folder = temporaryFolders();

function files() {
  const inside = folder();
  const [from, to, place] = ['from', 'to', 'place'].map((name) => path.join(inside, name));
  if (from === undefined || to === undefined || place === undefined) throw new Error('Three files.');
  return { inside, from, to, place };
}

it('moves the whole copy to its place and leaves the file as it is', async () => {
  const { inside, from, to, place } = files();
  writeFileSync(from, 'rows'.repeat(100_000));
  const copy = new StarCopy(from, to);
  expect(await copy.moveTo(place, from)).toBe(true);
  await copy.close();
  expect(readFileSync(place)).toEqual(readFileSync(from));
  expect(readdirSync(inside).sort()).toEqual(['from', 'place']);
});

it.each([
  ['another file than was copied', (from: string) => writeFileSync(from, 'rows'), 'another'],
  ['a file that is not there', () => undefined, 'from'],
  ['a file that cannot be copied', (from: string) => mkdirSync(from), 'from'],
])('has no copy of %s, and leaves nothing behind', async (_, make, asked) => {
  const { inside, from, to, place } = files();
  make(from);
  const copy = new StarCopy(from, to);
  expect(await copy.moveTo(place, path.join(inside, asked))).toBe(false);
  await copy.close();
  expect([to, place].map((file) => existsSync(file))).toEqual([false, false]);
});

it.each([
  ['changes the star', ['b', 'c'], undefined],
  ['fails when it has read', ['b'], 'read'],
  [
    'builds everything after all, as too much has changed',
    Array.from({ length: 1500 }, (_, at) => String(at)),
    undefined,
  ],
])('is gone from the data folder after a refresh that %s', async (_, ids, failsAt) => {
  const dataFolder = folder();
  const incremental = { incremental: ['response'] as const };
  await refreshInto(dataFolder, rowSource({ response: [answer('a', '9')] }, incremental));
  const progress = ({ kind }: RefreshEvent): void => {
    if (kind === failsAt) throw new Error('broken off');
  };
  const response = ids.map((id) => answer(id, '3'));
  const next = refreshInto(dataFolder, rowSource({ response }, incremental), { progress });
  await (failsAt === undefined ? next : expect(next).rejects.toThrow('broken off'));
  expect(readdirSync(path.join(dataFolder, 'tmp'))).toEqual([]);
});
