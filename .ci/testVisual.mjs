// Runs the visual's tests once in Chromium and ends with a line that says how many passed and failed.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
process.env.TZ = 'America/St_Johns';
const karma = require('karma');
const { executablePath, args, env } = await require('../tests/support/chromium.cjs')();
Object.assign(process.env, env, { CHROME_BIN: executablePath });
// Karma brings its own debugging port and page.
const flags = args.filter((flag) => !/^--(remote-debugging|window-size)/.test(flag));
const config = karma.config.parseConfig(
  path.join(root, 'karma.conf.cjs'),
  {
    browsers: ['Found'],
    customLaunchers: { Found: { base: 'ChromeHeadless', flags: [...flags, '--window-size=1400,1000'] } },
  },
  { promiseConfig: false, throwErrors: true },
);
const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const server = new karma.Server(config, (code) => {
  for (const failure of failures) console.log(`failed: ${failure}`);
  if (totals.skipped) console.log(`${totals.skipped} skipped: their reasons stand in their names`);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  // A run that ended without a result, or that ran nothing, is no success.
  process.exit(code === 0 && totals.passed === 0 ? 1 : code);
});
server.on('spec_complete', (_browser, { suite, description, success, skipped, log }) => {
  if (!success && !skipped) failures.push(`${[...suite, description].join(' ')}: ${(log[0] ?? '').split('\n')[0]}`);
});
server.on('browser_complete', (browser) => {
  const { success, failed, skipped } = browser.lastResult;
  totals.passed += success;
  totals.failed += failed;
  totals.skipped += skipped;
});
await server.start();
