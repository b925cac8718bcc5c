import { readFileSync } from 'node:fs';
import path from 'node:path';
import { referenceMapping, mappingsOf } from '../../../../connector-api/src/source/mssql/mapping';
import { parseSqlServerSettings } from '../../../../connector-api/src/source/mssql/settings';
import { surveySchemaSql } from '../../../../connector-api/src/source/mssql/surveySchema';
import { entityNames, entityOf } from '../../../../connector-api/src/survey/entities';
import { settingsFor } from './sourceOverTds';

const sqlFolder = path.resolve(__dirname, '../../../../connector-api/sql');
const committed = readFileSync(path.join(sqlFolder, 'survey.sql'), 'utf8');

describe('the reference schema', () => {
  it('as committed is what the entity definitions give', () => {
    expect(committed).toBe(surveySchemaSql());
  });

  it('holds every entity with every column, and a key or unique index for each', () => {
    expect(entityNames.length).toBeGreaterThan(10);
    for (const entity of entityNames) {
      const table =
        new RegExp(`create table \\[survey\\]\\.\\[${entity}\\] \\(\\n([\\s\\S]+?)\\n\\);`).exec(committed)?.[1] ?? '';
      for (const [name, column] of Object.entries(entityOf(entity).columns)) {
        expect(table).toMatch(new RegExp(`^  \\[${name}\\] .*${column.required ? 'not null' : 'null'}`, 'm'));
      }
      expect(committed).toMatch(new RegExp(`(PK|UX)_${entity}\\]`));
    }
  });

  it('is what unmapped entities are read from', () => {
    const mappings = mappingsOf(parseSqlServerSettings(settingsFor(1)));
    expect(mappings.map(({ entity }) => entity)).toEqual(entityNames);
    const mapping = referenceMapping('response', 'my]schema');
    expect(mapping.select).toMatch(/^select \[id\], .* from \[my\]\]schema\]\.\[response\]$/);
  });

  it('is granted to the reader for reading only', () => {
    const login = readFileSync(path.join(sqlFolder, 'login.sql'), 'utf8');
    const grants = login.match(/^grant .* to \[nps_reader\];$/gm);
    expect(grants).toEqual(['grant select on schema::[survey] to [nps_reader];']);
    expect(login).not.toMatch(/db_owner|sysadmin|control/i);
  });
});
