/** Erases a person: from staging, from the star and from every snapshot, and keeps the person erased. */
import { rmSync } from 'node:fs';
import { erasePerson } from '../staging/erasure';
import { nextSnapshot, type RefreshOptions, underLock } from './refresh';
import { snapshotFolder, snapshotIds } from './snapshotFolder';

export interface ForgetResult {
  /** The snapshot without the person. */
  readonly snapshot: string;
  readonly contacts: number;
  /** Answers that stay as answers of nobody. */
  readonly answers: number;
  /** Snapshots that held the person and are gone; pages still read from them end with 410. */
  readonly removed: readonly string[];
}

/**
 * @param idOrEmail the contact's id at the source, or the e-mail address in any writing.
 * A person who is not known (yet) is noted all the same and stays out when a source brings them.
 */
export async function forget(idOrEmail: string, options: RefreshOptions): Promise<ForgetResult> {
  const { dataFolder } = options;
  return underLock(options, async (store) => {
    const touched = await store.transaction(() => erasePerson(store, idOrEmail));
    const manifest = await nextSnapshot(store, options, true);
    const removed = snapshotIds(dataFolder).filter((id) => id !== manifest.snapshot);
    for (const id of removed) rmSync(snapshotFolder(dataFolder, id), { recursive: true, force: true });
    return { ...touched, snapshot: manifest.snapshot, removed };
  });
}
