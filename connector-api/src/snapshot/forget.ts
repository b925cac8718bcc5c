/** Erases a person: from staging, from the star and from every snapshot, and keeps the person erased. */
import { erasePerson } from '../staging/erasure';
import { nextSnapshot, type RefreshOptions, underLock } from './refresh';
import { snapshotIds } from './snapshotFolder';
import { noteErasure } from './unfinishedErasure';

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
    const before = snapshotIds(dataFolder);
    const touched = await store.transaction(async () => {
      await noteErasure(store);
      return erasePerson(store, idOrEmail);
    });
    const { snapshot } = await nextSnapshot(store, options, true);
    const removed = before.filter((id) => id !== snapshot);
    return { ...touched, snapshot, removed };
  });
}
