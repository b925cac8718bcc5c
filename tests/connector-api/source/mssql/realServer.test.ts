/**
 * The same way on a real SQL Server: NPS_TEST_SQLSERVER holds its settings as JSON (docs/sql-server.md), with a login
 * that may create and drop schemas in an empty database of its own, and NPS_SQLSERVER_PASSWORD its password.
 */
import type sql from 'mssql';
import { DuckDBInstance } from '@duckdb/node-api';
import { readAuthConfig } from '../../../../connector-api/src/auth/authConfig';
import { Gate } from '../../../../connector-api/src/feed/engine/gate';
import { BuiltSnapshots } from '../../../../connector-api/src/feed/engine/sqlserver/builtSnapshots';
import {
  asText,
  characters,
  exactKey,
  orderKey,
  substring,
} from '../../../../connector-api/src/feed/engine/sqlserver/textSql';
import { createServer, type FeedServer, readServerConfig } from '../../../../connector-api/src/server';
import { silentLogger } from '../../../../connector-api/src/server/logger';
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
import {
  buildStarInSqlServer,
  type SqlServerStarSettings,
} from '../../../../connector-api/src/staging/sqlserver/starInSqlServer';
import { sqlServer } from '../../../../connector-api/src/staging/sqlserver/target';
import { starTables } from '../../../../connector-api/src/star';
import { compareAnswers } from '../../support/compareAnswers';
import { seeded } from '../../support/randomUrls';
import { typedUrls } from '../../support/typedUrls';
import { refreshInto, testNow } from '../../support/refreshInto';
import { temporaryFolders } from '../../support/temporaryFolder';
import { quickRetry } from './sourceOverTds';

const given = process.env['NPS_TEST_SQLSERVER'];
const suite = given === undefined ? describe.skip : describe;
const reason = given === undefined ? ' — SKIPPED, NOTHING OF IT IS VERIFIED: NPS_TEST_SQLSERVER names no server' : '';

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
      select @drop += concat(N'drop view ', quotename(s.name), N'.', quotename(v.name), N';')
      from sys.views as v join sys.schemas as s on s.schema_id = v.schema_id where s.name = N'${schema}';
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

  const how: SqlServerStarSettings = {
    target: sqlServer,
    timeZone: 'Europe/Copenhagen',
    fiscalStartMonth: 1,
    unknownName: 'Unknown',
    now: () => testNow,
    version: '0',
    source: 'test',
    keep: 2,
  };

  async function buildStar(): Promise<void> {
    const checked = await openCheckedDatabase({ ...settings, readers: 0 }, context);
    const selects = checked.plans.map(({ entity, mapping, columns }) => ({
      entity,
      select: mapping.select,
      columns: columns.map((column) => column.name),
    }));
    try {
      await buildStarInSqlServer(checked.pool, selects, how, () => undefined);
    } finally {
      await checked.pool.close();
    }
  }

  it('builds in T-SQL the star that the embedded engine builds, row for row', async () => {
    await buildStar();
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

  it('keeps the newest builds and drops the others', async () => {
    await buildStar();
    await buildStar();
    const builds = await pool.request().query('select [build] from [star_kept].[snapshot] order by [build]');
    const kept = (builds.recordset as unknown as [number][]).map(([build]) => build);
    expect(kept).toHaveLength(2);
    const tables = await pool.request().query(`select count(*) from sys.tables as t
      join sys.schemas as s on s.schema_id = t.schema_id where s.name = N'star_kept'`);
    // Besides the stars, the three lists.
    expect((tables.recordset as unknown as [number][])[0]?.[0]).toBe(2 * starTables.length + 3);
  });

  describe('served by a login that may read the builds and nothing else', () => {
    const password = 'Only-reads-the-star-1';
    const reader = { ...settings, authentication: { kind: 'sql' as const, user: 'nps_feed_test' } };
    const asReader = { ...context, environment: { NPS_SQLSERVER_PASSWORD: password } };
    let snapshots: BuiltSnapshots;
    let embedded: FeedServer;
    let served: FeedServer;

    beforeAll(async () => {
      await pool.request().batch(`if suser_id(N'nps_feed_test') is not null drop login [nps_feed_test];
        if user_id(N'nps_feed_test') is not null drop user [nps_feed_test];
        create login [nps_feed_test] with password = N'${password}';
        create user [nps_feed_test] for login [nps_feed_test];
        grant select on schema::[star_kept] to [nps_feed_test];`);
      const retry = { ...quickRetry, sleep };
      const readers = await openPool(reader, driverAuthentication(reader.authentication, asReader), retry);
      const spill = { folder: folder(), memoryMb: 256, threads: 2, idleMilliseconds: 60_000 };
      const access = { pool: readers, name: 'test', gate: new Gate(2, 100), retry, timeoutSeconds: 60, spill };
      snapshots = new BuiltSnapshots(
        access,
        () => performance.now(),
        () => readers.close(),
      );
      (await snapshots.current()).done();
      const data = folder();
      await refreshInto(data, await openSqlServerSource(settings, context));
      const serverOf = (from: Parameters<typeof createServer>[0]['snapshots']) => {
        const dataFolder = folder();
        const config = { ...readServerConfig({}, dataFolder), pageSize: 50 };
        const environment = { NPS_REQUESTS_PER_MINUTE: '1000000', NPS_PERSONS: 'allowed' };
        const auth = readAuthConfig(environment, dataFolder);
        const now = () => testNow;
        return createServer({ snapshots: from, auth, config, dataFolder, logger: silentLogger, now });
      };
      embedded = serverOf(openSnapshotStore(data));
      served = serverOf(snapshots);
    });
    afterAll(async () => {
      await embedded.close();
      await served.close();
    });

    it('answers questions as the embedded engine does', async () => {
      const [left, right] = await Promise.all(
        [embedded, served].map((server) => server.listen({ host: '127.0.0.1', port: 0 })),
      );
      const ports = { left: left?.port ?? 0, right: right?.port ?? 0 };
      const { counts, different } = await compareAnswers(ports, typedUrls(seeded(3)), 500);
      const tables = starTables.flatMap(({ name }) => [`/odata/${name}`, `/files/${name}.csv`]);
      const whole = await compareAnswers(ports, () => tables.pop() ?? null, tables.length);
      await left?.close();
      await right?.close();
      process.stdout.write(`    questions to a real server: ${JSON.stringify(counts)}\n`);
      expect(different.slice(0, 5)).toEqual([]);
      expect(whole.different).toEqual([]);
      expect(counts.rows).toBeGreaterThan(100);
    });

    it.each([
      ['without and with a blank at the end', `N'a'`, `N'a '`],
      ['upper and lower case', `N'A'`, `N'a'`],
      ['without and with an accent', `N'e'`, `N'é'`],
      ['without and with a tab at the end', `N'a'`, `concat(N'a', nchar(9))`],
      ['the last character of the BMP and one beyond', `nchar(65533)`, `N'😀'`],
    ])('tells texts apart and orders them by code points: %s', async (_, first, second) => {
      const [a, b] = [asText(first), asText(second)];
      const result = await pool.request().query(`select
        case when ${exactKey(a)} = ${exactKey(b)} then 1 else 0 end,
        case when ${orderKey(a)} < ${orderKey(b)} then 1 else 0 end`);
      expect((result.recordset as unknown as unknown[][])[0]).toEqual([0, 1]);
    });

    it('counts characters, those beyond the BMP as one', async () => {
      const text = asText(`N'a😀b '`);
      const result = await pool.request().query(`select ${characters(text)}, ${substring(text, '2', '2')}`);
      expect((result.recordset as unknown as unknown[][])[0]).toEqual([4, '😀b']);
    });
  });
});

/** Values of both engines in one form. */
function comparable(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return String(Math.round(value * 1e6) / 1e6);
  return value;
}
