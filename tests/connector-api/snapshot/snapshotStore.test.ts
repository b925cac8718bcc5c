/** The manifest is read once as long as its file is the same: every request asks for it. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openSnapshotStore } from '../../../connector-api/src/snapshot/snapshotStore';
import type { SnapshotManifest } from '../../../connector-api/src/snapshot/types';
import { feedRows } from '../support/feedStar';
import { addSnapshot } from '../support/smallSnapshot';
import { temporaryFolders } from '../support/temporaryFolder';

const folder = temporaryFolders();

it('gives the same manifest until its file is another, and the new one then', async () => {
  const dataFolder = folder();
  const id = await addSnapshot(dataFolder, feedRows);
  const store = openSnapshotStore(dataFolder);
  const current = (): SnapshotManifest | undefined => {
    const lease = store.current();
    lease?.release();
    return lease?.manifest;
  };
  const first = current();
  expect(first?.snapshot).toBe(id);
  expect(current()).toBe(first);
  const file = path.join(dataFolder, 'snapshots', id, 'manifest.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), source: 'another source' }));
  expect(current()).toEqual({ ...first, source: 'another source' });
  writeFileSync(file, '{');
  expect(current).toThrow('manifest');
});
