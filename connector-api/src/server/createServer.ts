/** The service: who may come in, the feed's routes, and how they are bound to an address. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import express, { type Express, type Request, type RequestHandler, type Response, type Router } from 'express';
import helmet from 'helmet';
import { keyAuthenticator } from '../auth/keyAuthenticator';
import { accessOf, openAuthenticator, type Authenticator, type Principal, type Scope } from '../auth/principal';
import { ConnectorError } from '../errors';
import { AnswerStore } from '../feed/answerStore';
import { ODataService } from '../feed/odata/odataService';
import type { Visibility } from '../feed/relation';
import { SnapshotPool } from '../feed/snapshotPool';
import type { SnapshotStore } from '../snapshot/types';
import { errorAnswer } from './errorAnswer';
import { fileReply } from './fileReply';
import { isLoopback, listen, type Binding, type ListeningServer } from './listen';
import { redactUrl, type Logger } from './logger';
import { manifestReply } from './manifestReply';
import { sendReply } from './sendReply';
import type { ServerConfig } from './serverConfig';

export interface ServerOptions {
  readonly snapshots: SnapshotStore;
  readonly config: ServerConfig;
  readonly logger: Logger;
  /** Further routes at the root, served to whom the feed is served: the preview. */
  readonly routers?: readonly Router[];
  readonly now?: () => Date;
}

export interface FeedServer {
  readonly app: Express;
  /** @throws BIND_REFUSED, PORT_IN_USE, LISTEN_FAILED. */
  listen(binding: Binding): Promise<ListeningServer>;
  /** Closes every open snapshot; call it when the server has stopped listening. */
  close(): Promise<void>;
}

/** Query parameters that belong to authentication. */
const keyParameter = 'apikey';

/** @throws CONFIG_INVALID. */
export function createServer(options: ServerOptions): FeedServer {
  const { config, logger, snapshots } = options;
  const now = options.now ?? (() => new Date());
  const authenticator = authenticatorOf(config, now);
  const pool = new SnapshotPool({
    store: snapshots,
    keepMs: config.keepSnapshotMinutes * 60_000,
    clock: () => now().getTime(),
    limits: {
      connections: config.connections,
      threads: config.threads,
      memoryMb: config.memoryMegabytes,
      timeoutSeconds: config.statementSeconds,
    },
  });
  const answers = new AnswerStore({
    folder: path.resolve(config.cacheFolder),
    maxFileBytes: config.cacheMegabytes * 1_000_000,
    maxMemoryBytes: 16_000_000,
    smallBytes: 64_000,
  });
  const odata = new ODataService({
    pool,
    answers,
    now,
    customOptions: [keyParameter],
    limits: {
      pageSize: config.pageSize,
      expandDepth: config.expandDepth,
      syntax: { depth: config.expressionDepth, nodes: config.expressionNodes },
    },
  });
  const visibilityOf = (principal: Principal): Visibility => ({
    access: accessOf(principal, config.personsAllowed),
    masking: { secret: config.maskingSecret, freeText: config.maskComments },
  });

  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', config.trustedProxies);
  app.set('query parser', 'simple');
  app.use(requestId(logger, now), urlLimit(config.maxUrlLength), ownHostOnly(config));
  app.get('/healthz', (_request, response) => void response.type('text/plain').send('ok'));
  app.get('/readyz', (_request, response) => {
    const snapshot = pool.manifest()?.snapshot ?? null;
    response.status(snapshot === null ? 503 : 200).json({ ready: snapshot !== null, snapshot });
  });

  const identified: RequestHandler = (request, response, next) => {
    authenticator
      .authenticate({
        authorization: request.headers.authorization,
        apiKeyHeader: request.get('x-api-key'),
        apiKeyParameter: queryParameter(request, keyParameter),
      })
      .then((principal) => {
        response.locals['principal'] = principal;
        next();
      }, next);
  };
  const guards = [helmet(), identified, needScope('feed'), readOnly];

  app.use('/odata', ...guards, async (request: Request, response: Response) => {
    const [pathPart = '', ...query] = request.url.split('?');
    const reply = await odata.reply({
      root: `${publicRoot(config, request)}/odata/`,
      path: pathPart.replace(/^\//, ''),
      query: query.join('?'),
      headers: {
        accept: request.headers.accept,
        prefer: request.get('prefer'),
        odataVersion: request.get('odata-version'),
        odataMaxVersion: request.get('odata-maxversion'),
      },
      visibility: visibilityOf(principalOf(response)),
    });
    await sendReply(request, response, reply);
  });
  app.use('/files', ...guards, async (request: Request, response: Response) => {
    const parameters = new URLSearchParams(request.url.split('?').slice(1).join('?'));
    parameters.delete(keyParameter);
    const visibility = visibilityOf(principalOf(response));
    const reply = await fileReply({ path: request.path, parameters, visibility, pool, answers });
    await sendReply(request, response, reply);
  });
  app.use('/manifest', ...guards, async (request: Request, response: Response) => {
    await sendReply(request, response, await manifestReply(pool, visibilityOf(principalOf(response))));
  });
  for (const router of options.routers ?? []) app.use(identified, needScope('feed'), router);
  app.use((request) => {
    throw new ConnectorError('NOT_FOUND', {
      target: request.path.slice(0, 80),
      expected: '/odata/, /files/, /manifest',
    });
  });
  app.use(errorAnswer(logger, () => authenticator.challenge));

  const sweeper = setInterval(() => {
    pool.sweep();
    answers.keepOnly(pool.openVersions);
  }, 30_000);
  sweeper.unref();
  return {
    app,
    listen: (binding) => listen(app, binding, { isOpen: config.auth.kind === 'none', idleSeconds: config.idleSeconds }),
    close: async () => {
      clearInterval(sweeper);
      await pool.close();
      await answers.clear();
    },
  };
}

function authenticatorOf(config: ServerConfig, now: () => Date): Authenticator {
  switch (config.auth.kind) {
    case 'none':
      return openAuthenticator;
    case 'key':
      return keyAuthenticator(config.auth.keys, now);
    case 'entra':
      throw new ConnectorError('CONFIG_INVALID', { target: 'auth', found: 'entra', expected: 'none or key' });
  }
}

const principalOf = (response: Response): Principal => response.locals['principal'] as Principal;

const needScope =
  (scope: Scope): RequestHandler =>
  (request, response, next) => {
    if (principalOf(response).scopes.has(scope)) next();
    else
      next(
        new ConnectorError('FORBIDDEN', { target: request.baseUrl || request.path, expected: `the scope ${scope}` }),
      );
  };

const readOnly: RequestHandler = (request, _response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') next();
  else
    next(
      new ConnectorError('METHOD_NOT_ALLOWED', {
        target: request.baseUrl,
        found: request.method,
        expected: 'GET or HEAD',
      }),
    );
};

const requestId =
  (logger: Logger, now: () => Date): RequestHandler =>
  (request, response, next) => {
    const given = request.get('x-request-id') ?? '';
    const id = /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
    response.set('X-Request-Id', id);
    const begun = now().getTime();
    response.once('close', () => {
      const facts = { id, method: request.method, url: redactUrl(request.originalUrl), status: response.statusCode };
      const caller = (response.locals['principal'] as Principal | undefined)?.name;
      logger.info({ ...facts, caller, ms: now().getTime() - begun, complete: response.writableFinished }, 'request');
    });
    next();
  };

const urlLimit =
  (length: number): RequestHandler =>
  (request, _response, next) => {
    if (request.originalUrl.length <= length) next();
    else {
      const found = `${String(request.originalUrl.length)} characters`;
      next(new ConnectorError('URL_TOO_LONG', { found, expected: `at most ${String(length)}` }));
    }
  };

/** Without authentication only names of this machine are answered, so that no web page can reach in under another name. */
const ownHostOnly =
  (config: ServerConfig): RequestHandler =>
  (request, _response, next) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
    if (config.auth.kind !== 'none' || isLoopback(host)) next();
    else next(new ConnectorError('FORBIDDEN', { target: 'this host name', expected: 'localhost or 127.0.0.1' }));
  };

/** The service's own address without a slash at the end. */
function publicRoot(config: ServerConfig, request: Request): string {
  if (config.publicUrl !== null) return config.publicUrl.replace(/\/$/, '');
  const host = request.headers.host ?? '';
  if (!/^[\w.-]+(?::\d{1,5})?$|^\[[\da-fA-F:.]+\](?::\d{1,5})?$/.test(host)) {
    throw new ConnectorError('URL_MALFORMED', { target: 'the Host header' });
  }
  return `${request.protocol}://${host}`;
}

function queryParameter(request: Request, name: string): string | undefined {
  const query = request.originalUrl.split('?').slice(1).join('?');
  return new URLSearchParams(query).get(name) ?? undefined;
}
