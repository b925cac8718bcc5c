// Writes dist/visual-repository: the visual alone, as a repository that packages and tests by itself (certification asks for one).
// `--verify` installs nothing: it borrows this project's node_modules, then lints, packages and tests the export.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
  'docs/visual.md',
  'LICENSE',
  '.editorconfig',
  '.prettierrc.json',
  '.ci/buildVisual.mjs',
  '.ci/writeCapabilities.mjs',
  '.ci/testVisual.mjs',
  '.ci/gallery.mjs',
];

/** Packages that the copied files import or run; versions are this project's. */
const needed = [
  '@eslint/js',
  '@sparticuz/chromium',
  '@types/d3-shape',
  '@types/jasmine',
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
  'playwright-core',
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

- \`npm install\`
- \`npm run package\` writes \`dist/visual/${pbiviz.visual.guid}.${pbiviz.visual.version}.pbiviz\`; it fails when the certification audit or the scan of the bundle finds anything.
- \`npm test\` runs the tests in Chromium (the system's, or the one in \`@sparticuz/chromium\`).
- \`npm run eslint\`, \`npm run typecheck\`, \`npm run gallery\`.

The visual makes no network call, asks for no privilege but ExportContent (optional), and keeps nothing.
What it takes and shows is described in [docs/visual.md](docs/visual.md).
`,
);
write('CHANGELOG.md', `# Changelog\n\n## ${pbiviz.visual.version}\n\nSee the project's changelog.\n`);
console.log('dist/visual-repository: written');

if (process.argv.includes('--verify')) {
  symlinkSync(path.join(root, 'node_modules'), path.join(out, 'node_modules'), 'junction');
  for (const script of ['eslint', 'typecheck', 'package', 'test']) {
    const { status } = spawnSync('npm', ['run', '--silent', script], {
      cwd: out,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (status !== 0) {
      console.error(`export:visual: ${script} of the exported repository failed`);
      process.exit(1);
    }
  }
  rmSync(path.join(out, 'node_modules'));
}
