/** The lock that lets one refresh at a time change a data folder; it names its owner and outlives no dead process. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import lockfile from 'proper-lockfile';
import { z } from 'zod';
import { ConnectorError } from '../errors';
import { processLives } from './lease';

const ownerShape = z.object({ host: z.string(), pid: z.number(), since: z.iso.datetime() });
type Owner = z.infer<typeof ownerShape>;

/** A lock not touched for so long belongs to a machine that is gone. */
const staleAfter = 60_000;

/** Longest time between taking the lock and naming its owner, milliseconds; between two looks whether it is named. */
const timeToSign = 10_000;
const lookEvery = 100;

/** The gate is passed in a moment; one left by a process killed within it opens after `stale`. */
const gate = {
  realpath: false,
  stale: 2 * timeToSign,
  retries: { retries: 600, minTimeout: lookEvery, maxTimeout: lookEvery },
} as const;

/**
 * Takes the lock; the result gives it back.
 * @throws ConnectorError DATA_LOCKED naming owner and age where a living refresh holds it.
 */
export async function takeRefreshLock(dataFolder: string, now: () => Date): Promise<() => Promise<void>> {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const ownerFile = path.join(dataFolder, 'refresh.owner.json');
  const lockPath = path.join(dataFolder, 'refresh.lock');
  const held = (cause: unknown): ConnectorError => locked(dataFolder, readOwner(ownerFile), now(), cause);
  // One at a time looks whether the owner lives: of two that find it dead, the later one would remove the lock of the other.
  const leaveGate = await lockfile.lock(path.join(dataFolder, 'refresh.gate'), gate).catch((error: unknown) => {
    throw held(error);
  });
  try {
    await sweepDeadLock(lockPath, ownerFile);
    const release = await lockfile
      .lock(dataFolder, { lockfilePath: lockPath, stale: staleAfter, realpath: false })
      .catch((error: unknown) => {
        throw held(error);
      });
    const mine: Owner = { host: hostname(), pid: process.pid, since: now().toISOString() };
    writeFileSync(ownerFile, `${JSON.stringify(mine)}\n`);
    return async () => {
      rmSync(ownerFile, { force: true });
      await release();
    };
  } finally {
    await leaveGate();
  }
}

/** Removes a lock whose owner died, also one killed in the moment between locking and signing. */
async function sweepDeadLock(lockPath: string, ownerFile: string): Promise<void> {
  const isUnsigned = () => existsSync(lockPath) && readOwner(ownerFile) === null;
  // A machine that is busy, or just wakes up, may need long for this moment.
  for (let waited = 0; isUnsigned() && waited < timeToSign; waited += lookEvery) await sleep(lookEvery);
  if (!existsSync(lockPath)) return;
  const owner = readOwner(ownerFile);
  if (owner !== null && (owner.host !== hostname() || processLives(owner.pid))) return;
  rmSync(ownerFile, { force: true });
  rmSync(lockPath, { recursive: true, force: true });
}

function readOwner(file: string): Owner | null {
  try {
    return ownerShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

function locked(dataFolder: string, owner: Owner | null, now: Date, cause: unknown): ConnectorError {
  return new ConnectorError('DATA_LOCKED', {
    target: dataFolder,
    found: owner === null ? 'a lock without an owner' : described(owner, now),
    hint: 'Wait until it is done; a lock left by a crash on another machine, or whose process number another process has by now, ends after a minute.',
    cause,
  });
}

function described({ pid, host, since }: Owner, now: Date): string {
  const seconds = Math.round((now.getTime() - Date.parse(since)) / 1000);
  return `process ${String(pid)} on ${host} since ${since}, for ${String(seconds)} s`;
}
