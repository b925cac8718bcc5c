/** A thread that reads key ranges on a connection of its own and hands the batches over; started by WorkerReaders. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { asConnectorError, type ErrorCode, type ErrorFacts } from '../../errors';
import type { Collected } from './columnBatch';
import type { FoundColumn } from './columnTypes';
import { openPool } from './connection';
import { driverAuthentication } from './credentials';
import type { Mapping } from './mapping';
import { type ReadBounds, readPlan } from './readPlan';
import { readRange } from './readRange';
import { type Retry, type RetryContext, type RetryPolicy, sleep } from './retry';
import type { SqlServerSettings } from './settings';

export interface WorkerSettings {
  readonly settings: SqlServerSettings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly policy: RetryPolicy;
}

export type ToWorker =
  | {
      readonly kind: 'read';
      readonly mapping: Mapping;
      readonly found: readonly FoundColumn[];
      readonly bounds: ReadBounds;
    }
  /** A batch was taken: one more may be sent. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'close' };

export type FromWorker =
  | { readonly kind: 'batch'; readonly batch: Collected }
  | { readonly kind: 'retry'; readonly retry: Retry }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly facts: ErrorFacts };

/** Batches on their way before the worker waits. */
export const batchesAhead = 2;

/** What is handed over instead of copied. */
const buffersOf = ({ batch }: Collected): ArrayBuffer[] =>
  Object.values(batch.columns).flatMap(({ present, bytes }) => [
    bytes.buffer,
    ...(present === null ? [] : [present.buffer]),
  ]);

const port = parentPort;
if (port !== null) serve(port, workerData as WorkerSettings);

function serve(main: NonNullable<typeof parentPort>, { settings, environment, policy }: WorkerSettings): void {
  const retry: RetryContext = {
    policy,
    random: Math.random,
    sleep,
    onRetry: (told) => {
      send({ kind: 'retry', retry: told });
    },
  };
  const secrets = { environment, readFile: (path: string) => readFileSync(path, 'utf8') };
  const authentication = driverAuthentication(settings.authentication, secrets);
  const opened = openPool({ ...settings, readers: 0 }, authentication, retry, { reached: true });
  // Its failure is told when the first range is read.
  opened.catch(() => undefined);
  let credit = 0;
  let wake: () => void = () => undefined;
  let stop = new AbortController();

  const read = async ({ mapping, found, bounds }: Extract<ToWorker, { kind: 'read' }>): Promise<void> => {
    const context = {
      pool: await opened,
      retry,
      idleMilliseconds: settings.requestTimeoutSeconds * 1000,
      signal: stop.signal,
    };
    for await (const collected of readRange(context, readPlan(mapping, found), bounds)) {
      while (credit === 0) {
        await new Promise<void>((resolve) => (wake = resolve));
        stop.signal.throwIfAborted();
      }
      credit -= 1;
      send({ kind: 'batch', batch: collected }, buffersOf(collected));
    }
  };
  const send = (message: FromWorker, handedOver: ArrayBuffer[] = []): void => {
    main.postMessage(message, handedOver);
  };

  main.on('message', (message: ToWorker) => {
    switch (message.kind) {
      case 'read':
        credit = batchesAhead;
        stop = new AbortController();
        read(message).then(
          () => {
            send({ kind: 'done' });
          },
          (error: unknown) => {
            const { code, facts } = asConnectorError(error);
            // What is beneath an error cannot cross between threads.
            const told: { -readonly [Key in keyof ErrorFacts]: ErrorFacts[Key] } = { ...facts };
            delete told.cause;
            send({ kind: 'failed', code, facts: told });
          },
        );
        break;
      case 'taken':
        credit += 1;
        wake();
        break;
      case 'stop':
        stop.abort(new Error('The reader stopped.'));
        wake();
        break;
      case 'close':
        void opened
          .then((pool) => pool.close())
          .catch(() => undefined)
          .then(() => {
            main.close();
          });
    }
  });
}
