// Bundles the preview's page and the frame of the packaged visual into dist/preview.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const client = path.join(root, 'templates/preview/client');
const out = path.join(root, 'dist/preview');

rmSync(out, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: {
    main: path.join(client, 'main.ts'),
    style: path.join(client, 'style/main.css'),
    frame: path.join(client, 'host/frame.ts'),
  },
  outdir: path.join(out, 'assets'),
  entryNames: '[name]-[hash]',
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022'],
  metafile: true,
  legalComments: 'eof',
  logLevel: 'warning',
});

const outputs = Object.entries(metafile.outputs);
const addressOf = (entry) => {
  const found = outputs.find(([, { entryPoint }]) => entryPoint === path.relative(root, path.join(client, entry)));
  if (!found) throw new Error(`The bundle of ${entry} is missing.`);
  return `preview/assets/${path.basename(found[0])}`;
};
const assets = { script: addressOf('main.ts'), style: addressOf('style/main.css'), frame: addressOf('host/frame.ts') };
const html = readFileSync(path.join(client, 'index.html'), 'utf8').replace(/\{\{(\w+)\}\}/g, (_, name) => assets[name]);
mkdirSync(out, { recursive: true });
writeFileSync(path.join(out, 'index.html'), html);
writeFileSync(path.join(out, 'assets.json'), `${JSON.stringify(assets, null, 2)}\n`);
const kilobytes = outputs.map(([file, { bytes }]) => `${path.basename(file)} ${(bytes / 1000).toFixed(0)} kB`);
console.log(kilobytes.join(', '));
