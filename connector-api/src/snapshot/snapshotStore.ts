/** Reads the snapshots of a data folder: the current one, or one still kept, under a lease. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { ConnectorError } from '../errors';
import { star, type TableName } from '../star';
import { starShape } from '../star/starShape';
import { ProcessLease } from './lease';
import { readReconciliation } from './reconciliation';
import { currentId, databasePath, isMissing, isSnapshotId, manifestPath, snapshotFolder } from './snapshotFolder';
import type { FolderManifest, SnapshotLease, SnapshotManifest, SnapshotStore } from './types';

const tableManifest = z.object({ rows: z.number().int().nonnegative(), hash: z.string() });

const manifestShape = z.object({
  snapshot: z.string(),
  version: z.string(),
  shape: z.string(),
  recipe: z.string(),
  patches: z.number().int().nonnegative(),
  dataAsOf: z.string(),
  builtAt: z.string(),
  timeZone: z.string(),
  source: z.string(),
  rated: z.number(),
  excluded: z.record(z.string(), z.number()),
  quarantined: z.record(z.string(), z.number()),
  tables: z.record(z.enum(Object.keys(star) as [TableName, ...TableName[]]), tableManifest),
});

/**
 * Opens the snapshots of a data folder for reading; the folder need not exist yet.
 * `current` and `open` throw ConnectorError SNAPSHOT_BROKEN where a snapshot's files are damaged.
 */
export function openSnapshotStore(dataFolder: string): SnapshotStore {
  const leases = new Map<string, ProcessLease>();
  const manifests = new ManifestMemory();
  const open = (id: string): SnapshotLease | null => {
    if (!isSnapshotId(id)) return null;
    const folder = snapshotFolder(dataFolder, id);
    if (!existsSync(folder)) return null;
    const lease = leases.get(id) ?? new ProcessLease(folder);
    leases.set(id, lease);
    lease.take();
    const manifest = tryRead(manifests, folder, id, lease);
    if (manifest === null) return null;
    let released = false;
    return {
      id,
      manifest,
      databasePath: databasePath(folder),
      reconciliation: () => readReconciliation(folder, id),
      release: () => {
        if (released) return;
        released = true;
        lease.release();
      },
    };
  };
  return {
    current: () => {
      const id = currentId(dataFolder);
      if (id === null) return null;
      const lease = open(id);
      if (lease !== null) return lease;
      // A refresh may have switched and cleaned up between the two reads.
      const again = currentId(dataFolder);
      if (again !== null && again !== id) return open(again);
      throw new ConnectorError('SNAPSHOT_BROKEN', { target: id, found: 'no folder of that name' });
    },
    open,
  };
}

/** Manifests as they were read, for as long as their files are the same: every request asks for one. */
class ManifestMemory {
  private readonly known = new Map<string, { readonly file: string; readonly manifest: SnapshotManifest }>();

  /** @throws as `readManifest`. */
  read(folder: string, id: string): SnapshotManifest {
    const { ino, size, mtimeNs } = statSync(manifestPath(folder), { bigint: true });
    const file = [ino, size, mtimeNs].join(':');
    const known = this.known.get(id);
    if (known?.file === file) return known.manifest;
    const manifest = readManifest(folder, id);
    const [oldest] = this.known.keys();
    if (this.known.size >= mostManifests && oldest !== undefined) this.known.delete(oldest);
    this.known.set(id, { file, manifest });
    return manifest;
  }
}

/** More than snapshots are kept. */
const mostManifests = 20;

function tryRead(manifests: ManifestMemory, folder: string, id: string, lease: ProcessLease): SnapshotManifest | null {
  try {
    return manifests.read(folder, id);
  } catch (error) {
    lease.release();
    if (isMissing(error)) return null;
    throw error;
  }
}

/** What every version of the product writes into a manifest. */
const anyManifest = z.object({ version: z.string(), shape: z.string().optional() });

/** @throws ConnectorError SNAPSHOT_BROKEN where the manifest is not one, SNAPSHOT_OUTDATED where its star has another shape. */
export function readManifest(folder: string, id: string): FolderManifest {
  const text = readFileSync(manifestPath(folder), 'utf8');
  try {
    const json: unknown = JSON.parse(text);
    const { version, shape } = anyManifest.parse(json);
    if (shape !== starShape()) throw outdated(id, version);
    return manifestShape.parse(json) as FolderManifest;
  } catch (error) {
    if (error instanceof ConnectorError) throw error;
    throw new ConnectorError('SNAPSHOT_BROKEN', { target: id, found: 'a manifest that cannot be read', cause: error });
  }
}

const outdated = (id: string, version: string): ConnectorError =>
  new ConnectorError('SNAPSHOT_OUTDATED', {
    target: id,
    found: `the star of version ${version}`,
    expected: 'the star of this version',
    hint: 'Refresh once: everything is then built anew.',
  });
