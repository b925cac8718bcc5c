/** Reads one snapshot: an engine opened read-only, a few connections, and statements run one at a time on each. */
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

/** An open snapshot. Every statement sees the same unchanging tables. */
export class SnapshotReader {
  private readonly idle: DuckDBConnection[];
  private readonly running = new Set<Promise<unknown>>();
  private readonly waiting: ((connection: DuckDBConnection) => void)[] = [];

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
   * @throws TIMEOUT, TYPE_MISMATCH for a computation that leaves every type's range, else INTERNAL with the engine's error as cause.
   */
  async rows({ sql, values }: Statement): Promise<readonly Row[]> {
    return this.withConnection(async (connection) => {
      const reader = await connection.runAndReadAll(sql, [...values]);
      return reader.getRowObjects();
    });
  }

  /**
   * Runs a statement and hands over its rows chunk by chunk, with the types of the columns; a chunk holds until `each` returns.
   * @throws as `rows`.
   */
  async stream(
    { sql, values }: Statement,
    each: (chunk: DuckDBDataChunk, types: readonly DuckDBTypeId[]) => void,
  ): Promise<void> {
    await this.withConnection(async (connection) => {
      const result = await connection.stream(sql, [...values]);
      const types = Array.from({ length: result.columnCount }, (_, column) => result.columnTypeId(column));
      let coming = result.fetchChunk();
      for (let chunk = await coming; chunk !== null && chunk.rowCount > 0; chunk = await coming) {
        // The engine makes the next chunk while this one is taken.
        coming = result.fetchChunk();
        try {
          each(chunk, types);
        } catch (error) {
          await coming.catch(() => undefined);
          throw error;
        }
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

  private withConnection<Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    const running = this.onConnection(work);
    this.running.add(running);
    const over = () => this.running.delete(running);
    running.then(over, over);
    return running;
  }

  private async onConnection<Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
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
      return await work(connection);
    } catch (cause) {
      if (stopped) throw new ConnectorError('TIMEOUT', { hint: 'Ask for less at a time.', cause });
      throw engineError(cause);
    } finally {
      clearTimeout(timer);
      const next = this.waiting.shift();
      if (next === undefined) this.idle.push(connection);
      else next(connection);
    }
  }
}

/** Computations on what a caller sent can leave a type's range; anything else is a defect of ours. */
function engineError(cause: unknown): ConnectorError {
  const message = cause instanceof Error ? cause.message : '';
  if (/^(?:Out of Range|Conversion) Error|Overflow|regexp|regular expression/i.test(message)) {
    return new ConnectorError('TYPE_MISMATCH', {
      target: 'an expression of the request',
      expected: 'values that stay within the range of their type',
      cause,
    });
  }
  return new ConnectorError('INTERNAL', { cause });
}
