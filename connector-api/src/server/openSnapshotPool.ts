/** The pool of open snapshots, with the bounds of the configuration. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { RowsThreads } from '../feed/engine/embedded/rows/rowsThreads';
import { StoredSnapshots } from '../feed/engine/embedded/storedSnapshots';
import type { SnapshotPool } from '../feed/snapshotPool';
import type { SnapshotStore } from '../snapshot/types';
import type { ServerConfig } from './serverConfig';

const compiledWorker = path.join(__dirname, '../feed/engine/embedded/rows/rowsWorker.js');

/**
 * @param clock milliseconds since some fixed moment.
 * @param workerScript the compiled thread that writes rows; no threads where there is none.
 */
export const openSnapshotPool = (
  store: SnapshotStore,
  config: ServerConfig,
  clock: () => number,
  workerScript = compiledWorker,
): SnapshotPool =>
  new StoredSnapshots({
    store,
    keepMs: config.readerMinutes * 60_000,
    clock,
    engine: {
      threads:
        config.readerWorkers === 0 || !existsSync(workerScript)
          ? null
          : new RowsThreads({ script: workerScript, threads: config.readerWorkers }),
      limits: {
        connections: config.readerStatements,
        threads: config.readerThreads,
        memoryMb: config.readerMegabytes,
        timeoutSeconds: config.statementSeconds,
        spillFolder: path.join(config.cacheFolder, 'spill'),
      },
    },
  });
