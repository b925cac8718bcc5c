/** Removes the snapshots that hold an erased person; what a killed process left of them, the next refresh removes. */
import { rmSync } from 'node:fs';
import type { StagingStore } from '../staging/stagingStore';
import { snapshotFolder, snapshotIds } from './snapshotFolder';

const mark = 'older snapshots hold an erased person';

/** To be called in the transaction that erases. */
export const noteErasure = (store: StagingStore): Promise<void> => store.setSetting(mark, 'yes');

/** Removes every other snapshot where a person was erased since they were built. @param current the one in use, without the person. */
export async function finishErasure(store: StagingStore, dataFolder: string, current: string): Promise<void> {
  if ((await store.setting(mark)) === null) return;
  for (const id of snapshotIds(dataFolder)) {
    if (id !== current) rmSync(snapshotFolder(dataFolder, id), { recursive: true, force: true });
  }
  await store.connection.run('delete from state.setting where name = $1', [mark]);
}
