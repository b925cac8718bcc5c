/** The star that building everything gives from what a data folder holds, to compare another with. */
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { nextSnapshot, type RefreshResult, underLock } from '../../../connector-api/src/snapshot/refresh';
import { starTables } from '../../../connector-api/src/star';
import { ask, testOptions } from './refreshInto';

type Manifest = RefreshResult['manifest'];

/** @param folder gives a new one. */
export function wholeStars(folder: () => string) {
  /** Builds everything from a copy of what staging holds. */
  async function builtWhole(dataFolder: string): Promise<{ readonly manifest: Manifest; readonly dataFolder: string }> {
    const other = folder();
    copyFileSync(path.join(dataFolder, 'intake.duckdb'), path.join(other, 'intake.duckdb'));
    const options = testOptions(other);
    const manifest = await underLock(options, (store) => nextSnapshot(store, options, true));
    return { manifest, dataFolder: other };
  }

  async function expectSameStar(dataFolder: string, manifest: Manifest): Promise<void> {
    const whole = await builtWhole(dataFolder);
    for (const { name } of starTables) {
      // As the rows lie: readers rely on the order of the key.
      const sql = `select * from "${name}"`;
      expect({ name, rows: await ask(dataFolder, sql) }).toEqual({ name, rows: await ask(whole.dataFolder, sql) });
    }
    const { tables, rated, excluded, quarantined, dataAsOf } = whole.manifest;
    expect(manifest).toMatchObject({ tables, rated, excluded, quarantined, dataAsOf });
  }

  return { builtWhole, expectSameStar };
}
