/** A star as a SQL Server holds it, behind the TDS responder: the feed's T-SQL runs on DuckDB (tests/support/tds/tsqlOnDuckdb). */
import path from 'node:path';
import { BuiltSnapshots } from '../../../connector-api/src/feed/engine/sqlserver/builtSnapshots';
import { Gate } from '../../../connector-api/src/feed/engine/gate';
import { openPool } from '../../../connector-api/src/source/mssql/connection';
import { parseSqlServerSettings } from '../../../connector-api/src/source/mssql/settings';
import { listBuilds } from '../../../connector-api/src/staging/sqlserver/keptBuilds';
import { starTables } from '../../../connector-api/src/star';
import { type Cell, nvarchar, types } from '../../support/tds/dataType';
import type { SqlRequest } from '../../support/tds/clientMessage';
import { type Reply, startTdsServer } from '../../support/tds/tdsServer';
import { tsqlEngine } from '../../support/tds/tsqlOnDuckdb';

export interface ServerStar {
  readonly snapshots: BuiltSnapshots;
  /** Statements that the server was asked, as they came. */
  readonly statements: readonly string[];
  /** Builds that the server lists. */
  builds: readonly number[];
  /** Asked before the usual answer; null leaves it to that. */
  intercept: (request: SqlRequest, signal: AbortSignal) => Reply | null;
  /** Seconds that a statement may take from now on. */
  timeoutSeconds: number;
  close(): Promise<void>;
}

export interface ServerStarOptions {
  readonly databasePath: string;
  readonly spillFolder: string;
  readonly clock?: () => number;
}

export async function startServerStar(options: ServerStarOptions): Promise<ServerStar> {
  const engine = await tsqlEngine(options.databasePath);
  const star: Pick<ServerStar, 'builds' | 'intercept' | 'timeoutSeconds'> = {
    builds: [1],
    intercept: () => null,
    timeoutSeconds: 600,
  };
  const tds = await startTdsServer({
    answer: (request, signal) =>
      star.intercept(request, signal) ?? listedBuilds(request.sql, star.builds) ?? engine.answer(request),
  });
  const settings = parseSqlServerSettings({
    server: '127.0.0.1',
    port: tds.port,
    database: 'star',
    encrypt: false,
    authentication: { kind: 'sql', user: 'nps_feed' },
  });
  const authentication = { type: 'default', options: { userName: 'nps_feed', password: 'secret' } } as const;
  const retry = {
    policy: { attempts: 3, firstPause: 1, longestPause: 2 },
    random: () => 0.5,
    sleep: () => Promise.resolve(),
  };
  const pool = await openPool(settings, authentication, retry);
  const snapshots = new BuiltSnapshots(
    {
      pool,
      name: '127.0.0.1/star',
      gate: new Gate(2, 1000),
      retry,
      get timeoutSeconds() {
        return star.timeoutSeconds;
      },
      spill: {
        folder: path.join(options.spillFolder, 'spill'),
        memoryMb: 128,
        threads: 1,
        idleMilliseconds: star.timeoutSeconds * 1000,
      },
    },
    options.clock ?? (() => performance.now()),
    async () => {
      await pool.close();
      await tds.close();
      engine.close();
    },
  );
  (await snapshots.current()).done();
  return Object.assign(star, { snapshots, statements: engine.statements, close: () => snapshots.close() });
}

const instant = new Date('2026-11-20T10:00:00.000Z');

/** What the lists of builds say; null for another question. */
export function listedBuilds(text: string, builds: readonly number[]): Reply | null {
  const int = { name: 'build', type: types.int };
  const texts = (name: string) => ({ name, type: nvarchar(200) });
  const rows = (columns: Parameters<typeof reply>[0], values: readonly (readonly Cell[])[]) => reply(columns, values);
  switch (text) {
    case listBuilds.builds: {
      const instants = ['data_as_of', 'built_at'].map((name) => ({ name, type: types.datetime2 }));
      const columns = [int, texts('version'), ...instants, texts('time_zone'), texts('source')];
      return rows(
        columns,
        builds.map((build) => [build, '0.0.0', instant, instant, 'Europe/Copenhagen', 'test']),
      );
    }
    case listBuilds.tables: {
      const columns = [int, texts('table'), { name: 'rows', type: types.float }, texts('hash')];
      return rows(
        columns,
        builds.flatMap((build) => starTables.map(({ name }) => [build, name, 55, '255'])),
      );
    }
    case listBuilds.counts: {
      const columns = [int, texts('kind'), texts('name'), { name: 'rows', type: types.float }];
      return rows(
        columns,
        builds.flatMap((build) => [
          [build, 'rated', '', 50],
          [build, 'excluded', 'blank', 5],
          [build, 'quarantined', 'response', 2],
        ]),
      );
    }
    default:
      return null;
  }
}

const reply = (columns: Extract<Reply, { kind: 'rows' }>['columns'], rows: readonly (readonly Cell[])[]): Reply => ({
  kind: 'rows',
  columns,
  rows,
});
