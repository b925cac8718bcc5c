// `npm run pictures`: takes the pictures of the documents from the running product on its sample.
/* global document */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { build } from './build.mjs';
import { addFontTo } from './pictureFont.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const out = path.join(root, 'docs/pictures');
const require = createRequire(import.meta.url);

/** One picture each, of the sample in its language: the page, its theme, and the window. */
const pictures = [
  { name: 'preview-light', lang: 'en', query: 'page=executive&theme=light', width: 1400, height: 860 },
  { name: 'preview-dark', lang: 'en', query: 'page=trend&theme=dark', width: 1400, height: 860 },
  { name: 'preview-danish', lang: 'da', query: 'page=journey&theme=light', width: 1400, height: 860 },
  { name: 'preview-phone', lang: 'da', query: 'page=executive&theme=light', width: 390, height: 844, scale: 1.5 },
];
const largest = 300_000;

/** Data that is up to date, as it would be where the product runs. */
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

/** Starts the product on a data folder of its own, the sample in `lang`; resolves with its address. */
function startProduct(data, lang) {
  const child = spawn(
    process.execPath,
    ['dist/node/connector-api/src/cli/main.js', 'start', '--sample-end', yesterday, '--sample-language', lang],
    {
      cwd: root,
      env: { ...process.env, NPS_DATA: data, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const address = new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const found = /Preview: (http:\/\/\S+?)\/?\s/.exec(said);
      if (found) resolve(found[1]);
    });
    child.on('exit', (code) => reject(new Error(`The product ended with exit code ${code} before it served.`)));
  });
  return { child, address };
}

const drawn = () => {
  const sheet = document.querySelector('.sheet[data-snapshot]:not([aria-busy])');
  const frames = [...document.querySelectorAll('.visual:not([hidden]) iframe')];
  return sheet !== null && frames.every((frame) => frame.dataset.rendered === 'finished');
};

/** Takes one picture from the product at `url`. */
async function takePicture(browser, url, { name, lang, query, width, height, scale = 1 }) {
  const page = await browser.newPage({
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion: 'reduce',
    bypassCSP: true,
  });
  await addFontTo(page);
  await page.goto(`${url}/?lang=${lang}&${query}`);
  await page.waitForFunction(drawn, undefined, { timeout: 60_000 });
  // Charts of the page fade in.
  await page.waitForTimeout(800);
  const file = path.join(out, `${name}.png`);
  await page.screenshot({ path: file });
  await page.close();
  const { size } = statSync(file);
  console.log(`${path.relative(root, file)}: ${(size / 1000).toFixed(0)} kB`);
  if (size > largest) throw new Error(`${name} is larger than ${largest / 1000} kB.`);
}

/** Takes the pictures of one language. */
async function takePictures(browser, lang) {
  const data = mkdtempSync(path.join(tmpdir(), 'nps-pictures-'));
  const { child, address } = startProduct(data, lang);
  try {
    const url = await address;
    for (const picture of pictures) if (picture.lang === lang) await takePicture(browser, url, picture);
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
    rmSync(data, { recursive: true, force: true });
  }
}

await build();
mkdirSync(out, { recursive: true });
const { chromium } = require('playwright-core');
const { executablePath, args, env } = await require('../tests/support/chromium.cjs')();
const browser = await chromium.launch({
  executablePath,
  args: args.filter((word) => word !== '--single-process'),
  env,
});
try {
  for (const lang of new Set(pictures.map(({ lang }) => lang))) await takePictures(browser, lang);
} finally {
  await browser.close();
}
