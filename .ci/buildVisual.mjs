// Packages the visual and fails on everything the packaging tool only mentions: see docs/visual.md.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => path.join(root, ...parts);
const readJson = (file) => JSON.parse(readFileSync(at(file), 'utf8'));
const mostKilobytes = 80;

/** Lines of the tool that are expected; any other warning or error stops the build. */
const expected = [
  /Using recommended eslint config/,
  // The tool lints src/, which is elsewhere here: `npm run lint` does it.
  /Can't run lint validation/,
  /Skipping API check/,
  /certificate/i,
];

function fail(message) {
  console.error(`build:visual: ${message}`);
  process.exit(1);
}

function run(args) {
  const result = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  // eslint-disable-next-line no-control-regex -- strips the tool's terminal colours
  const output = `${result.stdout}${result.stderr}`.replace(/\u001b\[[0-9;]*m/g, '');
  if (result.status !== 0) fail(`${args.join(' ')} exited with ${result.status}\n${output}`);
  return output;
}

const { visual, apiVersion } = readJson('pbiviz.json');
const installed = readJson('node_modules/powerbi-visuals-api/package.json').version;
if (installed.split('.').slice(0, 2).join() !== apiVersion.split('.').slice(0, 2).join()) {
  fail(`apiVersion in pbiviz.json is ${apiVersion}, installed is ${installed}: they must share major and minor`);
}

run([at('.ci', 'writeCapabilities.mjs')]);

const name = `${visual.guid}.${visual.version}.pbiviz`;
const made = at('dist', name);
const target = at('dist', 'visual');
const tool = at('node_modules', 'powerbi-visuals-tools', 'bin', 'pbiviz.js');

function packageOnce(flags) {
  rmSync(made, { force: true });
  const started = Date.now();
  const output = run([tool, 'package', '--no-stats', '--skip-api', ...flags]);
  const strange = output
    .split('\n')
    .filter((line) => /\b(error|warn)\b/i.test(line) && !expected.some((known) => known.test(line)));
  if (strange.length) fail(`unexpected messages\n${strange.join('\n')}\n--\n${output}`);
  if (!/Build completed successfully/.test(output)) fail(`no success message\n${output}`);
  if (!existsSync(made) || statSync(made).mtimeMs < started - 2000) fail(`no fresh package\n${output}`);
  return output;
}

const audit = packageOnce(['--certification-audit']);
if (!/No external requests found in the visual/.test(audit)) fail(`the certification audit is not clean\n${audit}`);

// Shipped as built without the audit, which prints the code again.
packageOnce([]);
const kilobytes = statSync(made).size / 1024;
if (kilobytes > mostKilobytes) fail(`${name} has ${kilobytes.toFixed(1)} kB; at most ${mostKilobytes} kB are allowed`);

mkdirSync(target, { recursive: true });
for (const old of readdirSync(target)) if (old.endsWith('.pbiviz') && old !== name) rmSync(path.join(target, old));
renameSync(made, path.join(target, name));
console.log(`dist/visual/${name}: ${kilobytes.toFixed(1)} kB, audit clean`);
