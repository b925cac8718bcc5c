/** Gives memory that the engine and the process no longer use back to the system while a refresh is at work. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { DuckDBConnection } from '@duckdb/node-api';
import { literal } from './schema';

/** Milliseconds between two looks at how much the process has. */
const pause = 25;

const units: Readonly<Record<string, number>> = { bytes: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

/**
 * The engine's allocator keeps what is freed for the thread that had it, beyond the memory limit and the more the longer a
 * refresh takes. Setting the limit, also to what it is, makes it give all of that back: done whenever the process has more
 * than it began with and the limit together, as giving back costs time.
 * @param connection used for nothing else, closed by `stop`.
 * @param limit the engine's memory limit as it was set, such as "2GB".
 * @param residentBytes how much memory the process has.
 * @returns `stop`: to be called before the engine is closed.
 */
export async function returnFreedMemory(
  connection: DuckDBConnection,
  limit: string,
  residentBytes: () => number,
): Promise<() => Promise<void>> {
  const atFirst = residentBytes();
  const found = await connection.runAndReadAll(`select current_setting('memory_limit')`);
  // Rounded: to be compared with, not to be set.
  const [amount, unit = ''] = String(found.getRows()[0]?.[0]).split(' ');
  const most = atFirst + Number(amount) * (units[unit] ?? Infinity);
  let timer: NodeJS.Timeout;
  let stopped = false;
  const look = async (): Promise<void> => {
    // Where more is in use than the limit allows for now, the statement at work says so itself.
    if (residentBytes() > most) await connection.run(`set memory_limit = ${literal(limit)}`).catch(() => undefined);
    if (!stopped) next();
  };
  let running: Promise<void> = Promise.resolve();
  const next = (): void => {
    timer = setTimeout(() => (running = look()), pause).unref();
  };
  next();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
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
