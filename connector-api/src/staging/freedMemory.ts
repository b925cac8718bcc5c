/** Gives memory that the engine and the process no longer use back to the system while a refresh is at work. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { DuckDBConnection } from '@duckdb/node-api';
import { literal } from './schema';

/**
 * The engine's allocator keeps what is freed for the thread that had it, beyond the memory limit and the more the longer a
 * refresh takes. Setting the limit, also to what it is, makes it give all of that back; so this is done again and again.
 * @param connection used for nothing else, closed by `stop`.
 * @param limit the engine's memory limit, such as "2GB".
 * @param pause milliseconds from one time to the next.
 * @returns `stop`: to be called before the engine is closed.
 */
export function returnFreedMemory(connection: DuckDBConnection, limit: string, pause: number): () => Promise<void> {
  let timer: NodeJS.Timeout;
  let running: Promise<unknown> = Promise.resolve();
  const giveBack = (): void => {
    running = connection
      .run(`set memory_limit = ${literal(limit)}`)
      // Where more is in use than the limit allows for now, the statement at work says so itself.
      .catch(() => undefined)
      .then(next);
  };
  const next = (): void => {
    timer = setTimeout(giveBack, pause).unref();
  };
  next();
  return async () => {
    clearTimeout(timer);
    await running;
    clearTimeout(timer);
    connection.closeSync();
  };
}

/** Below this it is not worth a collection. */
const worthCollecting = 16 * 1024 * 1024;

/**
 * Frees the buffers of rows that were read and stored. While the engine builds, the process itself makes next to nothing, so
 * that nothing else would have them collected before the end.
 */
export function freeReadRows(): void {
  if (process.memoryUsage().arrayBuffers < worthCollecting) return;
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
