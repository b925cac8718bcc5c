// `npm run typecheck`: every TypeScript program of the repository, one after the other; all are tried, any error fails.
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** By what it holds: the configuration that names its files. */
const programs = {
  'connector, templates and the server of the preview': 'tsconfig.node.json',
  'page of the preview': 'templates/preview/client/tsconfig.json',
  visual: 'tsconfig.json',
  'tests in node': 'tests/tsconfig.json',
  'tests in the browser': 'tests/visual/tsconfig.json',
};

const wrong = Object.entries(programs).filter(([title, config]) => {
  if (!existsSync(path.join(root, config))) {
    console.error(`${title}: ${config} does not exist.`);
    return true;
  }
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '--noEmit', '--incremental', 'false', '--pretty', 'false', '-p', config],
    { cwd: root, stdio: 'inherit' },
  );
  console.log(`${title}: ${status === 0 ? 'no type errors' : 'type errors (above)'}`);
  return status !== 0;
});
process.exitCode = wrong.length === 0 ? 0 : 1;
