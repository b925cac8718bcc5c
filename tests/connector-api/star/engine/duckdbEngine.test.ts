/** Both ways of telling the local day of an instant give the same, also where clocks change at odd hours. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import { duckdbEngine, duckdbEngineForMany } from '../../../../connector-api/src/star/engine/duckdbEngine';
import type { Engine } from '../../../../connector-api/src/star/engine/engine';

const db = new Kysely<object>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

const dayOf = (engine: Engine): string => engine.localDateKey(sql.ref<string | null>('t')).compile(db).sql;

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
  // A minute to and a minute past each quarter of an hour, within the years that are written out and outside of them.
  await connection.run(
    `create table instants as select timestamp '2010-01-01' + to_minutes(i * 15) + to_seconds(60 * aside) as t
     from range(24 * 365 * 96) as quarters(i), (values (-1), (0), (1)) as near(aside) where i % 96 < 24 or i % 96 >= 72
     union all select null`,
  );
});

it.each([
  'Europe/Copenhagen',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
])('gives the same local days in %s for many rows as for few', async (timeZone) => {
  const [usual, many] = [duckdbEngine(timeZone), duckdbEngineForMany(timeZone, '2026-10-31T21:00:00.000Z')].map(dayOf);
  const found = await connection.runAndReadAll(
    `select count(*), count(distinct few), count(*) filter (where few is distinct from many)
     from (select ${String(usual)} as few, ${String(many)} as many from instants)`,
  );
  expect(found.getRows()[0]?.map(Number)).toEqual([24 * 365 * 48 * 3 + 1, expect.any(Number), 0]);
  expect(Number(found.getRows()[0]?.[1])).toBeGreaterThan(24 * 364);
});
