/** The open snapshots of a running service: the current one, and older ones for as long as somebody still pages through them. */
import { createHash } from 'node:crypto';
import type { Reconciliation } from '../snapshot/reconciliation';
import type { SnapshotManifest } from '../snapshot/types';
import type { StarReader } from './engine/starReader';

/** A snapshot in use; give it back with `done`. */
export interface OpenSnapshot {
  readonly id: string;
  /** Changes whenever what the snapshot holds changes, also when a person is erased from it in place. */
  readonly version: string;
  readonly manifest: SnapshotManifest;
  readonly reader: StarReader;
  /** What source and staging held when it was built; null where that was not noted. @throws SNAPSHOT_BROKEN. */
  reconciliation(): Reconciliation | null;
  done(): void;
}

/** Hands out open snapshots, wherever they are held. */
export interface SnapshotPool {
  /** True where a read costs this machine's time and nobody else's. */
  readonly isOnThisMachine: boolean;
  /** @throws SNAPSHOT_MISSING before the first refresh, SNAPSHOT_BROKEN. */
  current(): Promise<OpenSnapshot>;
  /** @throws SNAPSHOT_GONE where it is no longer kept. */
  byId(id: string): Promise<OpenSnapshot>;
  /** The manifest of the current snapshot as last heard of; null before the first refresh. */
  manifest(): SnapshotManifest | null;
  /** Called now and then: closes what has not been used for a while. */
  sweep(): void;
  /** Lets go of memory for snapshots that are not the current one and that nobody reads just now; they stay readable. */
  rest(): Promise<void>;
  /** Versions whose answers are worth keeping. */
  readonly openVersions: ReadonlySet<string>;
  close(): Promise<void>;
}

/** 24 hexadecimal digits over everything the manifest says. */
export const versionOf = (manifest: SnapshotManifest): string =>
  createHash('sha256').update(JSON.stringify(manifest)).digest('hex').slice(0, 24);
