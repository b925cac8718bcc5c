/** Opens the builds of the star that a SQL Server holds, for the service to read. */
import path from 'node:path';
import { BuiltSnapshots } from '../feed/engine/sqlserver/builtSnapshots';
import { Gate } from '../feed/engine/gate';
import { readServerConfig } from '../server';
import { openPool, sourceName } from '../source/mssql/connection';
import { driverAuthentication } from '../source/mssql/credentials';
import { usualRetrying } from '../source/mssql/retry';
import type { SqlServerSettings } from '../source/mssql/settings';
import type { Config } from './config';
import type { Invocation } from './invocation';
import { sqlServerContext } from './sqlServerChoice';

/** Statements that may wait for a connection; further ones are refused. */
const mostWaiting = 1000;

/**
 * @param settings the mapping in them is not read: the star is there already.
 * @throws ConnectorError for the connection, or SNAPSHOT_MISSING where no star has been built.
 */
export async function openServerStar(
  settings: SqlServerSettings,
  { dataFolder }: Pick<Config, 'dataFolder'>,
  { environment, terminal }: Pick<Invocation, 'environment' | 'terminal'>,
): Promise<BuiltSnapshots> {
  const config = readServerConfig(environment, dataFolder);
  const context = sqlServerContext(environment, terminal);
  const retry = usualRetrying(context.random);
  const statements = config.readerStatements;
  const authentication = driverAuthentication(settings.authentication, context);
  const pool = await openPool({ ...settings, readers: statements - 1 }, authentication, {
    ...retry,
    ...context.retry,
  });
  const builds = new BuiltSnapshots(
    {
      pool,
      name: sourceName(settings),
      gate: new Gate(statements, mostWaiting),
      retry,
      timeoutSeconds: config.statementSeconds,
      spill: {
        folder: path.join(config.cacheFolder, 'spill'),
        memoryMb: config.readerMegabytes,
        threads: config.readerThreads,
        idleMilliseconds: config.statementSeconds * 1000,
      },
    },
    () => performance.now(),
    () => pool.close(),
  );
  try {
    (await builds.current()).done();
    return builds;
  } catch (error) {
    await builds.close();
    throw error;
  }
}
