/** The service: who may come in, the feed's routes, and how they are bound to an address. */
import path from 'node:path';
import express, { type Express, type RequestHandler, type Router } from 'express';
import type { AuthConfig } from '../auth/authConfig';
import { type Access, createAccess } from '../auth/createAccess';
import { ConnectorError } from '../errors';
import { answersFolder, AnswerStore } from '../feed/answerStore';
import { ODataService } from '../feed/odata/odataService';
import { pagesInOneGo, type ReadingAhead } from '../feed/odata/pageMaker';
import { KeptReads, type ReadsOfBefore } from '../feed/odata/prepare/keptReads';
import type { Preparing } from '../feed/odata/prepare/preparation';
import { Readers } from '../feed/readers';
import type { SnapshotPool } from '../feed/snapshotPool';
import type { SnapshotStore } from '../snapshot/types';
import { errorAnswer } from './errorAnswer';
import { feedRoutes } from './feedRoutes';
import { createMetrics, type Metrics } from './metrics';
import { operationRoutes } from './operationRoutes';
import { healthRoutes } from './healthRoutes';
import { listen, type ListenAddress, type ListeningServer } from './listen';
import type { Logger } from './logger';
import { openSnapshotPool } from './openSnapshotPool';
import { requestLog } from './requestLog';
import type { ServerConfig } from './serverConfig';

export interface ServerOptions {
  /** Where the star is: snapshots of the data folder, or builds that a server holds; these are closed with the service. */
  readonly snapshots: SnapshotStore | SnapshotPool;
  /** Who may read: `readAuthConfig`. */
  readonly auth: AuthConfig;
  /** How it is served: `readServerConfig`. */
  readonly config: ServerConfig;
  readonly dataFolder: string;
  /** The access control that `routers` use too; made from `auth` where left out. */
  readonly access?: Access;
  readonly logger: Logger;
  /** Further routes at the root, for whoever may read the feed: the preview. */
  readonly routers?: readonly Router[];
  readonly now?: () => Date;
}

export interface FeedServer {
  readonly app: Express;
  /** Sentences for the administrator, to be said once. */
  readonly warnings: readonly string[];
  /** @throws BIND_REFUSED, PORT_IN_USE, LISTEN_FAILED. */
  listen(address: ListenAddress): Promise<ListeningServer>;
  /**
   * Makes pages of the current snapshot before they are asked for, where that was not begun yet; unless switched off the
   * service does so by itself when it listens and now and then. Resolves when they are made.
   */
  prepare(): Promise<void>;
  /** To be told of every refresh that was begun beside the service, for its metrics. */
  readonly refreshed: Metrics['refreshed'];
  /** Closes every open snapshot and drops encoded answers; call it when the server has stopped listening. */
  close(): Promise<void>;
}

const sweepMs = 30_000;

/** Whoever reads page after page asks for the next one within it, also from far away. */
const betweenPagesMs = 500;

/** The other half stays with what is read meanwhile. */
const preparedShare = 0.5;

/** One page is sent while the next lies ready; further threads have pages of their own to make. */
const aheadOf = (threads: number): ReadingAhead => {
  const statements = Math.max(1, threads);
  return { pages: 2 + (statements - 1) * pagesInOneGo, statements };
};

/** @throws ConnectorError for a damaged key file or a secret that cannot be had. */
export function createServer(options: ServerOptions): FeedServer {
  const { auth, config, logger, dataFolder } = options;
  const now = options.now ?? (() => new Date());
  const access = options.access ?? createAccess({ config: auth, dataFolder, now: () => now().getTime() });
  const pool = isPool(options.snapshots)
    ? options.snapshots
    : openSnapshotPool(options.snapshots, config, () => now().getTime());
  const answers = new AnswerStore({
    folder: answersFolder(config.cacheFolder),
    maxFileBytes: config.cacheMegabytes * 1_000_000,
    maxMemoryBytes: 10_000_000,
    smallBytes: 64_000,
  });

  const readers = new Readers(betweenPagesMs);
  const kept = new KeptReads(path.join(dataFolder, 'prepared-reads.json'));
  const before: ReadsOfBefore = config.prepare === 'off' ? { reads: [], warning: null } : kept.read();
  const preparing: Preparing = {
    before: before.reads,
    kept,
    forTemplates: config.prepare === 'on' && pool.isOnThisMachine,
    sights: access.sights,
    pseudonyms: access.pseudonyms,
    readers,
    mostBytes: preparedShare * config.cacheMegabytes * 1_000_000,
  };
  const odata = new ODataService({
    pool,
    answers,
    now,
    preparing: config.prepare === 'off' ? null : preparing,
    customOptions: [],
    limits: {
      pageSize: config.pageSize,
      ahead: aheadOf(config.readerWorkers),
      expandDepth: config.expandDepth,
      syntax: { depth: config.expressionDepth, nodes: config.expressionParts },
    },
  });

  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', config.trustedProxies);
  app.set('query parser', 'simple');
  const metrics = createMetrics(pool, () => now().getTime());
  app.use(requestLog(logger, now), metrics.count, ...access.edge);
  app.use(healthRoutes(pool));
  app.use(...access.guard, served(readers));
  app.use(feedRoutes({ access, pool, answers, odata, config }), operationRoutes({ access, pool, metrics }));
  for (const router of options.routers ?? []) app.use(access.require('feed'), router);
  app.use((request) => {
    throw new ConnectorError('NOT_FOUND', {
      target: request.path.slice(0, 80),
      expected: '/odata/, /files/, /manifest, /reconcile, /metrics, /openapi.json, /healthz or /readyz',
    });
  });
  app.use(errorAnswer(logger));

  const warn = (error: unknown): void => logger.warn({ err: error }, 'pages were not prepared');
  const prepare = (): void => void odata.preparation?.begin().catch(warn);
  const sweeper = setInterval(() => {
    pool.sweep();
    answers.keepOnly(pool.openVersions);
    prepare();
  }, sweepMs);
  sweeper.unref();
  return {
    app,
    warnings: [...access.warnings, ...(before.warning === null ? [] : [before.warning])],
    refreshed: metrics.refreshed,
    prepare: async () => {
      await odata.preparation?.begin();
      await odata.preparation?.idle();
    },
    listen: async (address) => {
      const listening = await listen(app, address, auth.mode, config.idleSeconds);
      prepare();
      return listening;
    },
    close: async () => {
      clearInterval(sweeper);
      await odata.preparation?.stop().catch(warn);
      await pool.close();
      await answers.clear();
    },
  };
}

/** Counts who is served, so that preparing makes way. */
const served =
  (readers: Readers): RequestHandler =>
  (_request, response, next) => {
    response.once('close', readers.begin());
    next();
  };

const isPool = (snapshots: SnapshotStore | SnapshotPool): snapshots is SnapshotPool => 'sweep' in snapshots;
