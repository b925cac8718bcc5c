// `npm run pictures`: takes the pictures of the documents from the running product on its sample.
/* global document */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { build } from './build.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const out = path.join(root, 'docs/pictures');
const require = createRequire(import.meta.url);

/** One picture each: the address after the root, and the window. */
const pictures = [
  { name: 'preview-light', query: '?page=executive&lang=en&theme=light', width: 1400, height: 860 },
  { name: 'preview-dark', query: '?page=trend&lang=en&theme=dark', width: 1400, height: 860 },
  { name: 'preview-danish', query: '?page=journey&lang=da&theme=light', width: 1400, height: 860 },
  { name: 'preview-phone', query: '?page=executive&lang=da&theme=light', width: 390, height: 844, scale: 1.5 },
];
const largest = 300_000;

/** Data that is up to date, as it would be where the product runs. */
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

/** Starts the product on a data folder of its own; resolves with its address. */
function startProduct(data) {
  const child = spawn(
    process.execPath,
    ['dist/node/connector-api/src/cli/main.js', 'start', '--sample-end', yesterday],
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

await build();
const data = mkdtempSync(path.join(tmpdir(), 'nps-pictures-'));
const { child, address } = startProduct(data);
try {
  const url = await address;
  const { chromium } = require('playwright-core');
  const { executablePath, args, env } = await require('../tests/support/chromium.cjs')();
  const browser = await chromium.launch({
    executablePath,
    args: args.filter((word) => word !== '--single-process'),
    env,
  });
  mkdirSync(out, { recursive: true });
  for (const { name, query, width, height, scale = 1 } of pictures) {
    const page = await browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: scale,
      reducedMotion: 'reduce',
    });
    await page.goto(`${url}/${query}`);
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
  await browser.close();
} finally {
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
  rmSync(data, { recursive: true, force: true });
}
