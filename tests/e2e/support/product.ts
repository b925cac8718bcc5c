/** Runs the built product by its command line, as a user would, on a data folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const projectRoot = path.resolve(__dirname, '../../..');
const main = path.join(projectRoot, 'dist/node/connector-api/src/cli/main.js');

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  /** Root of the service, with a slash at the end. */
  readonly url: string;
  readonly said: () => string;
  /** Asks it to stop and waits until it has. */
  stop(): Promise<Finished>;
}

export const newDataFolder = (): string => path.join(mkdtempSync(path.join(tmpdir(), 'nps-e2e-')), 'data');

function launch(words: readonly string[], environment: Readonly<Record<string, string>>): ChildProcess {
  if (!existsSync(main)) throw new Error('The product is not built; run npm run build (npm test does it by itself).');
  const inherited = { ...process.env };
  // What jest was started with is not meant for the product.
  delete inherited['NODE_OPTIONS'];
  return spawn(process.execPath, [...words], {
    cwd: projectRoot,
    env: { ...inherited, PORT: '0', NPS_LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function collect(child: ChildProcess): { readonly said: () => string; readonly finished: Promise<Finished> } {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return { said: () => out + err, finished };
}

type Environment = Readonly<Record<string, string>>;

/** Runs a command of `nps-dashboards` to its end. */
export const run = (words: readonly string[], environment: Environment): Promise<Finished> =>
  collect(launch([main, ...words], environment)).finished;

/** Runs a script of the repository, such as what `npm start` runs, to its end. */
export const runScript = (script: string, words: readonly string[], environment: Environment): Promise<Finished> =>
  collect(launch([path.join(projectRoot, script), ...words], environment)).finished;

/** Runs a command that serves; resolves once it says where. Rejects with what it said when it ends before. */
export async function serve(words: readonly string[], environment: Environment, script = main): Promise<Running> {
  const child = launch([script, ...words], environment);
  const { said, finished } = collect(child);
  const address = new Promise<string>((resolve) => {
    const look = (): void => {
      const found = /Feed for Power BI: (http:\/\/[^/\s]+\/)/.exec(said());
      if (found?.[1] !== undefined) resolve(found[1]);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
  });
  const early = finished.then(({ code }) => {
    throw new Error(`Ended with exit code ${String(code)} before it served: ${said()}`);
  });
  const url = await Promise.race([address, early]);
  // The race is decided; the loser may reject only when nobody listens any more.
  early.catch(() => undefined);
  return {
    url: url.endsWith('/') ? url : `${url}/`,
    said,
    stop: () => {
      child.kill('SIGTERM');
      return finished;
    },
  };
}
