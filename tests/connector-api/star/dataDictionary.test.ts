import { readFileSync } from 'node:fs';
import path from 'node:path';
import { languages, starTables } from '../../../connector-api/src/star';
import { dataDictionary } from '../../../connector-api/src/star/dataDictionary';

const file = { en: 'data-dictionary.md', da: 'data-dictionary.da.md' } as const;

it.each(languages)('is committed as it is generated (%s): "nps-dashboards dictionary" makes it again', (language) => {
  const committed = readFileSync(path.resolve(__dirname, '../../../docs', file[language]), 'utf8');
  expect(dataDictionary(language)).toBe(committed);
});

it.each(languages)('names every table and every column (%s)', (language) => {
  const page = dataDictionary(language);
  const columns = starTables.flatMap((table) => Object.keys(table.columns));
  expect(columns.length).toBeGreaterThan(150);
  for (const name of columns) expect(page).toContain(`\`${name}\``);
});
