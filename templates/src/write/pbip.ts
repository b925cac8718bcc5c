/** Puts a project together: the files of a `.pbip`, which hold the same report and model as text for version control. */
import { guid } from './identifiers';
import { printTmdl } from './model/tmdl';
import type { TabularDatabase } from './model/tabularTypes';
import { staticFiles } from './pbit';
import { buildPbir } from './report/pbir';
import type { ReportInput } from './report/reportFiles';

const root = 'https://developer.microsoft.com/json-schemas/fabric';

const platform = (type: 'Report' | 'SemanticModel', displayName: string, language: string): object => ({
  $schema: `${root}/gitIntegration/platformProperties/2.0.0/schema.json`,
  metadata: { type, displayName },
  config: { version: '2.0', logicalId: guid('logical', type, displayName, language) },
});

/** Path beside the `.pbip` → bytes. */
export const buildPbip = (input: ReportInput, model: TabularDatabase): ReadonlyMap<string, Uint8Array> => {
  const { name } = input.report;
  const files = new Map<string, Uint8Array>();
  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
  const add = (path: string, value: object): void => void files.set(path, utf8(`${JSON.stringify(value, null, 2)}\n`));

  add(`${name}.pbip`, {
    $schema: `${root}/pbip/pbipProperties/1.0.0/schema.json`,
    version: '1.0',
    artifacts: [{ report: { path: `${name}.Report` } }],
    settings: { enableAutoRecovery: true },
  });
  add(`${name}.Report/.platform`, platform('Report', name, input.language));
  add(`${name}.Report/definition.pbir`, {
    $schema: `${root}/item/report/definitionProperties/2.0.0/schema.json`,
    version: '4.0',
    datasetReference: { byPath: { path: `../${name}.SemanticModel` } },
  });
  for (const [path, text] of buildPbir(input)) files.set(`${name}.Report/definition/${path}`, utf8(text));
  for (const [path, bytes] of staticFiles(input)) files.set(`${name}.Report/${path}`, bytes);
  add(`${name}.SemanticModel/.platform`, platform('SemanticModel', name, input.language));
  add(`${name}.SemanticModel/definition.pbism`, {
    $schema: `${root}/item/semanticModel/definitionProperties/1.0.0/schema.json`,
    version: '4.2',
    settings: {},
  });
  for (const [path, text] of printTmdl(model)) files.set(`${name}.SemanticModel/definition/${path}`, utf8(text));
  return files;
};
