/**
 * The same way on a real SQL Server: NPS_TEST_SQLSERVER holds its settings as JSON (docs/sql-server.md), with a login
 * that may create and drop schemas in an empty database of its own, and NPS_SQLSERVER_PASSWORD its password.
 */
import type sql from 'mssql';
import { DuckDBInstance } from '@duckdb/node-api';
import { openPool } from '../../../../connector-api/src/source/mssql/connection';
import { driverAuthentication } from '../../../../connector-api/src/source/mssql/credentials';
import { fillSurvey } from '../../../../connector-api/src/source/mssql/fillSurvey';
import { parseSqlServerSettings } from '../../../../connector-api/src/source/mssql/settings';
import { openCheckedDatabase, openSqlServerSource } from '../../../../connector-api/src/source/mssql/sqlServerSource';
import { surveySchemaSql } from '../../../../connector-api/src/source/mssql/surveySchema';
import { sleep } from '../../../../connector-api/src/source/mssql/retry';
import { sampleSource } from '../../../../connector-api/src/source/sample/sampleSource';
import type { Source } from '../../../../connector-api/src/source/source';
import { openSnapshotStore } from '../../../../connector-api/src/snapshot/snapshotStore';
import { buildStarInSqlServer } from '../../../../connector-api/src/staging/sqlserver/starInSqlServer';
import { sqlServer } from '../../../../connector-api/src/staging/sqlserver/target';
import { starTables } from '../../../../connector-api/src/star';
import { refreshInto, testNow } from '../../support/refreshInto';
import { temporaryFolders } from '../../support/temporaryFolder';
import { quickRetry } from './sourceOverTds';

const given = process.env['NPS_TEST_SQLSERVER'];
const suite = given === undefined ? describe.skip : describe;
const reason = given === undefined ? ' — SKIPPED, NOTHING OF IT IS VERIFIED: NPS_TEST_SQLSERVER names no server' : '';

jest.setTimeout(600_000);
/** Only there so that the skipped suite can be read: nothing connects to it. */
const noServer = { server: 'none', database: 'none', authentication: { kind: 'sql', user: 'none' } };

const folder = temporaryFolders();
const sample = (): Source => sampleSource({ seed: 7, answers: 3_000, lastDay: '2026-10-31', language: 'da' });

suite(`a real SQL Server${reason}`, () => {
  const settings = parseSqlServerSettings(given === undefined ? noServer : JSON.parse(given));
  const context = { environment: process.env, readFile: () => '', random: Math.random };
  let pool: sql.ConnectionPool;
  let fromSample: string;

  beforeAll(async () => {
    const retry = { ...quickRetry, sleep };
    pool = await openPool({ ...settings, readers: 0 }, driverAuthentication(settings.authentication, context), retry);
    for (const schema of ['survey', 'staging', 'keys', 'history', 'state', 'star', 'star_kept'])
      await dropSchema(schema);
    for (const batch of surveySchemaSql().split(/^go$/m)) if (batch.trim() !== '') await pool.request().batch(batch);
    await fillSurvey(pool, sample(), { schema: 'survey', replace: false, progress: () => undefined });
    fromSample = folder();
    await refreshInto(fromSample, sample());
  });
  afterAll(() => pool.close());

  async function dropSchema(schema: string): Promise<void> {
    await pool.request().batch(`declare @drop nvarchar(max) = N'';
      select @drop += concat(N'drop table ', quotename(s.name), N'.', quotename(t.name), N';')
      from sys.tables as t join sys.schemas as s on s.schema_id = t.schema_id where s.name = N'${schema}';
      exec (@drop);
      if schema_id(N'${schema}') is not null exec (N'drop schema [${schema}]');`);
  }

  const manifest = (data: string) => {
    const lease = openSnapshotStore(data).current();
    lease?.release();
    return lease?.manifest.tables;
  };

  it('is read into the star that the same rows give from elsewhere', async () => {
    const data = folder();
    await refreshInto(data, await openSqlServerSource(settings, context));
    expect(manifest(data)).toEqual(manifest(fromSample));
  });

  it('is read again by its changes only, deletes included', async () => {
    const data = folder();
    await refreshInto(data, await openSqlServerSource(settings, context));
    await pool.request().batch(`declare @id nvarchar(200) = (select max([id]) from [survey].[response]);
      delete from [survey].[response_category] where [response_id] = @id;
      delete from [survey].[response] where [id] = @id;
      insert into [survey].[deleted_row] ([entity], [id]) values (N'response', @id);`);
    const { manifest: after } = await refreshInto(data, await openSqlServerSource(settings, context), {
      overlap: 60_000,
    });
    expect(after.tables.FactResponse.rows).toBe((manifest(fromSample)?.FactResponse.rows ?? 0) - 1);
  });

  it('builds in T-SQL the star that the embedded engine builds, row for row', async () => {
    const checked = await openCheckedDatabase({ ...settings, readers: 0 }, context);
    const selects = checked.plans.map(({ entity, mapping, columns }) => ({
      entity,
      select: mapping.select,
      columns: columns.map((column) => column.name),
    }));
    const how = {
      target: sqlServer,
      timeZone: 'Europe/Copenhagen',
      fiscalStartMonth: 1,
      unknownName: 'Unknown',
      now: () => testNow,
      version: '0',
      source: 'test',
      keep: 2,
    };
    await buildStarInSqlServer(checked.pool, selects, how, () => undefined);
    await checked.pool.close();
    const data = folder();
    await refreshInto(data, await openSqlServerSource(settings, context));
    const lease = openSnapshotStore(data).current();
    if (lease === null) throw new Error('no snapshot');
    const instance = await DuckDBInstance.create(lease.databasePath, { access_mode: 'READ_ONLY' });
    const connection = await instance.connect();
    for (const table of starTables) {
      const columns = Object.keys(table.columns);
      const key = table.key.map((name) => `"${name}"`).join(', ');
      const list = columns.map((name) => `"${name}"`).join(', ');
      const theirs = await pool.request().query(`select ${list} from [star].[${table.name}] order by ${key}`);
      const ours = await connection.runAndReadAll(`select ${list} from "${table.name}" order by ${key}`);
      expect({
        table: table.name,
        rows: (theirs.recordset as unknown as unknown[][]).map((row) => row.map(comparable)),
      }).toEqual({
        table: table.name,
        rows: ours.getRowsJS().map((row) => row.map(comparable)),
      });
    }
    connection.closeSync();
    instance.closeSync();
    lease.release();
  });
});

/** Values of both engines in one form. */
function comparable(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return String(Math.round(value * 1e6) / 1e6);
  return value;
}
