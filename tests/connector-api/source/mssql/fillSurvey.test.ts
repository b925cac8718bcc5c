import { openPool } from '../../../../connector-api/src/source/mssql/connection';
import { driverAuthentication } from '../../../../connector-api/src/source/mssql/credentials';
import { fillSurvey } from '../../../../connector-api/src/source/mssql/fillSurvey';
import { sleep } from '../../../../connector-api/src/source/mssql/retry';
import { parseSqlServerSettings } from '../../../../connector-api/src/source/mssql/settings';
import { sampleSource } from '../../../../connector-api/src/source/sample/sampleSource';
import { type EntityName, entityNames } from '../../../../connector-api/src/survey/entities';
import type { SqlRequest } from '../../../support/tds/clientMessage';
import { types } from '../../../support/tds/dataType';
import { type Reply, startTdsServer, type TdsServer } from '../../../support/tds/tdsServer';
import { environment, quickRetry, settingsFor } from './sourceOverTds';

describe('filling the reference tables', () => {
  let tds: TdsServer;
  afterEach(() => tds.close());

  const rows = (values: readonly number[]): Reply => ({
    kind: 'rows',
    columns: [{ name: '', type: types.int }],
    rows: values.map((value) => [value]),
  });

  async function fill(answer: (request: SqlRequest) => Reply, replace: boolean): Promise<EntityName[]> {
    tds = await startTdsServer({ answer });
    const settings = parseSqlServerSettings(settingsFor(tds.port));
    const authentication = driverAuthentication(settings.authentication, { environment, readFile: () => '' });
    const pool = await openPool(settings, authentication, { ...quickRetry, sleep });
    const filled: EntityName[] = [];
    try {
      await fillSurvey(pool, sampleSource({ seed: 7, answers: 200, lastDay: '2026-10-31', language: 'da' }), {
        schema: 'survey',
        replace,
        progress: (entity) => filled.push(entity),
      });
    } finally {
      await pool.close();
    }
    return filled;
  }

  it('loads every entity of the sample in bulk, with values that the driver takes for their columns', async () => {
    const filled = await fill(({ sql }) => (sql.startsWith('select top (1)') ? rows([]) : { kind: 'done' }), false);
    expect([...new Set(filled)].sort()).toEqual([...entityNames].sort());
    const bulk = tds.requests.map(({ sql }) => sql).filter((sql) => sql.startsWith('insert bulk'));
    expect(bulk).toHaveLength(filled.length);
    expect(bulk.find((sql) => sql.includes('[response]'))).toMatch(
      /\[comment\] nvarchar\(max\).*\[responded_at\] datetime2\(3\)/s,
    );
    expect(tds.bulkLoads).toHaveLength(filled.length);
    expect(Math.min(...tds.bulkLoads)).toBeGreaterThan(50);
  });

  it('refuses tables that hold rows, and empties them where told to', async () => {
    const full = ({ sql }: SqlRequest): Reply => (sql.startsWith('select top (1)') ? rows([1]) : { kind: 'done' });
    await expect(fill(full, false)).rejects.toMatchObject({
      code: 'USAGE',
      facts: { target: '[survey].[deleted_row]' },
    });
    expect(tds.bulkLoads).toEqual([]);
    await tds.close();
    let deleted = 0;
    const emptied = ({ sql }: SqlRequest): Reply => {
      if (sql.startsWith('delete from')) deleted += 1;
      return sql.startsWith('select top (1)') ? rows([]) : { kind: 'done' };
    };
    await fill(emptied, true);
    expect(deleted).toBe(entityNames.length + 1);
  });
});
