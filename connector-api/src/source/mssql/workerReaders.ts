/** Reads key ranges on worker threads, one connection each: what the driver does with rows costs a whole core. */
import { Worker } from 'node:worker_threads';
import { ConnectorError } from '../../errors';
import type { Collected } from './columnBatch';
import type { FromWorker, ToWorker, WorkerSettings } from './rangeWorker';
import type { ReadBounds, ReadPlan } from './readPlan';
import type { RetryContext } from './retry';

/** What the reading of a range waits for. */
type Told = Exclude<FromWorker, { kind: 'retry' }>;

export class WorkerReaders {
  private readonly idle: Worker[] = [];
  private readonly all: Worker[] = [];

  /** @param script the compiled rangeWorker. */
  constructor(
    private readonly script: string,
    private readonly settings: WorkerSettings,
    private readonly onRetry?: RetryContext['onRetry'],
  ) {}

  /** As `readRange`, on a thread that is free or new. */
  async *read(plan: ReadPlan, bounds: ReadBounds, signal?: AbortSignal): AsyncGenerator<Collected, void, undefined> {
    const worker = this.idle.pop() ?? this.start();
    const inbox: Told[] = [];
    let wake: () => void = () => undefined;
    const take = (message: FromWorker): void => {
      if (message.kind === 'retry') {
        this.onRetry?.(message.retry);
        return;
      }
      inbox.push(message);
      wake();
    };
    const broke = (error: unknown): void => {
      const said = error instanceof Error ? error.message : `exit code ${String(error)}`;
      take({ kind: 'failed', code: 'INTERNAL', facts: { target: 'reading thread', found: said } });
    };
    const stop = (): void => {
      post(worker, { kind: 'stop' });
    };
    worker.on('message', take);
    worker.on('error', broke);
    worker.on('exit', broke);
    signal?.addEventListener('abort', stop, { once: true });
    let ended = false;
    const next = async (): Promise<Told> => {
      for (;;) {
        const message = inbox.shift();
        if (message !== undefined) {
          ended = message.kind !== 'batch';
          return message;
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    };
    try {
      signal?.throwIfAborted();
      post(worker, { kind: 'read', mapping: plan.mapping, found: plan.found, bounds });
      for (;;) {
        const message = await next();
        if (message.kind === 'done') return;
        if (message.kind === 'failed') {
          if (signal?.aborted === true) throw signal.reason;
          throw new ConnectorError(message.code, message.facts);
        }
        yield message.batch;
        post(worker, { kind: 'taken' });
      }
    } finally {
      if (!ended) {
        stop();
        while ((await next()).kind === 'batch');
      }
      signal?.removeEventListener('abort', stop);
      worker.off('message', take);
      worker.off('error', broke);
      worker.off('exit', broke);
      this.idle.push(worker);
    }
  }

  async close(): Promise<void> {
    await Promise.all(
      this.all.map(
        (worker) =>
          new Promise<void>((resolve) => {
            worker.once('exit', () => {
              resolve();
            });
            post(worker, { kind: 'close' });
          }),
      ),
    );
  }

  private start(): Worker {
    const worker = new Worker(this.script, { workerData: this.settings });
    // Told to whoever reads on it; between reads there is nobody to tell.
    worker.on('error', () => undefined);
    this.all.push(worker);
    return worker;
  }
}

const post = (worker: Worker, message: ToWorker): void => {
  worker.postMessage(message);
};
