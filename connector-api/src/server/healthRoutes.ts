/** `/healthz`: the process runs. `/readyz`: there is a snapshot to serve. Both for load balancers, without a key. */
import { Router } from 'express';
import type { SnapshotPool } from '../feed/snapshotPool';

export function healthRoutes(pool: SnapshotPool): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.type('text/plain').send('ok');
  });
  router.get('/readyz', (_request, response) => {
    const ready = pool.manifest() !== null;
    response.status(ready ? 200 : 503).json({ ready });
  });
  return router;
}
