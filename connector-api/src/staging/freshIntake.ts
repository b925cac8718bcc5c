/** Writes the staging database into a fresh file where its free blocks may still hold what was erased. */
import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { intakeFile, storageFormat, type StagingStore } from './stagingStore';

/** Set in the transaction that erases, so that a process killed before the copy leaves it to the next one. */
const mark = 'holds what was erased';

export const noteErased = (store: StagingStore): Promise<void> => store.setSetting(mark, 'yes');

export const holdsErased = async (store: StagingStore): Promise<boolean> => (await store.setting(mark)) !== null;

/** Copies the closed staging database into a fresh file: deleted rows otherwise stay readable in its free blocks. */
export async function rewriteIntake(dataFolder: string): Promise<void> {
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
    await connection.run(`delete from after.state.setting where name = '${mark}'`);
    await connection.run('detach after');
    await connection.run('detach before');
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  renameSync(fresh, file);
}
