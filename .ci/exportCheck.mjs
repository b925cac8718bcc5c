// Proves the exported repository of the visual: written, copied to an empty folder, installed from its lock file, then
// linted, type-checked, tested in Chromium and packaged with a clean audit, there and with nothing of this project.
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const place = mkdtempSync(path.join(tmpdir(), 'visual-repository-'));
process.on('exit', () => rmSync(place, { recursive: true, force: true }));

function run(cwd, command, ...args) {
  console.log(`\n${command} ${args.join(' ')} …`);
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status === 0) return;
  console.error(`export:check: "${command} ${args.join(' ')}" ended with ${status} in the exported repository`);
  process.exit(1);
}

run(root, process.execPath, path.join('.ci', 'exportVisual.mjs'));
cpSync(path.join(root, 'dist', 'visual-repository'), place, { recursive: true });
run(place, 'npm', 'ci');
for (const script of ['eslint', 'typecheck', 'test', 'package']) run(place, 'npm', 'run', '--silent', script);
const made = readdirSync(path.join(place, 'dist', 'visual')).filter((name) => name.endsWith('.pbiviz'));
if (made.length !== 1) {
  console.error(`export:check: one package was expected in dist/visual, found ${made.length}`);
  process.exit(1);
}
console.log(`\nexport:check: ${made[0]} made by a repository of its own`);
