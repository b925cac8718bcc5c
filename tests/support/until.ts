/** Waits for what a test expects to come about, however slow the machine is. */
import { setTimeout as pause } from 'node:timers/promises';

const patience = 300_000;

/** @throws where it has not come about after five minutes: then it never will. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const begun = performance.now();
  while (!(await holds())) {
    if (performance.now() - begun > patience) throw new Error(`Waited in vain until ${what}.`);
    await pause(10);
  }
}

/** Resolves when the signal is aborted, or at once where it is. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });
