/** The routes of the feed: OData, files and the manifest. */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { Access } from '../auth/createAccess';
import { ConnectorError } from '../errors';
import type { AnswerStore } from '../feed/answerStore';
import type { FeedReply } from '../feed/feedReply';
import type { ODataService } from '../feed/odata/odataService';
import type { Visibility } from '../feed/relation';
import type { SnapshotPool } from '../feed/snapshotPool';
import { fileReply } from './fileReply';
import { manifestReply } from './manifestReply';
import { sendReply } from './sendReply';
import type { ServerConfig } from './serverConfig';

export interface FeedRoutesOptions {
  readonly access: Access;
  readonly pool: SnapshotPool;
  readonly answers: AnswerStore;
  readonly odata: ODataService;
  readonly config: ServerConfig;
}

export function feedRoutes({ access, pool, answers, odata, config }: FeedRoutesOptions): Router {
  const visibility = (response: Response): Visibility => ({
    sight: access.sight(response),
    pseudonyms: access.pseudonyms,
  });
  const route =
    (makeReply: (request: Request, response: Response) => Promise<FeedReply>): RequestHandler =>
    async (request, response) => {
      await sendReply(request, response, await makeReply(request, response));
    };
  const router = Router({ caseSensitive: true });
  const guards = [access.require('feed'), readOnly];
  router.use(
    '/odata',
    ...guards,
    route((request, response) => {
      const { path, query } = splitUrl(request.url);
      return odata.reply({
        root: `${rootUrl(config, request)}/odata/`,
        path: path.replace(/^\//, ''),
        query,
        headers: {
          accept: request.headers.accept,
          prefer: request.get('prefer'),
          odataVersion: request.get('odata-version'),
          odataMaxVersion: request.get('odata-maxversion'),
        },
        visibility: visibility(response),
      });
    }),
  );
  router.use(
    '/files',
    ...guards,
    route((request, response) => {
      const { path, query } = splitUrl(request.url);
      const parameters = new URLSearchParams(query);
      return fileReply({ path, parameters, visibility: visibility(response), pool, answers });
    }),
  );
  router.use(
    '/manifest',
    ...guards,
    route((_request, response) => manifestReply(pool, visibility(response))),
  );
  return router;
}

function splitUrl(url: string): { readonly path: string; readonly query: string } {
  const mark = url.indexOf('?');
  return mark === -1 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

const readOnly: RequestHandler = (request, _response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') {
    next();
    return;
  }
  next(
    new ConnectorError('METHOD_NOT_ALLOWED', {
      target: request.baseUrl,
      found: request.method,
      expected: 'GET or HEAD',
    }),
  );
};

/** The service's own address without a slash at the end. */
function rootUrl(config: ServerConfig, request: Request): string {
  if (config.rootUrl !== null) return config.rootUrl;
  const host = request.headers.host ?? '';
  if (!/^(?:[\w.-]+|\[[\da-fA-F:.]+\])(?::\d{1,5})?$/.test(host)) {
    throw new ConnectorError('URL_MALFORMED', { target: 'the Host header' });
  }
  return `${request.protocol}://${host}`;
}
