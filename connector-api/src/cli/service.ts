/** Runs the service: the feed, and the preview where it is built, until the process is told to stop. */
import { existsSync, readdirSync } from 'node:fs';
import { createServer as createSocket } from 'node:net';
import path from 'node:path';
import type { Router } from 'express';
import pino from 'pino';
import type { CompanyLook } from '../../../templates/src/write';
import { readAuthConfig } from '../auth/authConfig';
import { assertBindable } from '../auth/bindable';
import { type Access, createAccess } from '../auth/createAccess';
import { loggerOptions } from '../auth/redaction';
import { visibleTable } from '../auth/visibleTable';
import { ConnectorError } from '../errors';
import type { SnapshotPool } from '../feed/snapshotPool';
import { createServer, type FeedServer, type Logger, readServerConfig } from '../server';
import { openSnapshotStore } from '../snapshot/snapshotStore';
import type { SnapshotStore } from '../snapshot/types';
import type { Config } from './config';
import type { Invocation } from './invocation';
import { refreshInProcess } from './refreshProcess';
import { nextAfter } from './schedule';
import { type ScheduledRefresh, scheduleRefresh } from './scheduledRefresh';
import { packageRoot } from './version';

/** @throws ConnectorError PORT_IN_USE before anything is read or written. */
export async function assertPortFree({ host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  if (port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const probe = createSocket();
    probe.once('error', (cause: NodeJS.ErrnoException) => {
      const inUse = cause.code === 'EADDRINUSE';
      reject(
        new ConnectorError(inUse ? 'PORT_IN_USE' : 'LISTEN_FAILED', {
          target: inUse ? String(port) : `${host}:${String(port)}`,
          hint: inUse ? 'Set PORT to another one.' : (cause.code ?? ''),
          cause,
        }),
      );
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

interface Served {
  /** Serves from these instead of from the data folder's snapshots; there is no preview then. */
  readonly star?: SnapshotPool;
  /** The company's colours and logo, for the preview. */
  readonly look?: CompanyLook;
}

/** Resolves when the process was told to stop and everything is closed. */
export async function serveUntilStopped(
  { terminal, environment }: Invocation,
  config: Config,
  { star, look }: Served = {},
): Promise<void> {
  const snapshots = openSnapshotStore(config.dataFolder);
  const logger = pino(
    { level: config.logLevel, name: 'nps-dashboards', ...loggerOptions },
    pino.destination({ dest: 2, sync: false }),
  );
  const auth = readAuthConfig(environment, config.dataFolder);
  assertBindable(config.host, auth.mode);
  const access = createAccess({ config: auth, dataFolder: config.dataFolder });
  const preview =
    star === undefined
      ? await openPreview(snapshots, access, look, (error) => logger.error({ error }, 'preview'))
      : null;
  const server = createServer({
    snapshots: star ?? snapshots,
    auth,
    access,
    config: readServerConfig(environment, config.dataFolder),
    dataFolder: config.dataFolder,
    logger,
    routers: preview === null ? [] : [preview.router],
  });
  for (const warning of server.warnings) terminal.say(`note: ${warning}`);
  let refreshing: ScheduledRefresh | null = null;
  try {
    const listening = await server.listen({ host: config.host, port: config.port });
    terminal.say(`Feed for Power BI: ${listening.url}/odata/`);
    if (star !== undefined) terminal.say(`Star: ${star.manifest()?.source ?? ''}; the preview reads snapshots only.`);
    else if (preview === null) terminal.say('The preview is not built (npm run build makes it).');
    else terminal.result(`Preview: ${listening.url}/`);
    if (star === undefined)
      refreshing = refreshOnSchedule({ terminal, environment }, config, { snapshots, server, logger });
    await stopAsked();
    terminal.say('Stopping');
    await listening.close();
  } finally {
    await refreshing?.stop();
    await server.close();
    await preview?.close();
  }
}

interface Refreshed {
  readonly snapshots: SnapshotStore;
  readonly server: Pick<FeedServer, 'refreshed'>;
  readonly logger: Logger;
}

/** Null where no schedule is configured. */
function refreshOnSchedule(
  { terminal, environment }: Pick<Invocation, 'terminal' | 'environment'>,
  { refreshSchedule: pattern, timeZone }: Config,
  { snapshots, server, logger }: Refreshed,
): ScheduledRefresh | null {
  if (pattern === null) return null;
  const schedule = { pattern, timeZone };
  const next = nextAfter(schedule, new Date());
  terminal.say(
    `Refreshes by itself: ${pattern} (${timeZone})${next === null ? '' : `, next at ${next.toISOString()}`}`,
  );
  const lease = snapshots.current();
  const builtAt = new Date(lease?.manifest.builtAt ?? 0);
  lease?.release();
  return scheduleRefresh({
    schedule,
    builtAt,
    logger,
    run: refreshInProcess(path.join(__dirname, 'main.js'), environment),
    now: () => new Date(),
    ended: server.refreshed,
  });
}

interface Preview {
  readonly router: Router;
  close(): Promise<void>;
}

/** Null where the page or the packaged visual is not built. */
async function openPreview(
  snapshots: SnapshotStore,
  access: Access,
  look: CompanyLook | undefined,
  onFailure: (error: unknown) => void,
): Promise<Preview | null> {
  const dist = path.join(packageRoot().folder, 'dist');
  const staticFolder = path.join(dist, 'preview');
  const visualFolder = path.join(dist, 'visual');
  const packages = existsSync(visualFolder) ? readdirSync(visualFolder).filter((name) => name.endsWith('.pbiviz')) : [];
  const [visual] = packages.sort().reverse();
  if (visual === undefined || !existsSync(path.join(staticFolder, 'index.html'))) return null;
  const { createPreviewRouter } = await import('../../../templates/preview/server/index.js');
  return createPreviewRouter({
    snapshots,
    staticFolder,
    visualPackagePath: path.join(visualFolder, visual),
    ...(look === undefined ? {} : { look }),
    limited: (response) => access.sight(response).businessUnits !== null,
    visible: (response, { source }) => {
      const sight = access.sight(response);
      // The people of the sample are invented.
      const shown = source.startsWith('sample') ? { ...sight, masked: [] } : sight;
      return (table, placeholder) => visibleTable(table, shown, access.pseudonyms, placeholder);
    },
    onFailure,
  });
}

function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
