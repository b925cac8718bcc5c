/** A thread that runs statements on an engine of its own and hands their rows over as text; started by RowsWorkers. */
import { parentPort, workerData } from 'node:worker_threads';
import { asConnectorError, type ErrorCode, type ErrorFacts } from '../../../../errors';
import { PiecePool } from '../../../pieces';
import { fileIdentity } from '../fileIdentity';
import { type ReaderLimits, SnapshotReader } from '../snapshotReader';
import type { Key } from '../../../odata/plan/collectionPlan';
import { readPages, type RowsPage, type RowsRequest } from './readPages';

export interface RowsWorkerSettings {
  readonly databasePath: string;
  /** The file that must lie there: `fileIdentity`. */
  readonly identity: string;
  /** For messages. */
  readonly snapshot: string;
  readonly limits: ReaderLimits;
  readonly pieceBytes: number;
}

export type ToWorker =
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly request: RowsRequest;
      /** Pieces to write into, before new ones are made. */
      readonly pieces: readonly ArrayBuffer[];
    }
  /** A page of that statement was taken: the next but one may be written, into these pieces. */
  | { readonly kind: 'taken'; readonly id: number; readonly pieces: readonly ArrayBuffer[] }
  | { readonly kind: 'close' };

/** Memory and how many bytes of it are text. */
export interface HandedPiece {
  readonly memory: ArrayBuffer;
  readonly bytes: number;
}

export type FromWorker =
  | { readonly kind: 'ready' }
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
  readonly pool: PiecePool;
  /** Pages handed over and not taken yet. */
  waiting: number;
  /** Lets the reading go on. */
  goOn: () => void;
}

function serve(main: NonNullable<typeof parentPort>, settings: RowsWorkerSettings): void {
  const opened = open(settings);
  const readings = new Map<number, Reading>();
  const send = (message: FromWorker, handedOver: readonly ArrayBuffer[] = []): void => {
    main.postMessage(message, handedOver);
  };
  const read = async ({ request, id, pieces }: Extract<ToWorker, { kind: 'read' }>): Promise<void> => {
    const pool = new PiecePool(settings.pieceBytes, Infinity);
    for (const piece of pieces) pool.give(Buffer.from(piece));
    const reading: Reading = { pool, waiting: 0, goOn: () => undefined };
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
      await readPages(await opened, request, pool, hand);
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
  opened.then(
    () => {
      send({ kind: 'ready' });
    },
    () => {
      main.close();
    },
  );
  main.on('message', (message: ToWorker) => {
    if (message.kind === 'taken') {
      taken(message);
      return;
    }
    if (message.kind === 'close') {
      for (const { goOn } of readings.values()) goOn();
      void opened
        .then((reader) => reader.close())
        .catch(() => undefined)
        .then(() => {
          main.close();
        });
      return;
    }
    read(message).catch((error: unknown) => {
      const { code, facts } = asConnectorError(error);
      const { cause, ...told } = facts;
      // An error cannot cross between threads as it is.
      send({ kind: 'failed', id: message.id, code, facts: told, cause: cause === undefined ? null : String(cause) });
    });
  });
}

async function open({ databasePath, identity, snapshot, limits }: RowsWorkerSettings): Promise<SnapshotReader> {
  const reader = await SnapshotReader.open(databasePath, snapshot, limits);
  // Files are only ever replaced by newer ones: the one that lies here after opening is the one that was opened, or newer.
  if (fileIdentity(databasePath) === identity) return reader;
  await reader.close();
  throw new Error(`${databasePath} is another file than before`);
}
