/** The pool of open snapshots, with the bounds of the configuration. */
import path from 'node:path';
import { StoredSnapshots } from '../feed/engine/embedded/storedSnapshots';
import type { SnapshotPool } from '../feed/snapshotPool';
import type { SnapshotStore } from '../snapshot/types';
import type { ServerConfig } from './serverConfig';

/**
 * @param clock milliseconds since some fixed moment.
 * @param workerScript the compiled thread that writes rows, where it does not lie beside its source.
 */
export const openSnapshotPool = (
  store: SnapshotStore,
  config: ServerConfig,
  clock: () => number,
  workerScript?: string,
): SnapshotPool =>
  new StoredSnapshots({
    store,
    keepMs: config.readerMinutes * 60_000,
    clock,
    engine: {
      workers: config.readerWorkers,
      ...(workerScript === undefined ? {} : { workerScript }),
      limits: {
        connections: config.readerStatements,
        threads: config.readerThreads,
        memoryMb: config.readerMegabytes,
        timeoutSeconds: config.statementSeconds,
        spillFolder: path.join(config.cacheFolder, 'spill'),
      },
    },
  });
