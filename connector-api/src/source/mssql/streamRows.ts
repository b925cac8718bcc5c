/** Streams the rows of one statement with back-pressure: the connection is not read while nobody takes what is ready. */
import type sql from 'mssql';
import { ConnectorError } from '../../errors';
import { prepare, type Statement } from './statement';
import type { Cells } from './wire/cells';
import { type RowSink, type TappedConnection, tapRows } from './wire/rowTap';
import type { WireColumn } from './wire/wireColumn';

/** What rows are collected into. */
export interface RowCollector<Batch> {
  readonly size: number;
  add(cells: Cells): void;
  take(): Batch;
}

export interface StreamOptions<Batch> {
  /** Makes the collector when the columns are known, before the first row; what it throws ends the read. */
  readonly collector: (
    columns: readonly WireColumn[],
    codePages: readonly (string | undefined)[],
  ) => RowCollector<Batch>;
  /** Rows of a batch. */
  readonly batchRows: number;
  /** Longest wait for the next row while rows are wanted, milliseconds; then the read fails as transient. */
  readonly idleMilliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** Batches that may wait for their taker before the connection is no longer read. */
const readyBatches = 2;

/**
 * Yields what the collector makes of the rows, at least one batch (empty where there are none). Ending the iteration
 * early or aborting cancels the statement at the server and gives the connection back.
 */
export async function* streamRows<Batch>(
  pool: sql.ConnectionPool,
  statement: Statement,
  options: StreamOptions<Batch>,
): AsyncGenerator<Batch, void, undefined> {
  options.signal?.throwIfAborted();
  const reading = new Reading(options);
  const request = prepare(tapped(pool, reading), statement);
  // Rows that the tap leaves to the driver would otherwise be collected.
  request.stream = true;
  reading.cancel = () => {
    request.cancel();
  };
  const abort = (): void => {
    reading.failed(options.signal?.reason);
  };
  options.signal?.addEventListener('abort', abort, { once: true });
  request.on('row', () => {
    reading.failed(new Error('The driver gave a row that should have been taken before.'));
  });
  request.on('error', (error: unknown) => {
    reading.failure ??= error;
  });
  const finished = new Promise<void>((resolve) => {
    request.on('done', () => {
      reading.end();
      resolve();
    });
  });
  void request.query(statement.text).catch((error: unknown) => {
    reading.failure ??= error;
  });

  try {
    for (;;) {
      const batch = await reading.next();
      if (batch === null) break;
      yield batch;
    }
    const last = reading.rest();
    if (last !== null) yield last;
  } finally {
    options.signal?.removeEventListener('abort', abort);
    if (!reading.ended) {
      reading.stop();
      await finished;
    }
  }
}

/** The pool as the request sees it: the connection it gets is tapped. */
function tapped(pool: sql.ConnectionPool, sink: RowSink): sql.ConnectionPool {
  type Done = (error: unknown, connection?: TappedConnection, configuration?: unknown) => void;
  const { acquire } = pool as unknown as { acquire: (requester: unknown, done: Done) => unknown };
  const giveTapped = (requester: unknown, done: Done): unknown =>
    acquire.call(pool, requester, (error, connection, configuration) => {
      if (connection !== undefined) tapRows(connection, sink);
      done(error, connection, configuration);
    });
  return Object.create(pool, { acquire: { value: giveTapped } }) as sql.ConnectionPool;
}

/** What has come of one statement and what of it waits to be taken. */
class Reading<Batch> implements RowSink {
  failure: unknown = undefined;
  ended = false;
  stopped = false;
  cancel: () => void = () => undefined;
  private collector: RowCollector<Batch> | null = null;
  private readonly ready: Batch[] = [];
  private wakeTaker: () => void = () => undefined;
  private wakeReader: () => void = () => undefined;

  constructor(private readonly options: StreamOptions<Batch>) {}

  columns(columns: readonly WireColumn[], codePages: readonly (string | undefined)[]): void {
    this.collector = this.options.collector(columns, codePages);
  }

  row(cells: Cells): boolean {
    const { collector } = this;
    if (collector === null) return false;
    collector.add(cells);
    if (collector.size < this.options.batchRows) return false;
    this.ready.push(collector.take());
    this.wakeTaker();
    return this.ready.length >= readyBatches;
  }

  async room(): Promise<void> {
    while (this.ready.length >= readyBatches && !this.stopped) {
      await new Promise<void>((resolve) => (this.wakeReader = resolve));
    }
  }

  failed(error: unknown): void {
    if (this.failure !== undefined || this.ended) return;
    this.failure = error;
    this.stop();
    this.wakeTaker();
  }

  /** The server is told to stop; rows that still come are passed over. */
  stop(): void {
    this.failure ??= new Error('The reader stopped.');
    this.stopped = true;
    this.cancel();
    this.wakeReader();
  }

  end(): void {
    this.ended = true;
    this.wakeTaker();
  }

  /** The next full batch; null at the end. */
  async next(): Promise<Batch | null> {
    for (;;) {
      const batch = this.ready.shift();
      if (batch !== undefined) {
        this.wakeReader();
        return batch;
      }
      if (this.failure !== undefined) throw this.failure;
      if (this.ended) return null;
      await this.somethingCame();
    }
  }

  /** The rows behind the last full batch; null where the answer had no columns. */
  rest(): Batch | null {
    return this.collector?.take() ?? null;
  }

  private async somethingCame(): Promise<void> {
    const { idleMilliseconds } = this.options;
    let before = this.collector?.size ?? 0;
    const watch = setInterval(() => {
      const now = this.collector?.size ?? 0;
      if (now === before) {
        this.failed(
          new ConnectorError('SOURCE_TRANSIENT', {
            target: 'SQL Server',
            found: `no row for ${String(idleMilliseconds / 1000)} seconds`,
            expected: 'rows',
          }),
        );
      }
      before = now;
    }, idleMilliseconds);
    try {
      await new Promise<void>((resolve) => (this.wakeTaker = resolve));
    } finally {
      clearInterval(watch);
    }
  }
}
