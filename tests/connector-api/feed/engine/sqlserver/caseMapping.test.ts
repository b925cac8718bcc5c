/** Letters have the same upper and lower case where the star is in SQL Server as in the embedded engine. */
import { DuckDBInstance } from '@duckdb/node-api';
import {
  type LetterPairs,
  lowerLetters,
  upperLetters,
} from '../../../../../connector-api/src/feed/engine/sqlserver/caseMapping';

it.each([
  ['lower', lowerLetters],
  ['upper', upperLetters],
] as const)(
  'pairs every letter of the Basic Multilingual Plane as %s of the embedded engine does',
  async (name, pairs) => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(
      `select chr(code), ${name}(chr(code)) from (select unnest(range(1, 65536))::integer as code)
     where code not between 55296 and 57343 and ${name}(chr(code)) <> chr(code)`,
    );
    const expected = new Map(reader.getRows() as [string, string][]);
    connection.closeSync();
    instance.closeSync();
    expect(expected.size).toBeGreaterThan(1000);
    expect(asMap(pairs)).toEqual(expected);
  },
);

const asMap = ({ from, to }: LetterPairs): ReadonlyMap<string, string> =>
  new Map([...from].map((letter, at) => [letter, to[at] ?? '']));
