// Measures updates of the packaged visual against other libraries in the same page; prints a table and ratios.
// `run.mjs 24 --only visual,reuse` takes only some of the contestants (this visual always among them).
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import esbuild from 'esbuild';
import { strFromU8, unzipSync } from 'fflate';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const out = path.join(root, 'dist', 'bench');
const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });
const rounds = Number(positionals[0] ?? 30);
mkdirSync(out, { recursive: true });

const folder = path.join(root, 'dist', 'visual');
const file = readdirSync(folder).find((name) => name.endsWith('.pbiviz'));
const files = unzipSync(readFileSync(path.join(folder, file)));
const packed = JSON.parse(strFromU8(files[Object.keys(files).find((name) => name.endsWith('.pbiviz.json'))]));
esbuild.buildSync({
  entryPoints: [path.join(root, 'bench/visual/page.ts')],
  bundle: true,
  minify: true,
  format: 'iife',
  define: { global: 'window', 'process.env.NODE_ENV': '"production"' },
  outfile: path.join(out, 'page.js'),
  // The page has the package's style.
  loader: { '.less': 'empty' },
  logLevel: 'error',
});
writeFileSync(path.join(out, 'visual.js'), packed.content.js);
writeFileSync(path.join(out, 'visual.css'), packed.content.css);
writeFileSync(
  path.join(out, 'index.html'),
  `<!doctype html><meta charset="utf-8"><title>Benchmark</title><link rel="stylesheet" href="visual.css"><body>
<script>window.powerbi = { visuals: { plugins: {} } }; window.benchStrings = ${JSON.stringify(packed.stringResources['en-US'])};</script>
<script src="visual.js"></script><script>window.benchPlugin = window.powerbi.visuals.plugins[${JSON.stringify(packed.visual.guid)}];</script>
<script src="page.js"></script>`,
);

const { executablePath, args, env } = await require('../../tests/support/chromium.cjs')();
const browser = await chromium.launch({
  executablePath,
  args: [...args, '--js-flags=--expose-gc', '--enable-precise-memory-info'],
  env,
});
try {
  const page = await browser.newPage({ viewport: { width: 1300, height: 800 } });
  page.on('pageerror', (error) => console.error(error));
  await page.goto(pathToFileURL(path.join(out, 'index.html')).href);
  const known = await page.evaluate(() => globalThis.contestants);
  const asked = options.only?.split(',') ?? known;
  const unknown = asked.filter((key) => !known.includes(key));
  if (unknown.length) throw new Error(`--only names ${unknown.join(', ')}; known are ${known.join(', ')}`);
  const keys = known.filter((key) => key === 'visual' || asked.includes(key));
  const results = await page.evaluate(([count, only]) => globalThis.runBench(count, only), [rounds, keys]);
  const phases = await page.evaluate((count) => globalThis.runPhases(count), rounds);
  const grown = await page.evaluate(() => globalThis.heapGrowth(1000));
  writeFileSync(path.join(out, 'visual.json'), JSON.stringify({ results, phases, grown }, null, 2));
  for (const { scene, phases: parts } of phases) {
    const found = results.filter((result) => result.scene === scene);
    const own = found.find(({ name }) => name === 'this visual');
    console.log(`\n${scene}: 26,400 rows, ${rounds} updates each`);
    console.log(
      '                       ours/it by median  by best    median      best  elements attributes characters',
    );
    for (const { name, median, best, elements, attributes, characters } of found) {
      const ratios = `${(own.median / median).toFixed(2).padStart(17)}${(own.best / best).toFixed(2).padStart(9)}`;
      const times = `${median.toFixed(1).padStart(7)} ms${best.toFixed(1).padStart(7)} ms`;
      const size = `${String(elements).padStart(10)}${String(attributes).padStart(11)}${String(characters).padStart(11)}`;
      console.log(`${name.padEnd(23)}${ratios}${times}${size}`);
    }
    const total = parts.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    const share = ({ name, milliseconds }) => `${name} ${Math.round((100 * milliseconds) / total)} %`;
    const { marks, onlyFirst, onlySecond } = await page.evaluate((name) => globalThis.pictureDifference(name), scene);
    console.log(
      `hand-written picture: ${marks - onlyFirst.length} of ${marks} marks as ours, ${onlySecond.length} others`,
    );
    const strange = [...onlyFirst.map((mark) => `ours: ${mark}`), ...onlySecond.map((mark) => `theirs: ${mark}`)];
    for (const line of strange.slice(0, 20)) console.log(`  only ${line.slice(0, 150)}`);
    console.log(`where ours goes: ${parts.map(share).join(', ')}`);
  }
  console.log(`\nheap after 1,000 more updates: ${grown.toFixed(0)} kB more`);
} finally {
  await browser.close();
}
