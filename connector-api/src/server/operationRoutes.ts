/** Routes for whoever runs the service: reconciliation, metrics, and the description of the routes. */
import { Router } from 'express';
import type { Access } from '../auth/createAccess';
import type { SnapshotPool } from '../feed/snapshotPool';
import type { Metrics } from './metrics';
import { openApi } from './openApi';
import { reconcileReply } from './reconcileReply';
import { sendReply } from './sendReply';

export interface OperationRoutesOptions {
  readonly access: Access;
  readonly pool: SnapshotPool;
  readonly metrics: Metrics;
}

export function operationRoutes({ access, pool, metrics }: OperationRoutesOptions): Router {
  const router = Router();
  router.get('/reconcile', access.require('admin'), async (request, response) => {
    await sendReply(request, response, await reconcileReply(pool, request));
  });
  router.get('/metrics', access.require('admin'), async (_request, response) => {
    const { text, contentType } = await metrics.text();
    response.set('Content-Type', contentType).send(text);
  });
  router.get('/openapi.json', (_request, response) => {
    response.json(openApi(pool.manifest()?.version ?? '0'));
  });
  return router;
}
