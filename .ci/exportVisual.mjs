// Writes dist/visual-repository: the visual alone, as a repository that packages and tests by itself (certification asks for one).
// `npm run export:check` proves it in an empty folder.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const out = path.join(root, 'dist', 'visual-repository');
const own = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const pbiviz = JSON.parse(readFileSync(path.join(root, 'pbiviz.json'), 'utf8'));

/** Everything the visual is made of, and nothing of the connector or the templates. */
const copied = [
  'visual',
  'stringResources',
  'tests/visual',
  'tests/fixtures/nps-vectors.json',
  'tests/support/chromium.cjs',
  'capabilities.json',
  'pbiviz.json',
  'tsconfig.json',
  'karma.conf.cjs',
  'LICENSE',
  '.npmrc',
  '.editorconfig',
  '.prettierrc.json',
  '.ci/buildVisual.mjs',
  '.ci/writeCapabilities.mjs',
  '.ci/testVisual.mjs',
  '.ci/gallery.mjs',
  '.ci/golden.mjs',
  '.ci/pictureFont.mjs',
];

/** Packages that the copied files import or run; versions are this project's. */
const needed = [
  '@eslint/js',
  '@fontsource/open-sans',
  '@sparticuz/chromium',
  '@types/d3-shape',
  '@types/jasmine',
  'axe-core',
  'd3-shape',
  'esbuild',
  'eslint',
  'eslint-plugin-powerbi-visuals',
  'fflate',
  'jasmine-core',
  'karma',
  'karma-chrome-launcher',
  'karma-jasmine',
  'karma-webpack',
  'pixelmatch',
  'playwright-core',
  'pngjs',
  'powerbi-visuals-api',
  'powerbi-visuals-tools',
  'powerbi-visuals-utils-formattingmodel',
  'prettier',
  'ts-loader',
  'typescript',
  'typescript-eslint',
  'webpack',
];

function versionOf(name) {
  const declared = own.dependencies?.[name] ?? own.devDependencies?.[name];
  if (declared) return declared;
  const installed = path.join(root, 'node_modules', name, 'package.json');
  if (!existsSync(installed)) throw new Error(`export:visual: ${name} is neither declared nor installed`);
  return JSON.parse(readFileSync(installed, 'utf8')).version;
}

const write = (file, text) => {
  mkdirSync(path.dirname(path.join(out, file)), { recursive: true });
  writeFileSync(path.join(out, file), text);
};
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

/** The part of this project's lock file that the export needs: the same versions, without asking any registry. */
function writeLock() {
  cpSync(path.join(root, 'package-lock.json'), path.join(out, 'package-lock.json'));
  const { status, stderr } = spawnSync('npm', ['install', '--package-lock-only', '--offline', '--ignore-scripts'], {
    cwd: out,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`export:visual: the lock file could not be reduced\n${stderr}`);
}

/** The guide without how this project develops, measures and exports: the export has its own commands. */
const guide = () =>
  readFileSync(path.join(root, 'docs/visual.md'), 'utf8').replace(/\n## Developing\n[\s\S]*?(?=\n## )/, '');

rmSync(out, { recursive: true, force: true });
for (const file of copied) cpSync(path.join(root, file), path.join(out, file), { recursive: true });

write(
  'package.json',
  json({
    name: 'nps-power-dashboards-visual',
    version: own.version,
    private: true,
    description: pbiviz.visual.description,
    license: own.license,
    engines: own.engines,
    scripts: {
      package: 'node .ci/buildVisual.mjs',
      test: 'node .ci/testVisual.mjs',
      eslint: 'eslint .',
      gallery: 'node .ci/gallery.mjs',
      typecheck: own.scripts['typecheck:visual'],
    },
    overrides: own.overrides,
    devDependencies: Object.fromEntries(needed.map((name) => [name, versionOf(name)])),
  }),
);
writeLock();
write('docs/visual.md', guide());
write('.gitignore', 'node_modules/\ndist/\n.tmp/\nwebpack.statistics.*\n');
write(
  'eslint.config.mjs',
  `import js from '@eslint/js';
import powerbiVisuals from 'eslint-plugin-powerbi-visuals';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.tmp/**', 'tests/**/golden/**', '**/*.mjs', '**/*.cjs'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  { rules: { eqeqeq: 'error', 'no-console': 'error' } },
  { files: ['visual/**/*.ts'], ...powerbiVisuals.configs.recommended },
);
`,
);
write(
  'README.md',
  `# ${pbiviz.visual.displayName}: the visual

${pbiviz.visual.description}

- \`npm ci\`
- \`npm run package\` writes \`dist/visual/${pbiviz.visual.guid}.${pbiviz.visual.version}.pbiviz\`; it fails when the certification audit or the scan of the bundle finds anything.
- \`npm test\` runs the tests in Chromium (the system's, or the one in \`@sparticuz/chromium\`).
- \`npm run eslint\`, \`npm run typecheck\`, \`npm run gallery\`.

The visual makes no network call, asks for no privilege but ExportContent (optional), and keeps nothing.
What it takes and shows is described in [docs/visual.md](docs/visual.md).
`,
);
write('CHANGELOG.md', `# Changelog\n\n## ${pbiviz.visual.version}\n\nSee the project's changelog.\n`);
console.log('dist/visual-repository: written');
