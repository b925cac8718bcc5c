// `npm test`: installs and builds what is missing, runs every test and closes with the tests that failed, named once more,
// and one line: `N passed, N failed, N skipped`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const installed = spawnSync(process.execPath, [path.join(root, '.ci/ensure.mjs')], { stdio: 'inherit' });
if (installed.status !== 0) process.exit(installed.status ?? 1);

/** Runs node with `words`; shows what it prints, at once or when it has ended, and resolves with exit code and text. */
function run(words, show) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      from.on('data', (chunk) => {
        text += chunk;
        if (show === 'at once') to.write(chunk);
      });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      if (show === 'at the end') process.stdout.write(text);
      resolve({ code: code ?? 1, text });
    });
  });
}

async function jest() {
  const results = path.join(root, '.tmp', 'jest.json');
  mkdirSync(path.dirname(results), { recursive: true });
  rmSync(results, { force: true });
  // Two at least: many tests wait for processes and servers of their own.
  const workers = `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`;
  const { code } = await run(
    ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${results}`, workers],
    'at once',
  );
  if (!existsSync(results)) return { name: 'jest', code: code || 1, passed: 0, failed: 0, skipped: 0, failures: [] };
  const summary = JSON.parse(readFileSync(results, 'utf8'));
  return {
    name: 'jest',
    code,
    passed: summary.numPassedTests,
    // A file that does not even load counts as one failure: its tests never ran.
    failed: summary.numFailedTests + summary.numRuntimeErrorTestSuites,
    skipped: summary.numPendingTests + summary.numTodoTests,
    failures: summary.testResults.flatMap(failuresOf),
  };
}

/** What failed in one file of jest, a line each; the file itself where it did not even load. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = path.relative(root, name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0) return status === 'failed' ? [`${file}: ${message}`] : [];
  return failed.map(({ fullName, failureMessages }) => `${file}: ${fullName}: ${failureMessages.join(' ')}`);
}

/** What a runner of our own says: `failed: …` for each test that failed, and how many in its last line. */
async function told(name, words) {
  const { code, text } = await run(words, 'at the end');
  const figure = (pattern) => Number([...text.matchAll(pattern)].at(-1)?.[1] ?? 0);
  return {
    name,
    code,
    passed: figure(/^(\d+) passed, \d+ failed\b/gm),
    failed: figure(/^\d+ passed, (\d+) failed\b/gm),
    skipped: figure(/^(\d+) skipped\b/gm),
    failures: [...text.matchAll(/^failed: (.*)$/gm)].map(([, what]) => what),
  };
}

const karma = () => told('karma', ['.ci/testVisual.mjs']);
const gallery = () => told('gallery', ['.ci/gallery.mjs', '--check']);

const { build } = await import('./build.mjs');
try {
  await build();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const { isBundled } = createRequire(import.meta.url)('../tests/support/chromium.cjs');
if (!isBundled) console.log('The golden pictures are not compared: the browser that draws them is for Linux on x64.');
/** One browser after the other, beside the tests in Node, which mostly keep one core busy. */
const inBrowser = async () => [await karma(), ...(isBundled ? [await gallery()] : [])];
const runs = (await Promise.all([jest(), inBrowser()])).flat();
/** A failure in one line that is not too long. */
const short = (text) => {
  const line = stripVTControlCharacters(text).replace(/\s+/g, ' ');
  return line.length <= 300 ? line : `${line.slice(0, 300)} …`;
};
// Again, and last: the end of a log is what is left where it is cut.
for (const { name, failures } of runs) for (const failure of failures) console.log(short(`FAILED ${name}: ${failure}`));
for (const { name, code, passed, failed, skipped } of runs) {
  const ran = passed + failed;
  const remark = ran === 0 ? ': no test ran' : code !== 0 && failed === 0 ? `: ended with exit code ${code}` : '';
  console.log(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped${remark}`);
}
const sum = (key) => runs.reduce((total, one) => total + one[key], 0);
const good = runs.every(({ code, passed, failed }) => code === 0 && failed === 0 && passed > 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exitCode = good ? 0 : 1;
