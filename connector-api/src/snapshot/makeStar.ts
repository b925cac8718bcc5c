/** Makes the star of a snapshot, tested and measured: from the one before where that can be, else from nothing. */
import { constants, copyFileSync, rmSync } from 'node:fs';
import type { TableName } from '../star';
import type { StagingStore } from '../staging/stagingStore';
import { buildStar, type StarOptions } from './buildStar';
import { measureStar } from './measureStar';
import { patchStar } from './patchStar';
import { reconcile } from './reconcile';
import { databasePath } from './snapshotFolder';
import type { StarBase, StarFromNothing } from './starBase';
import { attachStar, detachStar } from './starDatabase';
import { testPatch } from './testPatch';
import { testStar } from './testStar';
import type { TableManifest } from './types';

export type StarEvent =
  /** The snapshot whose star is changed; null where everything is built, and why. */
  | { readonly kind: 'star'; readonly from: string }
  | { readonly kind: 'star'; readonly from: null; readonly because: string }
  | { readonly kind: 'building'; readonly table: TableName }
  | { readonly kind: 'tested'; readonly tests: number };

export interface MadeStar {
  readonly tables: Readonly<Record<TableName, TableManifest>>;
  readonly patches: number;
}

/** Makes the star, tested and attached: from the one before where that can be, else, and where that fails, from nothing. */
export async function makeStar(
  store: StagingStore,
  folder: string,
  starOptions: StarOptions,
  base: StarBase | StarFromNothing,
  progress: (event: StarEvent) => void,
): Promise<MadeStar> {
  if (base.kind === 'everything') return wholeStar(store, folder, starOptions, progress, base.because);
  progress({ kind: 'star', from: base.manifest.snapshot });
  let because: string;
  try {
    const made = await patchedStar(store, folder, starOptions, progress, base);
    if (made !== null) return made;
    because = 'too much has changed';
  } catch (error) {
    because = `changing the star of ${base.manifest.snapshot} failed: ${error instanceof Error ? error.message : String(error)}`;
  }
  for (const file of [databasePath(folder), `${databasePath(folder)}.wal`]) rmSync(file, { force: true });
  return wholeStar(store, folder, starOptions, progress, because);
}

async function wholeStar(
  store: StagingStore,
  folder: string,
  starOptions: StarOptions,
  progress: (event: StarEvent) => void,
  because: string,
): Promise<MadeStar> {
  progress({ kind: 'star', from: null, because });
  return attached(store, folder, async () => {
    await buildStar(store.connection, starOptions);
    const tests = (await testStar(store.connection)) + (await reconcile(store));
    progress({ kind: 'tested', tests });
    return { tables: await measureStar(store.connection), patches: 0 };
  });
}

async function patchedStar(
  store: StagingStore,
  folder: string,
  starOptions: StarOptions,
  progress: (event: StarEvent) => void,
  { databaseFile, manifest, copy, ...changes }: StarBase,
): Promise<MadeStar | null> {
  const place = databasePath(folder);
  const isThere = await copy?.moveTo(place, databaseFile);
  if (isThere !== true) copyFileSync(databaseFile, place, constants.COPYFILE_FICLONE);
  return attached(store, folder, async () => {
    const patched = await patchStar(store.connection, { ...starOptions, ...changes, before: manifest });
    if (patched === null) {
      await detachStar(store.connection);
      return null;
    }
    const tests =
      (await testPatch(store.connection, patched)) +
      (await testStar(store.connection, patched.untested)) +
      (await reconcile(store));
    progress({ kind: 'tested', tests });
    return { tables: patched.tables, patches: manifest.patches + 1 };
  });
}

/** Leaves the star attached when `work` is done, and not when it fails. */
async function attached<Result>(store: StagingStore, folder: string, work: () => Promise<Result>): Promise<Result> {
  await attachStar(store.connection, databasePath(folder));
  try {
    return await work();
  } catch (error) {
    await detachStar(store.connection);
    throw error;
  }
}
