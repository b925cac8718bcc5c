// Packages the visual and fails on everything the packaging tool only mentions: see docs/visual.md.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';

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

/** The tool works in fixed folders, so two builds at once would tear each other's files: the second waits. */
async function takeTurn() {
  const lock = at('dist', '.building-visual');
  const longest = 300_000;
  mkdirSync(at('dist'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      process.on('exit', () => rmSync(lock, { recursive: true, force: true }));
      process.on('SIGINT', () => process.exit(130));
      process.on('SIGTERM', () => process.exit(143));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const taken = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
      if (taken !== undefined && Date.now() - taken > longest) rmSync(lock, { recursive: true, force: true });
      else await wait(500);
    }
  }
}

await takeTurn();
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

/** What certification forbids in a bundle, beside the network calls that the audit finds. */
const forbidden = [
  [/\.(inner|outer)HTML\b|insertAdjacentHTML|createContextualFragment/, 'writes markup'],
  [/\beval\s*\(|new Function\b|\bFunction\s*\(/, 'runs text as code'],
  [/set(Timeout|Interval|Immediate)\s*\(\s*['"`]/, 'has a timer that runs text'],
  [/Math\.random/, 'uses Math.random'],
  [/document\.(write|domain|cookie)/, 'touches document.write, .domain or .cookie'],
  [/https?:\/\/(?!www\.w3\.org\/2000\/svg\b)/, 'holds an address other than the SVG namespace'],
  [/XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|\bfetch\s*\(/, 'reaches for the network'],
  [/\bconsole\./, 'prints to the console'],
];

function scanPackage(file) {
  const files = unzipSync(readFileSync(file));
  const resource = Object.keys(files).find((entry) => entry.endsWith('.pbiviz.json'));
  if (!resource) fail(`${name} holds no visual`);
  const { content, capabilities, stringResources } = JSON.parse(strFromU8(files[resource]));
  if (!content?.js || !content.css) fail(`${name} holds no script or no style`);
  const found = forbidden.filter(([pattern]) => pattern.test(content.js)).map(([, what]) => what);
  if (/@import|url\(\s*['"]?(?!data:)/.test(content.css)) found.push('has a style that loads something');
  if (capabilities.privileges.some((privilege) => privilege.name === 'WebAccess')) found.push('asks for WebAccess');
  if (found.length) fail(`the bundle ${found.join(', ')}`);
  const languages = Object.keys(stringResources);
  if (languages.length < 5) fail(`${name} speaks ${languages.join(', ')}; five languages are expected`);
}

scanPackage(made);
mkdirSync(target, { recursive: true });
for (const old of readdirSync(target)) if (old.endsWith('.pbiviz') && old !== name) rmSync(path.join(target, old));
renameSync(made, path.join(target, name));
console.log(`dist/visual/${name}: ${kilobytes.toFixed(1)} kB, audit and scan clean`);
