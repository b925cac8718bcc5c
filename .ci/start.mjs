// `npm start`: installs and builds what is missing, then hands over to the command line; its exit code is ours.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const installed = spawnSync(process.execPath, [path.join(root, '.ci/ensure.mjs')], { stdio: 'inherit' });
if (installed.status !== 0) process.exit(installed.status ?? 1);

const { build } = await import('./build.mjs');
try {
  await build();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const main = path.join(root, 'dist/node/connector-api/src/cli/main.js');
const child = spawn(process.execPath, [main, 'start', ...process.argv.slice(2)], { stdio: 'inherit' });
// A terminal sends Ctrl-C to the whole group, the child included; every other sender reaches only this process.
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) child.kill('SIGINT');
});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm does not hand a SIGTERM on to what its shell started: once npm is gone, the product stops as well.
const parent = process.ppid;
if (process.env.npm_lifecycle_event === 'start') {
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 1000).unref();
}
child.on('error', (error) => {
  console.error(`The command line could not be started: ${error.message}`);
  process.exitCode = 1;
});
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
});
