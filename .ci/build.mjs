// Builds what is out of date: each step is skipped while the content of its inputs is unchanged and its output stands.
// Usage: node .ci/build.mjs [--force] [step …]; steps: node, visual, preview.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Every path is relative to the root; a folder stands for all files in it. `output` is what must exist afterwards. */
const steps = [
  {
    name: 'node',
    title: 'connector and templates',
    inputs: [
      'connector-api/src',
      'templates/src',
      'templates/preview/server',
      'templates/preview/protocol.ts',
      'templates/preview/client/host/protocol.ts',
      'tsconfig.node.json',
      'package.json',
      'package-lock.json',
    ],
    output: () => existsSync(path.join(root, 'dist/node/connector-api/src/cli/main.js')),
    command: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.node.json'],
  },
  {
    name: 'visual',
    title: 'visual',
    inputs: [
      'visual',
      'stringResources',
      'capabilities.json',
      'pbiviz.json',
      'tsconfig.json',
      '.ci/buildVisual.mjs',
      '.ci/writeCapabilities.mjs',
      'package.json',
      'package-lock.json',
    ],
    output: () =>
      existsSync(path.join(root, 'dist/visual')) &&
      readdirSync(path.join(root, 'dist/visual')).filter((file) => file.endsWith('.pbiviz')).length === 1,
    command: ['.ci/buildVisual.mjs'],
  },
  {
    name: 'preview',
    title: 'preview',
    inputs: ['templates/preview/client', 'templates/preview/protocol.ts', '.ci/buildPreview.mjs', 'package-lock.json'],
    output: () => existsSync(path.join(root, 'dist/preview/index.html')),
    command: ['.ci/buildPreview.mjs'],
  },
];

function filesOf(input) {
  const full = path.join(root, input);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [input];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesOf(`${input}/${name}`));
}

function hashOf(step) {
  const hash = createHash('sha256').update(JSON.stringify([step.command, process.versions.node]));
  for (const file of step.inputs.flatMap(filesOf)) {
    hash.update(`\0${file}\0`).update(
      createHash('sha256')
        .update(readFileSync(path.join(root, file)))
        .digest(),
    );
  }
  return hash.digest('hex');
}

/** Runs one node script; resolves with its exit code and everything it printed. */
function run(command) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? 1, output, signal }));
  });
}

async function buildStep(step, { force, say }) {
  const stamp = path.join(root, 'dist', '.stamps', step.name);
  const wanted = hashOf(step);
  const fresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && step.output();
  if (fresh && !force) return;
  rmSync(stamp, { force: true });
  const started = Date.now();
  say(`Building the ${step.title} …`);
  const { code, output, signal } = await run(step.command);
  if (code !== 0 || !step.output()) {
    if (output.trim() !== '') say(output.trimEnd());
    throw new Error(
      `The ${step.title} could not be built: ${step.command.join(' ')} ended with ${signal ?? `exit code ${code}`}` +
        (code === 0 ? ' but its output is missing' : ''),
    );
  }
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  say(`Built the ${step.title} (${((Date.now() - started) / 1000).toFixed(1)} s).`);
}

/** Brings the named steps (all by default) up to date, side by side; rejects with one sentence when one fails. */
export async function build({ only = [], force = false, say = (line) => console.log(line) } = {}) {
  const unknown = only.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new Error(`Unknown build step ${unknown.join(', ')}; expected ${steps.map(({ name }) => name).join(', ')}.`);
  }
  const chosen = steps.filter((step) => only.length === 0 || only.includes(step.name));
  const results = await Promise.allSettled(chosen.map((step) => buildStep(step, { force, say })));
  const failed = results.filter((result) => result.status === 'rejected');
  if (failed.length > 0) throw new Error(failed.map(({ reason }) => reason.message).join(' '));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  build({ force: words.includes('--force'), only: words.filter((word) => word !== '--force') }).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
