// Installs the dependencies when they are missing or older than the lock file; does nothing otherwise.
import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 10)) {
  console.error(`Node.js 20.10 or later is needed; this is ${process.versions.node}.`);
  process.exit(1);
}

/** The packages of a lock file by their place in node_modules; none where the file cannot be read. */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/** npm keeps a lock file of what it installed; optional packages of other platforms are not in it. */
function isInstalled() {
  const installed = packagesOf('node_modules/.package-lock.json');
  const wanted = Object.entries(packagesOf('package-lock.json'));
  if (wanted.length === 0) return false;
  return wanted.every(
    ([place, { version, optional }]) =>
      place === '' || installed[place]?.version === version || (optional === true && installed[place] === undefined),
  );
}

if (!isInstalled()) {
  console.log('Installing dependencies (once per version) …');
  const run = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) {
    console.error('npm ci failed: the dependencies could not be installed (see above).');
    process.exit(run.status ?? 1);
  }
}
