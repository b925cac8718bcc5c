/** A refresh in a process of its own: what it needs of memory goes with it, and what ends it leaves the service running. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface EndedRefresh {
  /** Exit code; null where a signal ended the process. */
  readonly code: number | null;
  /** The error in words, where it failed; else its last line. */
  readonly reason: string;
}

/** Runs one refresh; tells of each line it says. Resolves when the process has ended, which `signal` makes it do at once. */
export type RunRefresh = (say: (line: string) => void, signal: AbortSignal) => Promise<EndedRefresh>;

/** @param program the compiled entry of the command line. @param environment as the service was given it. */
export const refreshInProcess =
  (program: string, environment: NodeJS.ProcessEnv): RunRefresh =>
  (say, signal) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [program, 'refresh'], {
        env: environment,
        stdio: ['ignore', 'ignore', 'pipe'],
        windowsHide: true,
        // Ctrl+C in a terminal is for the service, which ends the refresh itself and knows why it ended.
        detached: process.platform !== 'win32',
      });
      let [lastLine, error]: [string, string | undefined] = ['', undefined];
      createInterface({ input: child.stderr }).on('line', (line) => {
        lastLine = line;
        // Its cause may be printed below it.
        error ??= /^error: (.*)/.exec(line)?.[1];
        say(line);
      });
      const end = (): void => void child.kill();
      signal.addEventListener('abort', end, { once: true });
      child.once('error', reject);
      child.once('close', (code) => {
        signal.removeEventListener('abort', end);
        resolve({ code, reason: error ?? lastLine });
      });
      if (signal.aborted) end();
    });
