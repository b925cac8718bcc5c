/** Threads that write rows as text, the same ones for every snapshot: a new thread writes slowly until its code is compiled. */
import { Worker } from 'node:worker_threads';
import { ConnectorError } from '../../../../errors';
import type { PiecePool } from '../../../pieces';
import type { RowsRequest, TakePage } from './readPages';
import type { FromWorker, RowsWorkerSettings, StarSettings, ToWorker } from './rowsWorker';

export interface RowsThreadsOptions {
  /** The compiled rowsWorker. */
  readonly script: string;
  readonly threads: number;
}

/** Statements that a thread runs at the same time: the engine reads for one while the rows of the other are written. */
export const statementsAtOnce = 2;

/** Statements that a thread has, those that wait for one to end among them. */
const mostOrders = 4;

/** Pages of a statement that lie between the threads: one is taken while the next is written. */
const pagesBetween = 2;

/** Megabytes of a thread's young values. Few, because each holds on to a copy of the engine's memory until it is collected. */
const youngMegabytes = 1;

interface Order {
  readonly star: number;
  readonly pool: PiecePool;
  readonly take: TakePage;
  readonly resolve: (isDone: boolean) => void;
  readonly reject: (error: Error) => void;
}

interface Star {
  isOpen: boolean;
  readonly opened: () => void;
  /** Called when the thread has let go of it, for whatever reason. */
  readonly gone: (unasked: boolean) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly orders: Map<number, Order>;
  readonly stars: Map<number, Star>;
}

export class RowsThreads {
  private threads: readonly Thread[] = [];
  private isEnded = false;
  private starNumber = 0;
  private orderNumber = 0;
  /** Pieces that the last page took: as many are handed along for the next. */
  private usualPieces = 0;

  constructor(private readonly options: RowsThreadsOptions) {}

  /**
   * Has every thread open the star with an engine of its own, and gives the number it is read by.
   * @param opened called when a thread has opened it.
   * @param gone called where a thread could not open it, or broke while it had it open.
   */
  open(settings: StarSettings, { pieceBytes }: PiecePool, opened: () => void, gone: () => void): number {
    this.start(pieceBytes);
    this.starNumber += 1;
    const star = this.starNumber;
    for (const { worker, stars } of this.threads) {
      stars.set(star, { isOpen: false, opened, gone: (unasked) => unasked && gone() });
      post(worker, { kind: 'open', star, settings });
    }
    return star;
  }

  /** True where a thread has the star open and time for a statement. */
  isFree(star: number): boolean {
    return this.freest(star) !== undefined;
  }

  /**
   * Reads as `readPages` does; false where no thread has time for it, or the one that had it broke: pages that it handed
   * over before are good.
   * @throws as `SnapshotReader.stream`.
   */
  async read(star: number, request: RowsRequest, pool: PiecePool, take: TakePage): Promise<boolean> {
    const thread = this.freest(star);
    if (thread === undefined) return false;
    this.orderNumber += 1;
    const id = this.orderNumber;
    const pieces = this.piecesFor(pagesBetween, pool);
    return new Promise((resolve, reject) => {
      thread.orders.set(id, { star, pool, take, resolve, reject });
      post(thread.worker, { kind: 'read', star, id, request, pieces }, pieces);
    });
  }

  /** Stops what is under way there and gives the memory of the engines back. */
  async close(star: number): Promise<void> {
    const closed = this.threads.map(({ worker, stars }) => {
      const known = stars.get(star);
      if (known === undefined) return Promise.resolve();
      return new Promise<void>((resolve) => {
        stars.set(star, { isOpen: false, opened: () => undefined, gone: () => resolve() });
        // A thread that has something to do keeps the process alive.
        worker.ref();
        post(worker, { kind: 'close', star });
      });
    });
    await Promise.all(closed);
  }

  /** Ends the threads, which must have no star open; none starts afterwards. */
  async end(): Promise<void> {
    this.isEnded = true;
    const { threads } = this;
    this.threads = [];
    await Promise.all(threads.map(({ worker }) => ended(worker)));
  }

  private start(pieceBytes: number): void {
    if (this.isEnded) return;
    const missing = this.options.threads - this.threads.length;
    this.threads = [...this.threads, ...Array.from({ length: missing }, () => this.startThread(pieceBytes))];
  }

  private startThread(pieceBytes: number): Thread {
    const workerData: RowsWorkerSettings = { pieceBytes };
    const resourceLimits = { maxYoungGenerationSizeMb: youngMegabytes };
    const worker = new Worker(this.options.script, { workerData, resourceLimits });
    const thread: Thread = { worker, orders: new Map(), stars: new Map() };
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

  private freest(star: number): Thread | undefined {
    const [thread] = this.threads
      .filter(({ stars, orders }) => stars.get(star)?.isOpen === true && orders.size < mostOrders)
      .sort((a, b) => a.orders.size - b.orders.size);
    return thread;
  }

  private piecesFor(pages: number, pool: PiecePool): readonly ArrayBuffer[] {
    return pool.takeFree(pages * this.usualPieces).map(({ buffer }) => buffer as ArrayBuffer);
  }

  private take(thread: Thread, message: FromWorker): void {
    switch (message.kind) {
      case 'opened': {
        const star = thread.stars.get(message.star);
        if (star === undefined) return;
        star.isOpen = true;
        star.opened();
        return;
      }
      case 'closed': {
        const star = thread.stars.get(message.star);
        thread.stars.delete(message.star);
        if (thread.stars.size === 0) thread.worker.unref();
        star?.gone(message.unasked);
        return;
      }
      case 'page':
        void this.takePage(thread, message);
        return;
      case 'done': {
        const order = finish(thread, message.id);
        for (const memory of message.spare) order?.pool.give(Buffer.from(memory));
        order?.resolve(true);
        return;
      }
      case 'failed': {
        const cause = message.cause === null ? {} : { cause: new Error(message.cause) };
        finish(thread, message.id)?.reject(new ConnectorError(message.code, { ...message.facts, ...cause }));
      }
    }
  }

  private async takePage(
    { worker, orders }: Thread,
    { id, pieces, rows, lastKey, more }: Extract<FromWorker, { kind: 'page' }>,
  ): Promise<void> {
    const order = orders.get(id);
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

  private gone(thread: Thread): void {
    this.threads = this.threads.filter((each) => each !== thread);
    for (const { resolve } of thread.orders.values()) resolve(false);
    thread.orders.clear();
    const stars = [...thread.stars.values()];
    thread.stars.clear();
    for (const { gone } of stars) gone(true);
  }
}

function finish({ orders }: Thread, id: number): Order | undefined {
  const order = orders.get(id);
  orders.delete(id);
  return order;
}

const post = (worker: Worker, message: ToWorker, handedOver: readonly ArrayBuffer[] = []): void => {
  worker.postMessage(message, handedOver);
};

const ended = (worker: Worker): Promise<void> =>
  new Promise((resolve) => {
    worker.ref();
    worker.once('exit', () => {
      resolve();
    });
    post(worker, { kind: 'end' });
  });
