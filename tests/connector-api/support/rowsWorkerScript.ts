/** The thread that writes rows, compiled for a test: threads run JavaScript. */
import path from 'node:path';
import { build } from 'esbuild';

/** Writes the script into the folder and gives its path. */
export async function rowsWorkerScript(folder: string): Promise<string> {
  const script = path.join(folder, 'rowsWorker.js');
  const rows = '../../../connector-api/src/feed/engine/embedded/rows';
  await build({
    entryPoints: [path.resolve(__dirname, rows, 'rowsWorker.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    logLevel: 'error',
    plugins: [
      {
        name: 'the engine stays where it is',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^@duckdb\// }, ({ path: name }) => ({ path: require.resolve(name), external: true }));
        },
      },
    ],
  });
  return script;
}
