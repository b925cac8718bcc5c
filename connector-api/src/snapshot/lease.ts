/** Leases: a file per process that reads a snapshot, so that no other process cleans it up. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { isMissing, leasesFolder } from './snapshotFolder';

/** The mark of one process on a snapshot's folder. */
export class ProcessLease {
  private holders = 0;
  private readonly file: string;

  constructor(folder: string) {
    this.file = path.join(leasesFolder(folder), `${hostname()}.${String(process.pid)}`);
  }

  take(): void {
    if (this.holders === 0) {
      mkdirSync(path.dirname(this.file), { recursive: true });
      writeFileSync(this.file, '');
    }
    this.holders += 1;
  }

  release(): void {
    this.holders -= 1;
    if (this.holders === 0) rmSync(this.file, { force: true });
  }
}

/** True where a living process reads the snapshot; marks of dead ones are swept. Another machine's marks count as living. */
export function isLeased(folder: string): boolean {
  let marks: string[];
  try {
    marks = readdirSync(leasesFolder(folder));
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
  return marks.filter((mark) => isLiving(mark, path.join(leasesFolder(folder), mark))).length > 0;
}

function isLiving(mark: string, file: string): boolean {
  const dot = mark.lastIndexOf('.');
  if (mark.slice(0, dot) !== hostname() || processLives(Number(mark.slice(dot + 1)))) return true;
  rmSync(file, { force: true });
  return false;
}

/** True where a process of this machine has the id, ours or another user's. */
export function processLives(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
