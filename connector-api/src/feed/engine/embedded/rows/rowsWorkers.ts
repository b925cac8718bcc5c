/** Threads that make the pages of one snapshot: writing rows as text costs a whole core, and the server has other things to do. */
import { Worker } from 'node:worker_threads';
import { ConnectorError } from '../../../../errors';
import type { PiecePool } from '../../../pieces';
import type { RowsRequest, RowsText } from './readRows';
import type { FromWorker, RowsWorkerSettings, ToWorker } from './rowsWorker';

export interface RowsWorkersOptions extends Omit<RowsWorkerSettings, 'pieceBytes'> {
  /** The compiled rowsWorker. */
  readonly script: string;
  /** Threads at most; they start when somebody reads on, and end when nobody has for a while. */
  readonly threads: number;
  readonly idleMilliseconds: number;
}

/** Statements that a thread runs at the same time: the engine reads for one while the rows of the other are written. */
export const statementsAtOnce = 2;

/** Statements that a thread has, those that wait for one to end among them. */
const mostOrders = 4;

/** Megabytes of a thread's young values. Few, because each holds on to much more of the engine's memory until it is collected. */
const youngMegabytes = 2;

interface Order {
  readonly pool: PiecePool;
  readonly resolve: (text: RowsText | null) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly orders: Map<number, Order>;
  isReady: boolean;
}

export class RowsWorkers {
  private threads: readonly Thread[] = [];
  private isUsable = true;
  private orderNumber = 0;
  /** Pieces that the last rows took: as many are handed along with the next statement. */
  private usualPieces = 0;
  private idle: NodeJS.Timeout | null = null;

  constructor(private readonly options: RowsWorkersOptions) {}

  /** Starts the threads where they are not. */
  start({ pieceBytes }: PiecePool): void {
    if (!this.isUsable || this.threads.length > 0) return;
    this.threads = Array.from({ length: this.options.threads }, () => this.startThread(pieceBytes));
  }

  /**
   * The rows of a statement as `readRows` gives them; null where no thread has time for it, or the one that had it broke.
   * @throws as `SnapshotReader.stream`.
   */
  async read(request: RowsRequest, pool: PiecePool): Promise<RowsText | null> {
    const [thread] = this.threads
      .filter(({ isReady, orders }) => isReady && orders.size < mostOrders)
      .sort((a, b) => a.orders.size - b.orders.size);
    if (thread === undefined) return null;
    this.orderNumber += 1;
    const id = this.orderNumber;
    const pieces = pool.takeFree(this.usualPieces).map(({ buffer }) => buffer as ArrayBuffer);
    return new Promise((resolve, reject) => {
      thread.orders.set(id, { pool, resolve, reject });
      this.restIfIdle();
      post(thread.worker, { kind: 'read', id, request, pieces }, pieces);
    });
  }

  /** Stops what is under way. */
  async close(): Promise<void> {
    this.isUsable = false;
    if (this.idle !== null) clearTimeout(this.idle);
    const { threads } = this;
    this.threads = [];
    await Promise.all(threads.map(ended));
  }

  private startThread(pieceBytes: number): Thread {
    const { script, databasePath, identity, snapshot, limits } = this.options;
    const workerData: RowsWorkerSettings = { databasePath, identity, snapshot, limits, pieceBytes };
    const resourceLimits = { maxYoungGenerationSizeMb: youngMegabytes };
    const worker = new Worker(script, { workerData, resourceLimits });
    const thread: Thread = { worker, orders: new Map(), isReady: false };
    worker.unref();
    worker.on('message', (message: FromWorker) => {
      this.take(thread, message);
    });
    // Its `exit` follows.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      this.gone(thread);
    });
    return thread;
  }

  private take(thread: Thread, message: FromWorker): void {
    if (message.kind === 'ready') {
      thread.isReady = true;
      // Not before: on a busy machine a thread may need longer to start than it would rest.
      this.restIfIdle();
      return;
    }
    const order = thread.orders.get(message.id);
    thread.orders.delete(message.id);
    this.restIfIdle();
    if (order === undefined) return;
    if (message.kind === 'failed') {
      const cause = message.cause === null ? {} : { cause: new Error(message.cause) };
      order.reject(new ConnectorError(message.code, { ...message.facts, ...cause }));
      return;
    }
    const { pieces, spare, rows } = message;
    const give = (memory: ArrayBuffer): void => {
      order.pool.give(Buffer.from(memory));
    };
    spare.forEach(give);
    this.usualPieces = pieces.length;
    const buffers = pieces.map(({ memory, bytes }) => Buffer.from(memory, 0, bytes));
    const memories = pieces.map(({ memory }) => memory);
    const release = (): void => {
      memories.splice(0).forEach(give);
    };
    order.resolve({ pieces: { buffers, release }, rows });
  }

  /** A thread that ends unasked is not replaced: whatever ended it would end the next. */
  private gone(thread: Thread): void {
    if (this.threads.includes(thread)) {
      this.isUsable = false;
      this.threads = this.threads.filter((each) => each !== thread);
    }
    for (const { resolve } of thread.orders.values()) resolve(null);
    thread.orders.clear();
  }

  private restIfIdle(): void {
    if (this.idle !== null) clearTimeout(this.idle);
    this.idle = null;
    if (this.threads.some(({ orders }) => orders.size > 0)) return;
    this.idle = setTimeout(() => {
      const { threads } = this;
      this.threads = [];
      void Promise.all(threads.map(ended));
    }, this.options.idleMilliseconds);
    this.idle.unref();
  }
}

const post = (worker: Worker, message: ToWorker, handedOver: readonly ArrayBuffer[] = []): void => {
  worker.postMessage(message, handedOver);
};

const ended = ({ worker }: Thread): Promise<void> =>
  new Promise((resolve) => {
    worker.ref();
    worker.once('exit', () => {
      resolve();
    });
    post(worker, { kind: 'close' });
  });
