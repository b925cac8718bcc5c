// Writes capabilities.json from the visual's roles and settings cards, and the settings table of docs/visual.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import prettier from 'prettier';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const at = (...parts) => path.join(root, ...parts);

function load(entry) {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [at(entry)],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, require);
  return module.exports;
}

const english = JSON.parse(readFileSync(at('stringResources/en-US/resources.resjson'), 'utf8'));
const { capabilities } = load('visual/src/dataview/capabilities.ts');
const { cards } = load('visual/src/settings/cards.ts');

function writeWhenChanged(file, text) {
  if (readFileSync(file, { encoding: 'utf8', flag: 'a+' }) !== text) writeFileSync(file, text);
}

const format = async (text, parser) =>
  prettier.format(text, { ...(await prettier.resolveConfig(at('capabilities.json'))), parser });

writeWhenChanged(at('capabilities.json'), await format(JSON.stringify(capabilities(english), null, 2), 'json'));

const range = (property) => {
  switch (property.kind) {
    case 'choice':
      return property.options.map((option) => `\`${option}\``).join(' ');
    case 'number':
      return `${property.min}…${property.max}`;
    case 'color':
      return `colour (\`{solid:{color}}\`), empty: from the theme${property.conditional ? '; rule per data point' : ''}`;
    default:
      return { toggle: 'true, false', text: 'text, empty: not set', font: 'font family' }[property.kind];
  }
};
const rows = cards.flatMap((card) =>
  card.properties.map((property) => {
    const name = english[`Prop_${card.name}_${property.name}`] ?? property.name;
    return `| \`${card.name}\` | \`${property.name}\` | ${range(property)} | \`${JSON.stringify(property.initial)}\` | ${name} |`;
  }),
);
const marker = '## Settings (objects and properties)';
const guide = readFileSync(at('docs/visual.md'), 'utf8').split(marker)[0];
const table = ['| object | property | values | initial | shown as |', '| --- | --- | --- | --- | --- |', ...rows].join(
  '\n',
);
const note =
  'Stored in `metadata.objects[object][property]`; generated from the settings cards, do not edit below this line.';
writeWhenChanged(at('docs/visual.md'), await format(`${guide}${marker}\n\n${note}\n\n${table}\n`, 'markdown'));
