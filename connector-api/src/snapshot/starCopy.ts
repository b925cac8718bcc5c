/** Copies the star that a refresh may change while its source is still read, so that nothing waits for the disk later. */
import { constants, renameSync, rmSync } from 'node:fs';
import { copyFile, open } from 'node:fs/promises';

export class StarCopy {
  private readonly copied: Promise<boolean>;

  /** Begins at once. @param from a file that nobody writes. @param to on the same file system as where it will be needed. */
  constructor(
    private readonly from: string,
    private readonly to: string,
  ) {
    this.copied = copyThrough(from, to).then(
      () => true,
      // Whoever needs the file copies it then, and says why that fails.
      () => false,
    );
  }

  /** Moves the copy to its place when it is whole. False where there is none of this file. */
  async moveTo(place: string, from: string): Promise<boolean> {
    if (from !== this.from || !(await this.copied)) return false;
    renameSync(this.to, place);
    return true;
  }

  /** Waits for the end and leaves nothing behind but what was moved. */
  async close(): Promise<void> {
    await this.copied;
    rmSync(this.to, { force: true });
  }
}

/** Shares the blocks with the file before where the file system can do that. */
async function copyThrough(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  const handle = await open(to, 'r+');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
