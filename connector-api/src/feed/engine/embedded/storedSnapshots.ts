/** Snapshots that lie in the data folder, read by the embedded engine. */
import { ConnectorError } from '../../../errors';
import type { SnapshotLease, SnapshotManifest, SnapshotStore } from '../../../snapshot/types';
import { type OpenSnapshot, type SnapshotPool, versionOf } from '../../snapshotPool';
import type { StarReader } from '../starReader';
import { type EmbeddedEngine, EmbeddedStar } from './embeddedStar';

interface Entry {
  readonly lease: SnapshotLease;
  readonly version: string;
  /** Null while the engine rests. */
  reader: Promise<StarReader> | null;
  users: number;
  lastUsed: number;
}

export interface StoredSnapshotsOptions {
  readonly store: SnapshotStore;
  readonly engine: EmbeddedEngine;
  /** Milliseconds an older snapshot stays open after its last use, so that a slow reader reaches the last page. */
  readonly keepMs: number;
  /** Milliseconds since some fixed moment. */
  readonly clock: () => number;
}

/** Opens each snapshot once, closes it when it is old and unused. */
export class StoredSnapshots implements SnapshotPool {
  readonly isOnThisMachine = true;
  private readonly entries = new Map<string, Entry>();
  /** The store gives the same object as long as the manifest is the same. */
  private readonly versions = new WeakMap<SnapshotManifest, string>();
  private closed = false;

  constructor(private readonly options: StoredSnapshotsOptions) {}

  /** @throws SNAPSHOT_MISSING before the first refresh, SNAPSHOT_BROKEN. */
  async current(): Promise<OpenSnapshot> {
    const lease = this.options.store.current();
    if (lease === null) {
      throw new ConnectorError('SNAPSHOT_MISSING', {
        target: 'the data folder',
        hint: 'Run a refresh or an import first.',
      });
    }
    return this.use(lease);
  }

  /** @throws SNAPSHOT_GONE where it is no longer kept. */
  async byId(id: string): Promise<OpenSnapshot> {
    const lease = this.options.store.open(id);
    if (lease === null) throw new ConnectorError('SNAPSHOT_GONE', { target: id.slice(0, 40) });
    return this.use(lease);
  }

  /** The manifest of the current snapshot, without opening its data; null before the first refresh. */
  manifest(): SnapshotManifest | null {
    const lease = this.options.store.current();
    const manifest = lease?.manifest ?? null;
    lease?.release();
    return manifest;
  }

  /** Closes snapshots that are no longer current and have not been used for a while. */
  sweep(): void {
    const currentVersion = this.currentVersion();
    const oldest = this.options.clock() - this.options.keepMs;
    for (const [version, entry] of this.entries) {
      if (version !== currentVersion && entry.users === 0 && entry.lastUsed <= oldest) void this.drop(version, entry);
    }
  }

  /** What an older snapshot's engine holds is a third of the memory of the service, and only slow readers go on there. */
  async rest(): Promise<void> {
    const currentVersion = this.currentVersion();
    const idle = [...this.entries.values()].filter(({ version, users }) => version !== currentVersion && users === 0);
    await Promise.all(idle.map(closeReader));
  }

  /** Versions that are open now. */
  get openVersions(): ReadonlySet<string> {
    return new Set(this.entries.keys());
  }

  async close(): Promise<void> {
    this.closed = true;
    const entries = [...this.entries];
    await Promise.allSettled(entries.map(([, { reader }]) => reader));
    await Promise.all(entries.map(([version, entry]) => this.drop(version, entry)));
    await this.options.engine.threads?.end();
  }

  private async use(lease: SnapshotLease): Promise<OpenSnapshot> {
    const version = this.versionOf(lease.manifest);
    const known = this.entries.get(version);
    if (known !== undefined) lease.release();
    if (this.closed) {
      lease.release();
      throw new ConnectorError('BUSY', { hint: 'The service is stopping.' });
    }
    const entry = known ?? this.open(lease, version);
    entry.users += 1;
    const done = this.doneOnce(entry);
    try {
      const { id, manifest } = entry.lease;
      const reconciliation = () => entry.lease.reconciliation();
      entry.reader ??= this.openReader(entry.lease);
      return { id, version, manifest, reader: await entry.reader, reconciliation, done };
    } catch (error) {
      done();
      this.entries.delete(version);
      entry.lease.release();
      throw error;
    }
  }

  private open(lease: SnapshotLease, version: string): Entry {
    const reader = this.openReader(lease);
    const entry: Entry = { lease, version, reader, users: 0, lastUsed: this.options.clock() };
    this.entries.set(version, entry);
    return entry;
  }

  private openReader({ databasePath, id }: SnapshotLease): Promise<StarReader> {
    return EmbeddedStar.open(databasePath, id, this.options.engine);
  }

  private doneOnce(entry: Entry): () => void {
    let isDone = false;
    return () => {
      if (isDone) return;
      isDone = true;
      entry.users -= 1;
      entry.lastUsed = this.options.clock();
    };
  }

  private async drop(version: string, entry: Entry): Promise<void> {
    this.entries.delete(version);
    try {
      await closeReader(entry);
    } finally {
      entry.lease.release();
    }
  }

  private currentVersion(): string | null {
    const manifest = this.manifest();
    return manifest === null ? null : this.versionOf(manifest);
  }

  private versionOf(manifest: SnapshotManifest): string {
    const version = this.versions.get(manifest) ?? versionOf(manifest);
    this.versions.set(manifest, version);
    return version;
  }
}

async function closeReader(entry: Entry): Promise<void> {
  const { reader } = entry;
  entry.reader = null;
  await (await reader?.catch(() => null))?.close();
}
