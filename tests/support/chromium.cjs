// Finds a Chromium to test with: CHROME_BIN, else one installed in the system, else the one inside @sparticuz/chromium.
const { execFile } = require('node:child_process');
const { accessSync, constants, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { promisify } = require('node:util');

const systemPaths = {
  linux: ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'].flatMap((name) =>
    (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, name)),
  ),
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
    process.env[name] ? [path.join(process.env[name], 'Google', 'Chrome', 'Application', 'chrome.exe')] : [],
  ),
};

function canRun(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Chromium's sandbox refuses to run as root, as containers do. */
const sandboxArgs = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/** @typedef {{executablePath: string, args: string[], env: NodeJS.ProcessEnv}} Found */

/** @returns {Found | undefined} Throws when CHROME_BIN names no program. */
function named() {
  const file = process.env.CHROME_BIN;
  if (!file) return undefined;
  if (!existsSync(file)) throw new Error(`CHROME_BIN names ${file}, which does not exist; expected a Chromium.`);
  return { executablePath: file, args: ['--headless=new', ...sandboxArgs()], env: { ...process.env } };
}

/** @returns {Found | undefined} */
function installed() {
  const file = (systemPaths[process.platform] ?? []).find(canRun);
  return file && { executablePath: file, args: ['--headless=new', ...sandboxArgs()], env: { ...process.env } };
}

/** Whether the browser inside the package runs on this machine. */
const isBundled = process.platform === 'linux' && process.arch === 'x64';

const unpacking = `import('@sparticuz/chromium').then(({ default: packaged }) => packaged.executablePath());`;

/**
 * Unpacks the browser as the package would, but into a folder of its own first: the package takes a file that another
 * process is still writing for a whole one, and here several tests look for a browser at the same time.
 */
async function unpack() {
  const place = tmpdir();
  if (existsSync(path.join(place, 'chromium'))) return;
  const own = mkdtempSync(path.join(place, 'nps-chromium-'));
  try {
    const options = { cwd: __dirname, env: { ...process.env, TMPDIR: own, NODE_OPTIONS: '' } };
    await promisify(execFile)(process.execPath, ['--eval', unpacking], options);
    // The browser last: where it stands, everything stands.
    const names = readdirSync(own).sort((a, b) => Number(a === 'chromium') - Number(b === 'chromium'));
    for (const name of names) moveUnlessThere(path.join(own, name), path.join(place, name));
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function moveUnlessThere(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    // Another process was faster; what it moved is whole too.
    if (!['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
  }
}

/** @returns {Promise<Found>} the browser inside the package, wherever others are: it draws the same on every machine. */
async function bundled() {
  if (!isBundled)
    throw new Error(
      `The browser in @sparticuz/chromium is for Linux on x64; this is ${process.platform} on ${process.arch}.`,
    );
  // Makes the package bring the libraries that bare machines lack.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x';
  await unpack();
  const packaged = (await import('@sparticuz/chromium')).default;
  packaged.setGraphicsMode = false;
  const executablePath = await packaged.executablePath();
  return { executablePath, args: [...packaged.args], env: { ...process.env } };
}

/** @returns {Promise<Found>} what to start: pass `args` and `env` on, whatever starts it. */
const chromium = async () => named() ?? installed() ?? (await bundled());

module.exports = Object.assign(chromium, { bundled, isBundled });
