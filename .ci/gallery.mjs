// Makes dist/gallery/index.html from the packaged visual and takes a picture of every case.
// `--check` compares the drawings with tests/visual/golden, `--accept` makes them the golden ones.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync, copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { spawnSync } from 'node:child_process';
import esbuild from 'esbuild';
import { strFromU8, unzipSync } from 'fflate';
import { chromium } from 'playwright-core';

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
body { font: 13px "Segoe UI", sans-serif; background: #eef0f2; margin: 24px; display: flex; flex-wrap: wrap; gap: 24px; align-items: flex-start }
figure { margin: 0 } figcaption { color: #555; margin-bottom: 6px } .frame { box-shadow: 0 1px 4px #0002 }
</style>
<body><script>window.powerbi = { visuals: { plugins: {} } }; window.galleryStrings = ${JSON.stringify(visual.stringResources).replaceAll('<', '\\u003c')};</script>
<script src="visual.js"></script>
<script>window.galleryPlugin = window.powerbi.visuals.plugins[${JSON.stringify(visual.visual.guid)}];</script>
<script src="page.js"></script>
`,
);

const { executablePath, args, env } = await findBrowser();
const browser = await chromium.launch({ executablePath, args, env });
try {
  const page = await browser.newPage({
    viewport: { width: 1680, height: 1000 },
    timezoneId: 'America/St_Johns',
    reducedMotion: 'reduce',
  });
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(pathToFileURL(path.join(out, 'index.html')).href);
  const frames = await page.locator('[data-case]').all();
  const drawings = new Map();
  for (const frame of frames) {
    const name = await frame.getAttribute('data-case');
    await frame.screenshot({ path: path.join(out, 'pictures', `${name}.png`) });
    drawings.set(name, await frame.evaluate((element) => element.innerHTML));
  }
  if (complaints.length) {
    console.error(complaints.join('\n'));
    process.exitCode = 1;
  }
  console.log(`dist/gallery/index.html: ${drawings.size} cases`);
  // Numbers rounded to whole pixels and one element a line, so that a difference is one that can be seen.
  const tidy = (html) =>
    `${html.replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number)) + 0)).replaceAll('><', '>\n<')}\n`;
  if (mode === '--accept') {
    rmSync(golden, { recursive: true, force: true });
    mkdirSync(golden, { recursive: true });
    for (const [name, html] of drawings) {
      writeFileSync(path.join(golden, `${name}.svg.txt`), tidy(html));
      copyFileSync(path.join(out, 'pictures', `${name}.png`), path.join(golden, `${name}.png`));
    }
  }
  if (mode === '--check') {
    const different = [...drawings].filter(([name, html]) => {
      const file = path.join(golden, `${name}.svg.txt`);
      const same = existsSync(file) && readFileSync(file, 'utf8') === tidy(html);
      if (!same) writeFileSync(path.join(out, `${name}.svg.txt`), tidy(html));
      return !same;
    });
    for (const [name] of different)
      console.error(`${name} is not as in tests/visual/golden; compare dist/gallery/${name}.svg.txt`);
    if (different.length) process.exitCode = 1;
    console.log(`${drawings.size - different.length} passed, ${different.length} failed (golden drawings)`);
  }
} finally {
  await browser.close();
}
