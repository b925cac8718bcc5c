/** Streams the rows of one statement with back-pressure: the driver is paused while nobody takes what is ready. */
import type sql from 'mssql';
import { ConnectorError } from '../../errors';
import { type FoundColumn, foundColumns } from './columnTypes';
import { prepare, type Statement } from './statement';

/** What rows are collected into. */
export interface Collector<Batch> {
  readonly size: number;
  add(row: readonly unknown[]): void;
  take(): Batch;
}

export interface StreamOptions {
  /** Rows of a batch. */
  readonly batchRows: number;
  /** Longest wait for the next row while rows are wanted, milliseconds; then the read fails as transient. */
  readonly idleMilliseconds: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with the columns before the first row; what it throws ends the read. */
  readonly checkColumns?: (columns: readonly FoundColumn[]) => void;
}

/** Batches that may wait for their taker before the driver is paused. */
const readyBatches = 2;

/**
 * Yields what `collector` makes of the rows, at least one batch (empty where there are none). Ending the iteration
 * early or aborting cancels the statement at the server and gives the connection back.
 */
export async function* streamRows<Batch>(
  pool: sql.ConnectionPool,
  statement: Statement,
  collector: Collector<Batch>,
  options: StreamOptions,
): AsyncGenerator<Batch, void, undefined> {
  options.signal?.throwIfAborted();
  const request = prepare(pool, statement);
  request.stream = true;
  const ready: Batch[] = [];
  const state: { failure: unknown; ended: boolean; paused: boolean; wake: () => void } = {
    failure: undefined,
    ended: false,
    paused: false,
    wake: () => undefined,
  };
  const fail = (error: unknown): void => {
    if (state.failure !== undefined || state.ended) return;
    state.failure = error;
    request.cancel();
    state.wake();
  };
  const watch = (size: number): NodeJS.Timeout => setTimeout(stalled, options.idleMilliseconds, size);
  let idle: NodeJS.Timeout | undefined;
  const stalled = (sizeBefore: number): void => {
    if (collector.size !== sizeBefore) {
      idle = watch(collector.size);
      return;
    }
    fail(
      new ConnectorError('SOURCE_TRANSIENT', {
        target: 'SQL Server',
        found: `no row for ${String(options.idleMilliseconds / 1000)} seconds`,
        expected: 'rows',
      }),
    );
  };
  const abort = (): void => {
    fail(options.signal?.reason);
  };
  options.signal?.addEventListener('abort', abort, { once: true });

  request.on('recordset', (columns: unknown) => {
    try {
      options.checkColumns?.(foundColumns(columns));
    } catch (error) {
      fail(error);
    }
  });
  request.on('row', (row: readonly unknown[]) => {
    if (state.failure !== undefined) return;
    collector.add(row);
    if (collector.size < options.batchRows) return;
    ready.push(collector.take());
    if (ready.length >= readyBatches) {
      state.paused = true;
      request.pause();
    }
    state.wake();
  });
  request.on('error', (error: unknown) => {
    state.failure ??= error;
  });
  const finished = new Promise<void>((resolve) => {
    request.on('done', () => {
      state.ended = true;
      resolve();
      state.wake();
    });
  });
  void request.query(statement.text).catch((error: unknown) => {
    state.failure ??= error;
  });

  try {
    for (;;) {
      const batch = ready.shift();
      if (batch !== undefined) {
        yield batch;
        if (state.paused && ready.length < readyBatches) {
          state.paused = false;
          request.resume();
        }
      } else if (state.failure !== undefined) {
        throw state.failure;
      } else if (state.ended) {
        break;
      } else {
        const woken = new Promise<void>((resolve) => (state.wake = resolve));
        idle = watch(collector.size);
        await woken;
        clearTimeout(idle);
      }
    }
    yield collector.take();
  } finally {
    clearTimeout(idle);
    options.signal?.removeEventListener('abort', abort);
    if (!state.ended) {
      state.failure ??= new Error('The reader stopped.');
      request.cancel();
      await finished;
    }
  }
}
