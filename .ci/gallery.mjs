// Makes dist/gallery/index.html from the packaged visual and takes a picture of every case, in a font that the page brings.
// `--check` compares drawings and pictures with tests/visual/golden, `--accept` makes them the golden ones.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { spawnSync } from 'node:child_process';
import esbuild from 'esbuild';
import { strFromU8, unzipSync } from 'fflate';
import { chromium } from 'playwright-core';
import { acceptGolden, compareGolden, differences } from './golden.mjs';
import { fontFaces } from './pictureFont.mjs';

const require = createRequire(import.meta.url);
const findBrowser = require('../tests/support/chromium.cjs');
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => path.join(root, ...parts);
const out = at('dist', 'gallery');
const golden = at('tests', 'visual', 'golden');
const [mode] = process.argv.slice(2);

function packageFile() {
  const folder = at('dist', 'visual');
  const found = existsSync(folder) ? readdirSync(folder).find((name) => name.endsWith('.pbiviz')) : undefined;
  if (found) return path.join(folder, found);
  const { status } = spawnSync(process.execPath, [at('.ci', 'buildVisual.mjs')], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
  return packageFile();
}

const files = unzipSync(readFileSync(packageFile()));
const resource = Object.keys(files).find((name) => name.startsWith('resources/') && name.endsWith('.pbiviz.json'));
const visual = JSON.parse(strFromU8(files[resource]));

rmSync(out, { recursive: true, force: true });
mkdirSync(path.join(out, 'pictures'), { recursive: true });
esbuild.buildSync({
  entryPoints: [at('tests/visual/gallery/page.ts')],
  bundle: true,
  outfile: path.join(out, 'page.js'),
});
writeFileSync(path.join(out, 'visual.js'), visual.content.js);
writeFileSync(path.join(out, 'visual.css'), visual.content.css);

writeFileSync(
  path.join(out, 'index.html'),
  `<!doctype html><meta charset="utf-8"><title>NPS Power Dashboards: gallery</title>
<link rel="stylesheet" href="visual.css">
<style>
${fontFaces}
body { font: 13px/18px "Segoe UI", sans-serif; background: #eef0f2; margin: 24px; display: flex; flex-wrap: wrap; gap: 24px; align-items: flex-start }
figure { margin: 0 } figcaption { color: #555; margin-bottom: 6px } .frame { box-shadow: 0 1px 4px #0002 }
</style>
<body><script>window.powerbi = { visuals: { plugins: {} } }; window.galleryStrings = ${JSON.stringify(visual.stringResources).replaceAll('<', '\\u003c')};</script>
<script src="visual.js"></script>
<script>window.galleryPlugin = window.powerbi.visuals.plugins[${JSON.stringify(visual.visual.guid)}];</script>
<script src="page.js"></script>
`,
);

const { executablePath, args, env } = await (mode ? findBrowser.bundled() : findBrowser());
// A busy machine may take minutes; only a hang takes longer than this.
const timeout = 600_000;
const browser = await chromium.launch({ executablePath, args, env, timeout });
try {
  const page = await browser.newPage({
    viewport: { width: 1680, height: 1000 },
    timezoneId: 'America/St_Johns',
    reducedMotion: 'reduce',
  });
  page.setDefaultTimeout(timeout);
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(pathToFileURL(path.join(out, 'index.html')).href);
  await page.locator('body[data-ready]').waitFor({ state: 'attached' });
  const frames = await page.locator('[data-case]').all();
  const drawn = [];
  for (const frame of frames) {
    const name = await frame.getAttribute('data-case');
    const picture = await frame.screenshot({ path: path.join(out, 'pictures', `${name}.png`) });
    drawn.push({ name, picture, html: await frame.evaluate((element) => element.innerHTML) });
  }
  if (complaints.length) {
    console.error(complaints.join('\n'));
    process.exitCode = 1;
  }
  console.log(`dist/gallery/index.html: ${drawn.length} cases`);
  if (mode === '--accept') acceptGolden(golden, drawn, out);
  if (mode === '--check') {
    const { passed, complaints: different } = compareGolden(golden, drawn, out);
    // A comparison that cannot fail says nothing: three pixels off, it has to complain of drawing and picture.
    const [frame] = frames;
    await frame
      .locator('text')
      .last()
      .evaluate((text) => text.setAttribute('x', Number(text.getAttribute('x')) + 3));
    const planted = {
      ...drawn[0],
      picture: await frame.screenshot(),
      html: await frame.evaluate((element) => element.innerHTML),
    };
    const plantedOut = path.join(out, 'planted');
    mkdirSync(plantedOut);
    if (differences(golden, planted, plantedOut).length < 2)
      different.push('a label moved by three pixels was not noticed');
    for (const complaint of different) console.error(`failed: ${complaint}`);
    if (different.length) process.exitCode = 1;
    console.log(`${passed} passed, ${drawn.length - passed} failed (golden pictures)`);
  }
} finally {
  await browser.close();
}
