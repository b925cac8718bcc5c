/** Erases a person: from staging, from the star and from every snapshot, and keeps the person erased. */
import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { erasePerson } from '../staging/erasure';
import { intakeFile, storageFormat } from '../staging/stagingStore';
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
  const result = await underLock(
    options,
    async (store) => {
      const touched = await store.transaction(() => erasePerson(store, idOrEmail));
      const manifest = await nextSnapshot(store, options, true);
      const removed = snapshotIds(dataFolder).filter((id) => id !== manifest.snapshot);
      for (const id of removed) rmSync(snapshotFolder(dataFolder, id), { recursive: true, force: true });
      return { ...touched, snapshot: manifest.snapshot, removed };
    },
    () => rewriteIntake(dataFolder),
  );
  return result;
}

/** Copies the staging database into a fresh file: deleted rows otherwise stay readable in its free blocks. */
async function rewriteIntake(dataFolder: string): Promise<void> {
  const file = intakeFile(dataFolder);
  const fresh = path.join(dataFolder, 'intake.next.duckdb');
  rmSync(fresh, { force: true });
  rmSync(`${fresh}.wal`, { force: true });
  const instance = await DuckDBInstance.create(':memory:', storageFormat);
  const connection = await instance.connect();
  try {
    await connection.run(`attach '${file.replaceAll("'", "''")}' as before (read_only)`);
    await connection.run(`attach '${fresh.replaceAll("'", "''")}' as after`);
    await connection.run('copy from database before to after');
    await connection.run('detach after');
    await connection.run('detach before');
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  renameSync(fresh, file);
}
