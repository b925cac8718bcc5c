/** Opens a pool of connections to SQL Server from the settings. */
import sql from 'mssql';
import { ConnectorError } from '../../errors';
import { type DriverAuthentication } from './credentials';
import { asSourceError, numberOf } from './errorNumbers';
import { type RetryContext, withRetry } from './retry';
import type { SqlServerSettings } from './settings';

/** `server/database`, for messages and the manifest; free of secrets. */
export const sourceName = (settings: SqlServerSettings): string =>
  `${settings.server}${settings.instance === undefined ? '' : `\\${settings.instance}`}/${settings.database}`;

const isolationLevels = {
  'read committed': sql.ISOLATION_LEVEL.READ_COMMITTED,
  snapshot: sql.ISOLATION_LEVEL.SNAPSHOT,
} as const;

/** Bytes of a TDS packet: the largest that encrypted connections take, less protocol work per row. */
const packetSize = 16_384;

export function poolConfiguration(settings: SqlServerSettings, authentication: DriverAuthentication): sql.config {
  const configuration = {
    server: settings.server,
    ...(settings.instance === undefined ? { port: settings.port } : {}),
    database: settings.database,
    authentication,
    connectionTimeout: settings.connectTimeoutSeconds * 1000,
    requestTimeout: settings.requestTimeoutSeconds * 1000,
    arrayRowMode: true,
    // Reads are long and few: the state of the socket says enough, a SELECT 1 before each does not.
    validateConnection: 'socket',
    // One connection beside the readers, for small questions meanwhile.
    pool: { min: 0, max: settings.readers + 1 },
    options: {
      encrypt: settings.encrypt,
      trustServerCertificate: settings.trustServerCertificate,
      ...(settings.instance === undefined ? {} : { instanceName: settings.instance }),
      readOnlyIntent: settings.readOnlyIntent,
      connectionIsolationLevel: isolationLevels[settings.isolation],
      packetSize,
      appName: 'NPS Power Dashboards',
      useUTC: true,
      // Retries are ours: one table, one policy.
      maxRetriesOnTransientErrors: 0,
    },
  };
  return configuration as unknown as sql.config;
}

/** @throws ConnectorError naming the server: SOURCE_UNREACHABLE, SOURCE_REFUSED or SOURCE_TRANSIENT. */
export async function openPool(
  settings: SqlServerSettings,
  authentication: DriverAuthentication,
  retry: RetryContext,
  signal?: AbortSignal,
): Promise<sql.ConnectionPool> {
  const target = sourceName(settings);
  try {
    return await withRetry(
      async () => {
        const pool = new sql.ConnectionPool(poolConfiguration(settings, authentication));
        // Broken idle connections are found when they are used; without a listener they would end the process.
        pool.on('error', () => undefined);
        return pool.connect();
      },
      retry,
      signal,
    );
  } catch (error) {
    const shown = asSourceError(error, target);
    // No number: the server never spoke, so nothing says that it is only busy.
    if (shown.code === 'SOURCE_TRANSIENT' && numberOf(error) === null) {
      throw new ConnectorError('SOURCE_UNREACHABLE', { ...shown.facts, hint: 'Is it running, and is the port open?' });
    }
    throw shown;
  }
}
