// `npm run check`: lint, format, types of every area, the build and all tests; everything runs, any failure fails.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const installed = spawnSync(process.execPath, [path.join(root, '.ci/ensure.mjs')], { stdio: 'inherit' });
if (installed.status !== 0) process.exit(installed.status ?? 1);

const steps = [
  ['lint', ['node_modules/eslint/bin/eslint.js', '.']],
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']],
  ['types', ['.ci/typecheck.mjs']],
  ['build', ['.ci/build.mjs', '--force']],
  ['tests', ['.ci/test.mjs']],
];
const results = steps.map(([name, command]) => {
  console.log(`\n${name} …`);
  const started = Date.now();
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  return { name, good: status === 0, seconds: ((Date.now() - started) / 1000).toFixed(0) };
});
console.log('');
for (const { name, good, seconds } of results) console.log(`${good ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`);
process.exitCode = results.every(({ good }) => good) ? 0 : 1;
