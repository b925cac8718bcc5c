/** A thread that runs statements on engines of its own, one for each star, and hands their rows over as text; started by RowsThreads. */
import { parentPort, workerData } from 'node:worker_threads';
import { asConnectorError, ConnectorError, type ErrorCode, type ErrorFacts } from '../../../../errors';
import { PiecePool } from '../../../pieces';
import { fileIdentity } from '../fileIdentity';
import { type ReaderLimits, SnapshotReader } from '../snapshotReader';
import type { Key } from '../../../odata/plan/collectionPlan';
import { readPages, type RowsPage, type RowsRequest } from './readPages';

export interface RowsWorkerSettings {
  readonly pieceBytes: number;
}

export interface StarSettings {
  readonly databasePath: string;
  /** The file that must lie there: `fileIdentity`. */
  readonly identity: string;
  /** For messages. */
  readonly snapshot: string;
  readonly limits: ReaderLimits;
}

export type ToWorker =
  | { readonly kind: 'open'; readonly star: number; readonly settings: StarSettings }
  | {
      readonly kind: 'read';
      readonly star: number;
      readonly id: number;
      readonly request: RowsRequest;
      /** Pieces to write into, before new ones are made. */
      readonly pieces: readonly ArrayBuffer[];
    }
  /** A page of that statement was taken: the next but one may be written, into these pieces. */
  | { readonly kind: 'taken'; readonly id: number; readonly pieces: readonly ArrayBuffer[] }
  | { readonly kind: 'close'; readonly star: number }
  | { readonly kind: 'end' };

/** Memory and how many bytes of it are text. */
export interface HandedPiece {
  readonly memory: ArrayBuffer;
  readonly bytes: number;
}

export type FromWorker =
  | { readonly kind: 'opened'; readonly star: number }
  /** `unasked`: it could not be opened. */
  | { readonly kind: 'closed'; readonly star: number; readonly unasked: boolean }
  | {
      readonly kind: 'page';
      readonly id: number;
      readonly pieces: readonly HandedPiece[];
      readonly rows: number;
      readonly lastKey: Key;
      readonly more: boolean;
    }
  | {
      readonly kind: 'done';
      readonly id: number;
      /** Pieces that were not needed. */
      readonly spare: readonly ArrayBuffer[];
    }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly code: ErrorCode;
      readonly facts: ErrorFacts;
      /** What the engine said, for the log. */
      readonly cause: string | null;
    };

const port = parentPort;
if (port !== null) serve(port, workerData as RowsWorkerSettings);

/** A statement under way. */
interface Reading {
  readonly star: number;
  readonly pool: PiecePool;
  /** Pages handed over and not taken yet. */
  waiting: number;
  /** Lets the reading go on. */
  goOn: () => void;
}

function serve(main: NonNullable<typeof parentPort>, { pieceBytes }: RowsWorkerSettings): void {
  const stars = new Map<number, Promise<SnapshotReader>>();
  const readings = new Map<number, Reading>();
  const send = (message: FromWorker, handedOver: readonly ArrayBuffer[] = []): void => {
    main.postMessage(message, handedOver);
  };

  const openStar = async ({ star, settings }: Extract<ToWorker, { kind: 'open' }>): Promise<void> => {
    const opened = open(settings);
    stars.set(star, opened);
    try {
      await opened;
      send({ kind: 'opened', star });
    } catch {
      if (stars.delete(star)) send({ kind: 'closed', star, unasked: true });
    }
  };

  const closeStar = async ({ star }: Extract<ToWorker, { kind: 'close' }>): Promise<void> => {
    const opened = stars.get(star);
    stars.delete(star);
    for (const reading of readings.values()) if (reading.star === star) reading.goOn();
    await opened?.then((reader) => reader.close()).catch(() => undefined);
    send({ kind: 'closed', star, unasked: false });
  };

  const read = async ({ star, request, id, pieces }: Extract<ToWorker, { kind: 'read' }>): Promise<void> => {
    const pool = new PiecePool(pieceBytes, Infinity);
    for (const piece of pieces) pool.give(Buffer.from(piece));
    const reading: Reading = { star, pool, waiting: 0, goOn: () => undefined };
    readings.set(id, reading);
    const hand = async ({ pieces: written, ...page }: RowsPage): Promise<void> => {
      const handed = written.buffers.map(({ buffer, byteLength }) => ({
        memory: buffer as ArrayBuffer,
        bytes: byteLength,
      }));
      send(
        { kind: 'page', id, ...page, pieces: handed },
        handed.map(({ memory }) => memory),
      );
      reading.waiting += 1;
      // One page ahead, so that nobody waits for the way between threads.
      if (reading.waiting > 1) await new Promise<void>((resolve) => (reading.goOn = resolve));
    };
    try {
      const reader = await stars.get(star);
      if (reader === undefined) throw new ConnectorError('BUSY', { hint: 'The star was closed.' });
      await readPages(reader, request, pool, hand);
      reader.trim().catch(() => undefined);
      // Pieces come with each page that is taken: those of the last ones are spare.
      while (reading.waiting > 0) await new Promise<void>((resolve) => (reading.goOn = resolve));
    } finally {
      readings.delete(id);
    }
    const spare = pool.takeFree(Infinity).map(({ buffer }) => buffer as ArrayBuffer);
    send({ kind: 'done', id, spare }, spare);
  };

  const taken = ({ id, pieces }: Extract<ToWorker, { kind: 'taken' }>): void => {
    const reading = readings.get(id);
    if (reading === undefined) return;
    for (const piece of pieces) reading.pool.give(Buffer.from(piece));
    reading.waiting -= 1;
    reading.goOn();
  };

  main.on('message', (message: ToWorker) => {
    switch (message.kind) {
      case 'open':
        void openStar(message);
        return;
      case 'taken':
        taken(message);
        return;
      case 'close':
        void closeStar(message);
        return;
      case 'end':
        main.close();
        return;
      case 'read':
        read(message).catch((error: unknown) => {
          const { code, facts } = asConnectorError(error);
          const { cause, ...told } = facts;
          // An error cannot cross between threads as it is.
          send({
            kind: 'failed',
            id: message.id,
            code,
            facts: told,
            cause: cause === undefined ? null : String(cause),
          });
        });
    }
  });
}

async function open({ databasePath, identity, snapshot, limits }: StarSettings): Promise<SnapshotReader> {
  const reader = await SnapshotReader.open(databasePath, snapshot, limits);
  // Files are only ever replaced by newer ones: the one that lies here after opening is the one that was opened, or newer.
  if (fileIdentity(databasePath) === identity) return reader;
  await reader.close();
  throw new Error(`${databasePath} is another file than before`);
}
