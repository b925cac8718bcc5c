/** What the benchmarks of the SQL Server source share: their bundles, and the processes that run them. */
import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(folder, '../../.tmp/bench-mssql');

export const port = Number(process.env.NPS_BENCH_PORT ?? 4751);

export const bundle = () =>
  build({
    entryPoints: {
      mssqlServer: path.join(folder, 'mssqlServer.ts'),
      mssqlReader: path.join(folder, 'mssqlReader.ts'),
      rangeWorker: path.resolve(folder, '../../connector-api/src/source/mssql/rangeWorker.ts'),
    },
    outdir: out,
    bundle: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  });

/** Starts a bundle; resolves with its process and the first thing it says. */
const started = (name, words) =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(out, `${name}.js`), words, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.once('message', (message) => resolve({ child, message }));
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });

export const startServer = async (rows) => (await started('mssqlServer', [String(rows), String(port)])).child;

export const measured = async (contestant) => ({
  name: contestant,
  ...(await started('mssqlReader', [contestant, String(port), '1'])).message,
});
