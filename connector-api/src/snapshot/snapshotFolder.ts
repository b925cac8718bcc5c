/** The layout of a data folder: where snapshots, the pointer to the current one and leases are. */
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

const idPattern = /^\d{6,}-[0-9a-z]+$/;

export const snapshotsFolder = (dataFolder: string): string => path.join(dataFolder, 'snapshots');
export const snapshotFolder = (dataFolder: string, id: string): string => path.join(snapshotsFolder(dataFolder), id);
export const databasePath = (folder: string): string => path.join(folder, 'star.duckdb');
export const manifestPath = (folder: string): string => path.join(folder, 'manifest.json');
export const reconciliationPath = (folder: string): string => path.join(folder, 'reconciliation.json');
export const leasesFolder = (folder: string): string => path.join(folder, 'leases');

export const isSnapshotId = (text: string): boolean => idPattern.test(text);

/** Every finished snapshot, oldest first. */
export function snapshotIds(dataFolder: string): string[] {
  try {
    return readdirSync(snapshotsFolder(dataFolder)).filter(isSnapshotId).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** The id in the pointer; null where there is none yet. */
export function currentId(dataFolder: string): string | null {
  try {
    const id = readFileSync(path.join(dataFolder, 'current'), 'utf8').trim();
    return isSnapshotId(id) ? id : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Points to another snapshot: one rename, so a reader sees the old or the new, never half. */
export function switchCurrent(dataFolder: string, id: string): void {
  writeThrough(path.join(dataFolder, 'current.next'), `${id}\n`);
  renameSync(path.join(dataFolder, 'current.next'), path.join(dataFolder, 'current'));
  syncFolder(dataFolder);
}

/** Writes a file and waits until the disk has it. */
export function writeThrough(file: string, text: string): void {
  const handle = openSync(file, 'w');
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes renames in a folder last; systems that cannot open a folder (Windows) do it by themselves. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The id after the newest one: a number that grows, and the time, so that an emptied data folder never repeats one. */
export function nextSnapshotId(dataFolder: string, now: Date): string {
  const numbers = [...snapshotIds(dataFolder), currentId(dataFolder) ?? '0-0'].map((id) => Number(id.split('-')[0]));
  return `${String(Math.max(0, ...numbers) + 1).padStart(6, '0')}-${now.getTime().toString(36)}`;
}

export const isMissing = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  (error.code === 'ENOENT' || error.code === 'ENOTDIR');
