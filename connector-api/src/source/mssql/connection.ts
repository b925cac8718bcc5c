/** Opens a pool of connections to SQL Server from the settings. */
import sql from 'mssql';
import { ConnectorError } from '../../errors';
import { type DriverAuthentication } from './credentials';
import { asSourceError, isRefusedPort, isUnknownHost, numberOf } from './errorNumbers';
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

interface Refusal {
  readonly number: number;
  readonly message: string;
}

/** The part of the driver's connection that says how a login went. */
interface LoginEvents {
  once(event: 'errorMessage', listener: (refusal: Refusal) => void): unknown;
  prependOnceListener(event: 'connect', listener: (error?: Error) => void): unknown;
}

/**
 * The driver drops the number of what a server says to a login, and so whether it may pass, and tells the last thing said:
 * that is "Login failed" also where the first was that the database cannot be opened.
 */
function keepRefusal(connection: LoginEvents): void {
  let first: Refusal | null = null;
  connection.once('errorMessage', ({ number, message }) => (first = { number, message }));
  connection.prependOnceListener('connect', (error) => {
    if (error !== undefined && first !== null) Object.assign(error, first);
  });
}

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
    beforeConnect: keepRefusal,
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

export interface Opening {
  /** Another connection has been there before: a port that refuses is then a server that starts again, not a mistake. */
  readonly reached?: true;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Tries again what fails for now; a port where nothing listens and a host that nobody knows are told at once.
 * @throws ConnectorError naming the server: SOURCE_UNREACHABLE, SOURCE_REFUSED or SOURCE_TRANSIENT.
 */
export async function openPool(
  settings: SqlServerSettings,
  authentication: DriverAuthentication,
  retry: RetryContext,
  { reached, signal }: Opening = {},
): Promise<sql.ConnectionPool> {
  const target = sourceName(settings);
  try {
    return await withRetry(
      async () => {
        const pool = new sql.ConnectionPool(poolConfiguration(settings, authentication));
        // Broken idle connections are found when they are used; without a listener they would end the process.
        pool.on('error', () => undefined);
        try {
          return await pool.connect();
        } catch (error) {
          throw (reached === true ? null : nobodyThere(settings, error)) ?? error;
        }
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

/** What is to be said where nothing answers at the place of the settings; null where something does. */
function nobodyThere(settings: SqlServerSettings, cause: unknown): ConnectorError | null {
  const { server, instance, port } = settings;
  const place = instance === undefined ? `${server}:${String(port)}` : `${server}\\${instance}`;
  const target = sourceName(settings);
  if (isUnknownHost(cause)) {
    const hint = 'Is "server" in the settings spelt right?';
    return new ConnectorError('SOURCE_UNREACHABLE', { target, found: `no host named ${server}`, hint, cause });
  }
  if (!isRefusedPort(cause)) return null;
  const found = `nothing that listens at ${place}`;
  const hint = 'Is SQL Server running there, with TCP/IP switched on, and is it that port?';
  return new ConnectorError('SOURCE_UNREACHABLE', { target, found, hint, cause });
}
