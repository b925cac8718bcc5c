// Finds a Chromium to test with: CHROME_BIN, else one installed in the system, else the one inside @sparticuz/chromium.
const { accessSync, constants, existsSync } = require('node:fs');
const path = require('node:path');

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

/**
 * @returns {Promise<{executablePath: string, args: string[], env: NodeJS.ProcessEnv}>} what to start: pass `args` and
 * `env` on, whatever starts it. Throws when CHROME_BIN names no program.
 */
async function chromium() {
  const named = process.env.CHROME_BIN;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_BIN names ${named}, which does not exist; expected a Chromium.`);
    return { executablePath: named, args: ['--headless=new', ...sandboxArgs()], env: { ...process.env } };
  }
  const system = (systemPaths[process.platform] ?? []).find(canRun);
  if (system) return { executablePath: system, args: ['--headless=new', ...sandboxArgs()], env: { ...process.env } };
  // Makes the package bring the libraries that bare machines lack.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x';
  const bundled = (await import('@sparticuz/chromium')).default;
  bundled.setGraphicsMode = false;
  const executablePath = await bundled.executablePath();
  return { executablePath, args: [...bundled.args], env: { ...process.env } };
}

module.exports = chromium;
