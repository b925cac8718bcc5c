import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureBook } from '../../../templates/src/model/measureBook';
import { measures } from '../../../templates/src/model/measures';

const docs = join(__dirname, '../../../docs');

describe.each([
  ['en', 'measures.md'],
  ['da', 'measures.da.md'],
] as const)('The page of the measures (%s)', (language, file) => {
  it('is as the definitions say; UPDATE_GOLDEN=1 writes it anew', () => {
    const path = join(docs, file);
    const text = measureBook(language);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, text);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('has every measure that people see', () => {
    const text = measureBook(language);
    const visible = measures.filter(({ hidden }) => hidden !== true);
    expect(visible.length).toBeGreaterThan(80);
    for (const { caption } of visible) expect(text).toContain(`### ${caption[language]}\n`);
  });
});
