/** Decides what the next star is made from: the one of the snapshot before, with what changed since, or everything. */
import { existsSync } from 'node:fs';
import { changedRows, changedWhole, snapshotBefore, touchedTables } from '../staging/changes';
import type { StagingStore } from '../staging/stagingStore';
import type { Tracked } from '../star/build/factInputs';
import type { EntityName } from '../survey/entities';
import { databasePath, isMissing, snapshotFolder } from './snapshotFolder';
import { readManifest } from './snapshotStore';
import type { StarCopy } from './starCopy';
import type { FolderManifest } from './types';

/** What a refresh has at hand when it comes to the star. */
export interface NearAtHand {
  /** Staged rows that were just read, by entity, as relations: most of what is built again is built from them. */
  readonly near: ReadonlyMap<EntityName, string>;
  /** A copy of a star, begun while the source was read. */
  readonly copy: StarCopy | null;
}

export const nothingNear: NearAtHand = { near: new Map(), copy: null };

/** A star that holds everything staging holds but what is noted as changed. */
export interface StarBase extends NearAtHand {
  readonly kind: 'changes';
  readonly databaseFile: string;
  readonly manifest: FolderManifest;
  readonly changed: Readonly<Partial<Record<Tracked, number>>>;
  /** Tables of staging, as `schema.name`, that may hold other rows than the star was made of. */
  readonly touched: ReadonlySet<string>;
}

export interface StarFromNothing {
  readonly kind: 'everything';
  /** For the person who runs the refresh. */
  readonly because: string;
}

/** Stars that are changed row by row keep what is deleted in free blocks; so often, then everything is written anew. */
const mostPatches = 100;

export async function starBase(
  store: StagingStore,
  dataFolder: string,
  recipe: string,
  near = nothingNear,
): Promise<StarBase | StarFromNothing> {
  const everything = (because: string): StarFromNothing => ({ kind: 'everything', because });
  const id = await snapshotBefore(store);
  if (id === null) return everything('there is no snapshot yet');
  const folder = snapshotFolder(dataFolder, id);
  let manifest: FolderManifest;
  try {
    manifest = readManifest(folder, id);
  } catch (error) {
    return everything(isMissing(error) ? `snapshot ${id} is gone` : `snapshot ${id} cannot be read`);
  }
  if (!existsSync(databasePath(folder))) return everything(`the star of snapshot ${id} is gone`);
  if (manifest.recipe !== recipe) return everything(`snapshot ${id} was built in another way`);
  if (manifest.patches >= mostPatches)
    return everything(`the last ${String(mostPatches)} refreshes built only what changed`);
  const whole = await changedWhole(store);
  if (whole.includes('everything')) return everything('another source, or a person was forgotten');
  if (whole.length > 0) return everything(`every ${whole.join(', ')} was read again`);
  return {
    kind: 'changes',
    databaseFile: databasePath(folder),
    manifest,
    changed: await changedRows(store),
    touched: await touchedTables(store),
    ...near,
  };
}
