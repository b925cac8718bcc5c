/** What the service counts about itself, in the text form of Prometheus. */
import type { RequestHandler } from 'express';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { SnapshotPool } from '../feed/snapshotPool';

/** How a refresh that was due ended; `skipped` where another one still ran. */
export type RefreshOutcome = 'done' | 'failed' | 'skipped';

export interface Metrics {
  /** Counts every request that passes. */
  readonly count: RequestHandler;
  /** Counts a refresh that took so many seconds. */
  readonly refreshed: (outcome: RefreshOutcome, seconds: number) => void;
  /** The text and its content type. */
  text(): Promise<{ readonly text: string; readonly contentType: string }>;
}

/** Areas of the service by the first part of the path; labels must never be what callers choose. */
const areas: ReadonlySet<string> = new Set(['odata', 'files', 'manifest', 'reconcile', 'metrics', 'healthz', 'readyz']);

/** @param now milliseconds since some fixed moment. */
export function createMetrics(pool: SnapshotPool, now: () => number): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'nps_feed_requests_total',
    help: 'Requests by area and status.',
    labelNames: ['area', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'nps_feed_request_seconds',
    help: 'Time from the first byte in to the last byte out.',
    labelNames: ['area'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers: [registry],
  });
  const bytes = new Counter({
    name: 'nps_feed_sent_bytes_total',
    help: 'Bytes written to connections, headers included.',
    labelNames: ['area'],
    registers: [registry],
  });
  new Gauge({
    name: 'nps_feed_snapshot_age_seconds',
    help: 'Time since the snapshot served now was built; absent before the first one.',
    registers: [registry],
    collect() {
      const manifest = pool.manifest();
      if (manifest !== null) this.set((now() - new Date(manifest.builtAt).getTime()) / 1000);
    },
  });
  const refreshes = new Counter({
    name: 'nps_refreshes_total',
    help: 'Refreshes that were due, by how they ended.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const refreshSeconds = new Gauge({
    name: 'nps_refresh_seconds',
    help: 'Time that the last refresh took, by how it ended.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return {
    refreshed: (outcome, seconds) => {
      refreshes.inc({ outcome });
      refreshSeconds.set({ outcome }, seconds);
    },
    count: (request, response, next) => {
      const begun = now();
      const first = request.path.split('/')[1] ?? '';
      const area = areas.has(first) ? first : 'other';
      const before = request.socket.bytesWritten;
      response.once('close', () => {
        requests.inc({ area, status: String(response.statusCode) });
        seconds.observe({ area }, (now() - begun) / 1000);
        bytes.inc({ area }, Math.max(0, request.socket.bytesWritten - before));
      });
      next();
    },
    text: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  };
}
