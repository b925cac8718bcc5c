/** Starts the feed on a small star, for tests that speak HTTP to it. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import supertest from 'supertest';
import { readAuthConfig } from '../../../connector-api/src/auth/authConfig';
import { createServer, readServerConfig, type FeedServer, type ServerConfig } from '../../../connector-api/src/server';
import { openSnapshotPool } from '../../../connector-api/src/server/openSnapshotPool';
import { silentLogger, type Logger } from '../../../connector-api/src/server/logger';
import { openSnapshotStore } from '../../../connector-api/src/snapshot/snapshotStore';
import { feedRows } from './feedStar';
import { type ServerStar, startServerStar } from './serverStar';
import { addSnapshot, newDataFolder, type TableRows } from './smallSnapshot';

export interface FeedUnderTest {
  readonly server: FeedServer;
  readonly dataFolder: string;
  /** The server that holds the star; null where the embedded engine reads a snapshot. */
  readonly star: ServerStar | null;
  /** Gets a path; blanks in it are sent percent-encoded. */
  get(path: string, headers?: Readonly<Record<string, string>>): supertest.Test;
  stop(): Promise<void>;
}

export interface FeedOptions {
  readonly config?: Partial<ServerConfig>;
  /** Environment variables of authentication. */
  readonly auth?: Readonly<Record<string, string>>;
  /** What holds the star: a snapshot read by the embedded engine, or a SQL Server behind the TDS responder. */
  readonly engine?: 'embedded' | 'sqlserver';
  /** Of the server: milliseconds by which it forgets what it heard of builds. */
  readonly clock?: () => number;
  /** Null starts without any snapshot. */
  readonly rows?: TableRows | null;
  readonly logger?: Logger;
  readonly now?: () => Date;
  /** The compiled thread that writes rows; none where left out. */
  readonly workerScript?: string;
  /** Data folder of a feed that runs, for another feed on it: nothing is put into it, or removed. */
  readonly dataFolder?: string;
  /** Done in the data folder before the server starts. */
  readonly prepare?: (dataFolder: string) => Promise<void>;
}

export async function startFeed({
  config,
  auth = {},
  rows = feedRows,
  logger = silentLogger,
  now,
  prepare,
  engine = 'embedded',
  clock,
  workerScript,
  dataFolder: shared,
}: FeedOptions = {}): Promise<FeedUnderTest> {
  const dataFolder = shared ?? newDataFolder();
  if (shared === undefined) {
    if (rows !== null) await addSnapshot(dataFolder, rows);
    await prepare?.(dataFolder);
  }
  const databasePath = path.join(dataFolder, 'snapshots', '000001-test', 'star.duckdb');
  const star =
    engine === 'sqlserver'
      ? await startServerStar({
          databasePath,
          spillFolder: dataFolder,
          ...(clock === undefined ? {} : { clock }),
        })
      : null;
  // What no test asked for would be made whenever half a minute has passed.
  const serverConfig: ServerConfig = { ...readServerConfig({}, dataFolder), prepare: 'noted', ...config };
  const stored = openSnapshotStore(dataFolder);
  const threaded =
    workerScript === undefined ? null : openSnapshotPool(stored, serverConfig, () => Date.now(), workerScript);
  const server = createServer({
    snapshots: star?.snapshots ?? threaded ?? stored,
    auth: readAuthConfig(
      { NPS_KEYS_FILE: path.join(dataFolder, 'keys.json'), NPS_PERSONS: 'allowed', ...auth },
      dataFolder,
    ),
    config: serverConfig,
    dataFolder,
    logger,
    ...(now === undefined ? {} : { now }),
  });
  return {
    server,
    dataFolder,
    star,
    get: (url, headers = {}) =>
      supertest(server.app)
        .get(url.replaceAll(' ', '%20'))
        .set({ Host: '127.0.0.1', ...headers }),
    stop: async () => {
      await server.close();
      if (shared === undefined) await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
