/** The pool of open snapshots, with the bounds of the configuration. */
import path from 'node:path';
import { StoredSnapshots } from '../feed/engine/embedded/storedSnapshots';
import type { SnapshotPool } from '../feed/snapshotPool';
import type { SnapshotStore } from '../snapshot/types';
import type { ServerConfig } from './serverConfig';

/** @param clock milliseconds since some fixed moment. */
export const openSnapshotPool = (store: SnapshotStore, config: ServerConfig, clock: () => number): SnapshotPool =>
  new StoredSnapshots({
    store,
    keepMs: config.readerMinutes * 60_000,
    clock,
    limits: {
      connections: config.readerStatements,
      threads: config.readerThreads,
      memoryMb: config.readerMegabytes,
      timeoutSeconds: config.statementSeconds,
      spillFolder: path.join(config.cacheFolder, 'spill'),
    },
  });
