// Opens pages of the preview in Chromium, does the steps asked for, and prints what a reader meets as JSON.
// Usage: node browser.cjs '[{"url": …, "steps": [{"click": selector} | {"menu": selector} | {"press": key} | {"focus": selector} | {"until": selector}], "width", "height"}, …]'
/* global document, window */
const { chromium } = require('playwright-core');
const findBrowser = require('../../support/chromium.cjs');

// The bundled browser comes with switches that lower its guard; the page has to work with the guard up.
const lowered = /^--(single-process|no-zygote|disable-web-security|allow-running-insecure-content)/;

// A busy machine may take minutes; only a hang takes longer than this.
const timeout = 300_000;

const drawn = () => {
  const sheet = document.querySelector('.sheet[data-snapshot]:not([aria-busy])');
  const frames = [...document.querySelectorAll('.visual:not([hidden]) iframe')];
  return sheet !== null && frames.every((frame) => frame.dataset.rendered === 'finished');
};

async function gauges(page) {
  const found = [];
  for (const frame of page.frames()) {
    for (const gauge of await frame.$$('[data-view="gauge"]')) {
      found.push({
        label: await gauge.getAttribute('aria-label'),
        nps: await gauge.getAttribute('data-nps'),
        answers: await gauge.getAttribute('data-answers'),
        excluded: await gauge.getAttribute('data-excluded'),
      });
    }
  }
  return found;
}

async function visit(browser, { url, steps = [], width = 1440, height = 900 }) {
  const page = await browser.newPage({ viewport: { width, height } });
  page.setDefaultTimeout(timeout);
  try {
    const problems = [];
    const outside = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(new URL(url).origin)) outside.push(request.url());
    });
    await page.goto(url);
    await page.waitForFunction(drawn);
    for (const { click, menu, press, focus, until } of steps) {
      if (click) await page.click(click);
      if (menu) await page.click(menu, { button: 'right' });
      if (press) await page.keyboard.press(press);
      if (focus) await page.focus(focus);
      if (until) await page.waitForSelector(until, { state: 'visible' });
      // Where a step asks the server, the page is busy at once, and until all is drawn.
      await page.waitForFunction(drawn);
    }
    const read = await page.evaluate(() => ({
      language: document.documentElement.lang,
      title: document.title,
      text: document.body.innerText,
      snapshot: document.querySelector('.sheet')?.dataset.snapshot,
      states: [...document.querySelectorAll('.visual:not([hidden])')].map((visual) => ({
        id: visual.dataset.visual,
        state: visual.dataset.state ?? 'ready',
        name: visual.getAttribute('aria-label'),
      })),
      measures: Object.fromEntries(
        [...document.querySelectorAll('[data-measure]')].map((cell) => [cell.dataset.measure, cell.textContent]),
      ),
      tip: document.querySelector('.tooltip:not([hidden])')?.innerText ?? null,
      sideways: document.documentElement.scrollWidth > window.innerWidth,
    }));
    return { ...read, gauges: await gauges(page), problems, outside };
  } finally {
    await page.close();
  }
}

async function main(visits) {
  const { executablePath, args, env } = await findBrowser();
  const browser = await chromium.launch({
    executablePath,
    args: args.filter((word) => !lowered.test(word)),
    env,
    timeout,
  });
  try {
    const seen = [];
    for (const one of visits) seen.push(await visit(browser, one));
    return seen;
  } finally {
    await browser.close();
  }
}

main(JSON.parse(process.argv[2])).then(
  (result) => process.stdout.write(JSON.stringify(result)),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  },
);
