/** When a refresh builds everything instead of what changed, and that it says why. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RefreshEvent } from '../../../connector-api/src/snapshot/refresh';
import { openSnapshotStore } from '../../../connector-api/src/snapshot/snapshotStore';
import { answer, rowSource } from '../support/rowSource';
import { askColumn, refreshInto } from '../support/refreshInto';
import { temporaryFolders } from '../support/temporaryFolder';

const folder = temporaryFolders();
const source = (score: string, identity = 'rows') =>
  rowSource({ response: [answer('a', score)] }, { identity, incremental: ['response'] });

/** Refreshes and gives how the star was made. */
async function way(dataFolder: string, score: string, more: Parameters<typeof refreshInto>[2] = {}, identity = 'rows') {
  const ways: RefreshEvent[] = [];
  const progress = (event: RefreshEvent): void => {
    if (event.kind === 'star') ways.push(event);
  };
  const { manifest } = await refreshInto(dataFolder, source(score, identity), { ...more, progress });
  return {
    manifest,
    ways: ways.map((event) => (event.kind === 'star' && event.from === null ? event.because : 'changes')),
  };
}

const manifestOf = (dataFolder: string, snapshot: string): string =>
  path.join(dataFolder, 'snapshots', snapshot, 'manifest.json');

function rewrite(file: string, change: (manifest: Record<string, unknown>) => object): void {
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)));
}

it('builds everything first, and only what changed from then on', async () => {
  const dataFolder = folder();
  expect(await way(dataFolder, '3')).toMatchObject({ ways: ['there is no snapshot yet'], manifest: { patches: 0 } });
  expect(await way(dataFolder, '4')).toMatchObject({ ways: ['changes'], manifest: { patches: 1 } });
  expect(await askColumn(dataFolder, 'select "Score" from "FactResponse"')).toEqual([4]);
});

it.each([
  ['another time zone', { timeZone: 'America/New_York' }, 'was built in another way'],
  ['another name of the unknown member', { unknownName: 'Ukendt' }, 'was built in another way'],
  ['another version of the product', { version: '0.0.1' }, 'was built in another way'],
  ['being asked to', { full: true }, 'it was asked for'],
])('builds everything after %s', async (_, more, because) => {
  const dataFolder = folder();
  await way(dataFolder, '3');
  expect((await way(dataFolder, '4', more)).ways).toEqual([expect.stringContaining(because)]);
});

it('builds everything after another source', async () => {
  const dataFolder = folder();
  await way(dataFolder, '3');
  expect((await way(dataFolder, '4', {}, 'other rows')).ways).toEqual([expect.stringContaining('another source')]);
});

it('builds everything where the star before is gone or cannot be read, and loses nothing', async () => {
  const dataFolder = folder();
  const first = await way(dataFolder, '3');
  rmSync(path.join(dataFolder, 'snapshots', first.manifest.snapshot), { recursive: true });
  const second = await way(dataFolder, '4');
  expect(second.ways).toEqual([expect.stringContaining('is gone')]);
  writeFileSync(path.join(dataFolder, 'snapshots', second.manifest.snapshot, 'star.duckdb'), 'no star');
  const third = await way(dataFolder, '5');
  expect(third.ways).toEqual([
    'changes',
    expect.stringContaining(`changing the star of ${second.manifest.snapshot} failed`),
  ]);
  expect(await askColumn(dataFolder, 'select "Score" from "FactResponse"')).toEqual([5]);
});

it('builds everything now and then, so that what is deleted does not stay in free blocks for ever', async () => {
  const dataFolder = folder();
  const first = await way(dataFolder, '3');
  rewrite(manifestOf(dataFolder, first.manifest.snapshot), (manifest) => ({ ...manifest, patches: 100 }));
  expect((await way(dataFolder, '4')).ways).toEqual(['the last 100 refreshes built only what changed']);
});

it.each([
  ['other tables', (manifest: object) => ({ ...manifest, shape: '0123456789abcdef', version: '0.9.0' })],
  [
    'tables that no manifest named yet',
    ({ shape: _, ...manifest }: Record<string, unknown>) => ({ ...manifest, version: '0.9.0' }),
  ],
])('does not serve a snapshot built with %s, says so, and builds everything at the next refresh', async (_, change) => {
  const dataFolder = folder();
  const first = await way(dataFolder, '3');
  rewrite(manifestOf(dataFolder, first.manifest.snapshot), change);
  expect(() => openSnapshotStore(dataFolder).current()).toThrow(
    `The snapshot ${first.manifest.snapshot} was built with other tables: found the star of version 0.9.0, expected the star of this version. Refresh once`,
  );
  expect((await way(dataFolder, '4')).ways).toEqual([expect.stringContaining(first.manifest.snapshot)]);
  expect(openSnapshotStore(dataFolder).current()?.manifest.rated).toBe(1);
});
