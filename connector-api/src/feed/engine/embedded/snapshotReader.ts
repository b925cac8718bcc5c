/** Reads one snapshot: an engine opened read-only, a few connections, and statements run one at a time on each. */
import { mkdir } from 'node:fs/promises';
import {
  DuckDBInstance,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api';
import { ConnectorError } from '../../../errors';
import type { Statement } from '../../sql';

/** Bounds on what reading may use. */
export interface ReaderLimits {
  /** Statements that run at the same time; further ones wait their turn. */
  readonly connections: number;
  readonly threads: number;
  readonly memoryMb: number;
  /** Seconds after which a statement is stopped. */
  readonly timeoutSeconds: number;
  /** Folder for what does not fit into memory; made when needed. */
  readonly spillFolder: string;
}

/** Statements that may wait for a connection; further ones are refused. */
const mostWaiting = 1000;

export type Row = Readonly<Record<string, DuckDBValue>>;

type Work<Result> = (connection: DuckDBConnection) => Promise<Result>;

/** An open snapshot. Every statement sees the same unchanging tables. */
export class SnapshotReader {
  private readonly idle: DuckDBConnection[];
  private readonly running = new Set<Promise<unknown>>();
  private readonly waiting: ((connection: DuckDBConnection) => void)[] = [];
  /** Settles when no statement works with the bound raised. */
  private raised: Promise<void> = Promise.resolve();

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connections: readonly DuckDBConnection[],
    private readonly limits: ReaderLimits,
  ) {
    this.idle = [...connections];
  }

  /** @throws SNAPSHOT_BROKEN where the file cannot be opened. */
  static async open(databasePath: string, snapshot: string, limits: ReaderLimits): Promise<SnapshotReader> {
    try {
      // The engine makes the folder itself, but not the one above it.
      await mkdir(limits.spillFolder, { recursive: true, mode: 0o700 });
      const instance = await DuckDBInstance.create(databasePath, {
        access_mode: 'READ_ONLY',
        threads: String(limits.threads),
        memory_limit: `${String(limits.memoryMb)}MB`,
        temp_directory: limits.spillFolder,
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
      });
      const connections = await Promise.all(Array.from({ length: limits.connections }, () => instance.connect()));
      return new SnapshotReader(instance, connections, limits);
    } catch (cause) {
      throw new ConnectorError('SNAPSHOT_BROKEN', { target: snapshot, cause });
    }
  }

  /**
   * Runs a statement and gives all its rows; meant for few rows.
   * @throws TIMEOUT, BUSY where even more memory does not suffice, TYPE_MISMATCH for a computation that leaves every type's range, else INTERNAL with the engine's error as cause.
   */
  async rows({ sql, values }: Statement): Promise<readonly Row[]> {
    return this.withConnection(async (connection) => {
      const reader = await connection.runAndReadAll(sql, [...values]);
      return reader.getRowObjects();
    });
  }

  /**
   * Runs a statement and hands over its rows chunk by chunk, with the types of the columns; a chunk holds until `each` is
   * done.
   * @throws as `rows`.
   */
  async stream(
    { sql, values }: Statement,
    each: (chunk: DuckDBDataChunk, types: readonly DuckDBTypeId[]) => void | Promise<void>,
  ): Promise<void> {
    let isTaken = false;
    await this.withConnection(
      async (connection) => {
        const result = await connection.stream(sql, [...values]);
        const types = Array.from({ length: result.columnCount }, (_, column) => result.columnTypeId(column));
        let coming = result.fetchChunk();
        for (let chunk = await coming; chunk !== null && chunk.rowCount > 0; chunk = await coming) {
          // The engine makes the next chunk while this one is taken.
          coming = result.fetchChunk();
          isTaken = true;
          try {
            await each(chunk, types);
          } catch (error) {
            await coming.catch(() => undefined);
            throw error;
          }
        }
      },
      () => !isTaken,
    );
  }

  /**
   * Lets go of what the engine read and keeps in case somebody asks for it again; whoever reads a table from end to end does
   * not. Leaves it where statements run.
   */
  async trim(): Promise<void> {
    if (this.idle.length < this.connections.length) return;
    await this.withConnection(async (connection) => {
      // Nothing may need memory while there is so little.
      const others = this.idle.splice(0);
      try {
        // Refused where more than that cannot be let go of; the rest has been, all the same.
        await bound(connection, keptMegabytes).catch(() => undefined);
        await bound(connection, this.limits.memoryMb);
      } finally {
        for (const each of others) this.free(each);
      }
    });
  }

  /** Stops every statement under way, and closes the file when they have ended. */
  async close(): Promise<void> {
    for (const connection of this.connections) connection.interrupt();
    await Promise.allSettled([...this.running]);
    for (const connection of this.connections) connection.closeSync();
    this.instance.closeSync();
  }

  /** @param isRepeatable tells whether the work may be begun anew. */
  private withConnection<Result>(work: Work<Result>, isRepeatable = () => true): Promise<Result> {
    const running = this.onConnection(work, isRepeatable);
    this.running.add(running);
    const over = () => this.running.delete(running);
    running.then(over, over);
    return running;
  }

  private async onConnection<Result>(work: Work<Result>, isRepeatable: () => boolean): Promise<Result> {
    if (this.idle.length === 0 && this.waiting.length >= mostWaiting) {
      throw new ConnectorError('BUSY', { found: `${String(mostWaiting)} requests waiting`, retryAfter: 10 });
    }
    const connection = this.idle.pop() ?? (await new Promise<DuckDBConnection>((go) => this.waiting.push(go)));
    let stopped = false;
    const timer = setTimeout(() => {
      stopped = true;
      connection.interrupt();
    }, this.limits.timeoutSeconds * 1000);
    try {
      try {
        return await work(connection);
      } catch (cause) {
        if (stopped || !isOutOfMemory(cause) || !isRepeatable()) throw cause;
        return await this.withMoreMemory(connection, work);
      }
    } catch (cause) {
      if (stopped) throw new ConnectorError('TIMEOUT', { hint: 'Ask for less at a time.', cause });
      throw engineError(cause);
    } finally {
      clearTimeout(timer);
      this.free(connection);
    }
  }

  private free(connection: DuckDBConnection): void {
    const next = this.waiting.shift();
    if (next === undefined) this.idle.push(connection);
    else next(connection);
  }

  /** Does the work with the engine's bound raised meanwhile, for one statement after the other. */
  private withMoreMemory<Result>(connection: DuckDBConnection, work: Work<Result>): Promise<Result> {
    const done = this.raised.then(async () => {
      await bound(connection, moreMemory * this.limits.memoryMb);
      try {
        return await work(connection);
      } finally {
        // Refused while others still hold more than that; the next statement of this kind lowers it again.
        await bound(connection, this.limits.memoryMb).catch(() => undefined);
      }
    });
    this.raised = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }
}

const bound = (connection: DuckDBConnection, megabytes: number): Promise<unknown> =>
  connection.run(`SET memory_limit = '${String(megabytes)}MB'`);

/** What stays of what was read last. */
const keptMegabytes = 2;

/** Statements that join a dozen tables need some memory for each of them at once, and cannot spill it. */
const moreMemory = 4;

/** Not `instanceof Error`: an error of the engine may come from another realm than ours. */
const messageOf = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'message' in cause ? String(cause.message) : '';

const isOutOfMemory = (cause: unknown): boolean => messageOf(cause).startsWith('Out of Memory Error');

/** Computations on what a caller sent can leave a type's range; anything else is a defect of ours. */
function engineError(cause: unknown): ConnectorError {
  if (/^(?:Out of Range|Conversion) Error|Overflow|regexp|regular expression/i.test(messageOf(cause))) {
    return new ConnectorError('TYPE_MISMATCH', {
      target: 'an expression of the request',
      expected: 'values that stay within the range of their type',
      cause,
    });
  }
  if (isOutOfMemory(cause))
    return new ConnectorError('BUSY', { hint: 'Ask for less at a time.', retryAfter: 10, cause });
  return new ConnectorError('INTERNAL', { cause });
}
