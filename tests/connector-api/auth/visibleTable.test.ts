/** Row scope and masking, run by the engine over a star of two units. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { pseudonym, pseudonymKeys } from '../../../connector-api/src/auth/pseudonym';
import { fullSight, type Sight } from '../../../connector-api/src/auth/sight';
import { showsWhole, visibleTable } from '../../../connector-api/src/auth/visibleTable';
import { star, type TableDefinition, type TableName } from '../../../connector-api/src/star';
import { placeholders, rowsOf, smallStar, tableNames } from './smallStar';

const keys = pseudonymKeys(Buffer.alloc(32, 7));
const northOnly: Sight = { masked: [], businessUnits: ['NORTH'] };
const masked: Sight = { masked: ['email', 'freeText', 'name'], businessUnits: null };

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await smallStar();
});
afterAll(() => {
  connection.closeSync();
});

const select = async (name: TableName, sight: Sight, what = '*', after = ''): Promise<Record<string, unknown>[]> => {
  const { values, of } = placeholders();
  const from = visibleTable(name, sight, keys, of);
  return rowsOf(connection, `SELECT ${what} FROM ${from} AS t ${after}`, values);
};
const keysSeen = async (name: TableName, sight: Sight, column: string): Promise<number[]> =>
  (await select(name, sight, `"${column}" AS k`, 'ORDER BY k')).map(({ k }) => Number(k));

describe('A caller limited to the North', () => {
  test('reads no text of the South from any table, though every table but the shared ones holds some', async () => {
    const shared = tableNames.filter((name) => showsWhole(name, northOnly));
    expect(shared).toEqual([
      'DimDate',
      'DimTouchpoint',
      'DimChannel',
      'DimProduct',
      'DimCategory',
      'DimScore',
      'FactBenchmark',
    ]);
    for (const name of tableNames.filter((each) => !shared.includes(each))) {
      expect(JSON.stringify(await select(name, fullSight))).toContain('SOUTH');
      expect({ name, rows: JSON.stringify(await select(name, northOnly)) }).not.toEqual({
        name,
        rows: expect.stringContaining('SOUTH') as unknown,
      });
    }
  });

  test.each<readonly [TableName, string, readonly number[]]>([
    ['FactResponse', 'ResponseKey', [1, 3, 6]],
    ['FactInvitation', 'InvitationKey', [1, 3, 6]],
    ['FactFollowUp', 'FollowUpKey', [1, 3, 6]],
    ['FactGoal', 'GoalKey', [1, 3, 6]],
    ['BridgeResponseCategory', 'ResponseKey', [1, 3, 6]],
    ['DimBusinessUnit', 'BusinessUnitKey', [0, 1]],
    ['DimContact', 'ContactKey', [0, 1, 3]],
    ['DimCompany', 'CompanyKey', [0, 1, 3]],
    ['DimEmployee', 'EmployeeKey', [0, 1, 3]],
    ['DimCampaign', 'CampaignKey', [0, 1, 3]],
    ['FactOpportunity', 'OpportunityKey', [1, 3, 6]],
    ['FactBenchmark', 'BenchmarkKey', [1, 2, 3, 4, 5, 6, 7]],
  ])('sees of %s exactly its own rows', async (name, column, expected) => {
    expect(await keysSeen(name, northOnly, column)).toEqual(expected);
  });

  test('counts and sums only its own rows', async () => {
    expect(await select('FactResponse', northOnly, 'count(*)::INT AS n, sum("Score")::INT AS total')).toEqual([
      { n: 3, total: 10 },
    ]);
    expect(await select('FactResponse', fullSight, 'count(*)::INT AS n')).toEqual([{ n: 7 }]);
  });

  test('finds no row of the South by asking for it', async () => {
    expect(await select('FactResponse', northOnly, '"ResponseKey"', 'WHERE "ResponseKey" = 2')).toEqual([]);
    expect(await select('DimContact', northOnly, '"ContactKey"', `WHERE "ContactName" LIKE 'SOUTH%'`)).toEqual([]);
  });

  test('gets no score from a row it may not see through the previous score', async () => {
    expect(await select('FactResponse', fullSight, 'DISTINCT "PreviousScore" AS p')).toEqual([{ p: 7 }]);
    expect(
      await select('FactResponse', northOnly, 'DISTINCT "PreviousScore" AS p, typeof("PreviousScore") AS type'),
    ).toEqual([{ p: null, type: 'INTEGER' }]);
  });

  test('sees both when limited to both, still without rows of an unknown unit', async () => {
    const sight: Sight = { masked: [], businessUnits: ['NORTH', 'SOUTH'] };
    expect(await keysSeen('FactResponse', sight, 'ResponseKey')).toEqual([1, 2, 3, 4, 6, 7]);
  });

  test.each([[[]], [['nowhere']], [['']], [["NORTH') OR true --"]], [['north']]])(
    'sees nothing but unknown members when its units are %j',
    async (businessUnits) => {
      const sight: Sight = { masked: [], businessUnits };
      for (const name of tableNames.filter((each) => !showsWhole(each, sight))) {
        const { kind, key }: TableDefinition = star[name];
        const seen = await keysSeen(name, sight, key[0] ?? '');
        expect({ name, seen }).toEqual({ name, seen: kind === 'dimension' ? [0] : [] });
      }
    },
  );
});

describe('A caller without the scope for persons', () => {
  test('reads every person column as the pseudonym that the keyed hash gives, and nothing else changed', async () => {
    const personal = tableNames.filter((name) =>
      Object.values<TableDefinition['columns'][string]>(star[name].columns).some(({ person }) => person !== undefined),
    );
    expect(personal.length).toBeGreaterThan(3);
    for (const name of personal) {
      const { columns, key }: TableDefinition = star[name];
      const order = `ORDER BY "${key[0] ?? ''}"`;
      const open = await select(name, fullSight, '*', order);
      const hidden = await select(name, masked, '*', order);
      const expected = open.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([column, value]) => {
            const person = columns[column]?.person;
            return [column, person === undefined || typeof value !== 'string' ? value : pseudonym(keys, person, value)];
          }),
        ),
      );
      expect(hidden).toEqual(expected);
      expect(hidden).not.toEqual(open);
    }
  });

  test('cannot ask about the hidden value by a filter, only about the pseudonym', async () => {
    const name = 'NORTH ContactName 1';
    const count = async (sight: Sight, value: string): Promise<unknown> =>
      (await select('DimContact', sight, 'count(*)::INT AS n', `WHERE starts_with("ContactName", '${value}')`))[0]?.[
        'n'
      ];
    expect(await count(fullSight, name)).toBe(1);
    expect(await count(masked, name)).toBe(0);
    expect(await count(masked, 'NORTH')).toBe(0);
    expect(await count(masked, pseudonym(keys, 'name', name))).toBe(1);
  });

  test('reads null as null, and texts beyond ASCII as the same pseudonym that Node computes', async () => {
    const { values, of } = placeholders();
    await connection.run(`CREATE OR REPLACE TEMP TABLE saved AS SELECT * FROM "DimContact"`);
    await connection.run(
      `UPDATE "DimContact" SET "ContactName" = 'Åse Ørsted 🌿', "Email" = NULL WHERE "ContactKey" = 1`,
    );
    const from = visibleTable('DimContact', masked, keys, of);
    const [row] = await rowsOf(connection, `SELECT "ContactName", "Email" FROM ${from} WHERE "ContactKey" = 1`, values);
    expect(row).toEqual({ ContactName: pseudonym(keys, 'name', 'Åse Ørsted 🌿'), Email: null });
    await connection.run(`DELETE FROM "DimContact"`);
    await connection.run(`INSERT INTO "DimContact" SELECT * FROM saved`);
  });

  test('never finds the key of the hash inside the statement', () => {
    const { values, of } = placeholders();
    const sql = visibleTable('DimContact', masked, keys, of);
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) expect(sql).not.toContain(value);
  });
});

describe('Columns and types', () => {
  test.each([
    ['limited', northOnly],
    ['masked', masked],
    ['both', { ...masked, businessUnits: ['NORTH'] }],
    ['nothing', { ...masked, businessUnits: [] }],
  ])('stay as defined for a caller who is %s', async (_, sight) => {
    for (const name of tableNames) {
      const { values, of } = placeholders();
      const describeRows = (sql: string, given: readonly string[]): Promise<Record<string, unknown>[]> =>
        rowsOf(connection, `DESCRIBE ${sql}`, given);
      const plain = await describeRows(`SELECT * FROM "${name}"`, []);
      const seen = await describeRows(`SELECT * FROM ${visibleTable(name, sight, keys, of)}`, values);
      expect(seen.map((column) => [column['column_name'], column['column_type']])).toEqual(
        plain.map((column) => [column['column_name'], column['column_type']]),
      );
    }
  });

  test('the plain table is read where nothing is hidden', () => {
    for (const name of tableNames) {
      expect(visibleTable(name, fullSight, keys, () => 'unused')).toBe(`"${name}"`);
      expect(showsWhole(name, fullSight)).toBe(true);
    }
  });

  test('showsWhole is true exactly where the plain table is read', () => {
    const sights: Sight[] = [
      northOnly,
      masked,
      { ...masked, businessUnits: [] },
      { masked: ['name'], businessUnits: null },
    ];
    for (const sight of sights) {
      for (const name of tableNames) {
        const plain = visibleTable(name, sight, keys, () => '$1') === `"${name}"`;
        expect({ name, whole: showsWhole(name, sight) }).toEqual({ name, whole: plain });
      }
    }
  });
});
