/** Threads that make the pages of one snapshot: writing rows as text costs a whole core, and the server has other things to do. */
import { Worker } from 'node:worker_threads';
import { ConnectorError } from '../../../../errors';
import type { PiecePool } from '../../../pieces';
import type { RowsRequest, TakePage } from './readPages';
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

/** Pages of a statement that lie between the threads: one is taken while the next is written. */
const pagesBetween = 2;

/** Megabytes of a thread's young values. Few, because each holds on to much more of the engine's memory until it is collected. */
const youngMegabytes = 2;

interface Order {
  readonly pool: PiecePool;
  readonly take: TakePage;
  readonly resolve: (isDone: boolean) => void;
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
  /** Pieces that the last page took: as many are handed along for the next. */
  private usualPieces = 0;
  private idle: NodeJS.Timeout | null = null;

  constructor(private readonly options: RowsWorkersOptions) {}

  /** Starts the threads where they are not. */
  start({ pieceBytes }: PiecePool): void {
    if (!this.isUsable || this.threads.length > 0) return;
    this.threads = Array.from({ length: this.options.threads }, () => this.startThread(pieceBytes));
  }

  /** True where a thread has time for a statement. */
  get areFree(): boolean {
    return this.freest() !== undefined;
  }

  /**
   * Reads as `readPages` does; false where no thread has time for it, or the one that had it broke: pages that it handed
   * over before are good.
   * @throws as `SnapshotReader.stream`.
   */
  async read(request: RowsRequest, pool: PiecePool, take: TakePage): Promise<boolean> {
    const thread = this.freest();
    if (thread === undefined) return false;
    this.orderNumber += 1;
    const id = this.orderNumber;
    const pieces = this.piecesFor(pagesBetween, pool);
    return new Promise((resolve, reject) => {
      thread.orders.set(id, { pool, take, resolve, reject });
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

  private freest(): Thread | undefined {
    const [thread] = this.threads
      .filter(({ isReady, orders }) => isReady && orders.size < mostOrders)
      .sort((a, b) => a.orders.size - b.orders.size);
    return thread;
  }

  private piecesFor(pages: number, pool: PiecePool): readonly ArrayBuffer[] {
    return pool.takeFree(pages * this.usualPieces).map(({ buffer }) => buffer as ArrayBuffer);
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
    if (message.kind === 'page') {
      void this.takePage(thread, message, order);
      return;
    }
    thread.orders.delete(message.id);
    this.restIfIdle();
    if (message.kind === 'done') {
      for (const memory of message.spare) order?.pool.give(Buffer.from(memory));
      order?.resolve(true);
      return;
    }
    const cause = message.cause === null ? {} : { cause: new Error(message.cause) };
    order?.reject(new ConnectorError(message.code, { ...message.facts, ...cause }));
  }

  private async takePage(
    { worker }: Thread,
    { id, pieces, rows, lastKey, more }: Extract<FromWorker, { kind: 'page' }>,
    order: Order | undefined,
  ): Promise<void> {
    if (order === undefined) return;
    const { pool, take } = order;
    this.usualPieces = pieces.length;
    const buffers = pieces.map(({ memory, bytes }) => Buffer.from(memory, 0, bytes));
    const memories = pieces.map(({ memory }) => memory);
    const release = (): void => {
      for (const memory of memories.splice(0)) pool.give(Buffer.from(memory));
    };
    await take({ pieces: { buffers, release }, rows, lastKey, more });
    const free = this.piecesFor(1, pool);
    post(worker, { kind: 'taken', id, pieces: free }, free);
  }

  /** A thread that ends unasked is not replaced: whatever ended it would end the next. */
  private gone(thread: Thread): void {
    if (this.threads.includes(thread)) {
      this.isUsable = false;
      this.threads = this.threads.filter((each) => each !== thread);
    }
    for (const { resolve } of thread.orders.values()) resolve(false);
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
