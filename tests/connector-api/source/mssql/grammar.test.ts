/**
 * Every T-SQL text of the product against a grammar of T-SQL. One batch of each kind here; all of them where
 * NPS_TSQL_ALL is 1, which takes minutes.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { referenceMapping } from '../../../../connector-api/src/source/mssql/mapping';
import type { Batch } from '../../../../connector-api/src/staging/sqlserver/batch';
import { starScript } from '../../../../connector-api/src/staging/sqlserver/starInSqlServer';
import { fabric, sqlServer } from '../../../../connector-api/src/staging/sqlserver/target';
import { entityNames, entityOf } from '../../../../connector-api/src/survey/entities';
import { tsqlProblems } from '../../../support/tsql/grammar';
import { startFeed } from '../../support/feedService';
import { seeded } from '../../support/randomUrls';
import { typedUrls } from '../../support/typedUrls';

const all = process.env['NPS_TSQL_ALL'] === '1';
jest.setTimeout(1_800_000);

const judged = (batches: readonly Batch[]) =>
  batches.flatMap(({ title, sql }) => tsqlProblems(sql).map((problem) => `${title}: ${problem}`)).slice(0, 10);

/** The shortest batch of each kind, by the first word of its title. */
function oneOfEach(batches: readonly Batch[]): readonly Batch[] {
  const shortest = new Map<string, Batch>();
  for (const batch of batches) {
    const kind = batch.title.split(' ')[0] ?? '';
    const known = shortest.get(kind);
    if (known === undefined || batch.sql.length < known.sql.length) shortest.set(kind, batch);
  }
  return [...shortest.values()];
}

describe('the grammar', () => {
  it.each([
    'select 1 +',
    'select (a = 1) as b from t',
    'select a from t where a',
    'select a from t where not b',
    'select case when a then 1 end from t',
    'select a from t limit 3',
    'select a::int from t',
    'select count(*) filter (where a = 1) from t',
    'select a from t order by a nulls first',
    'create table t (a int,, b int)',
    'drop tabel t',
  ])('refuses %s', (wrong) => {
    expect(tsqlProblems(wrong)).not.toEqual([]);
  });
});

it.each([sqlServer, fabric])('takes the batches of the star for $name', (target) => {
  const selects = entityNames.map((entity) => ({
    entity,
    select: referenceMapping(entity, 'survey').select,
    columns: Object.keys(entityOf(entity).columns),
  }));
  const script = starScript(selects, {
    target,
    timeZone: 'Europe/Copenhagen',
    fiscalStartMonth: 1,
    unknownName: 'Ukendt',
    now: () => new Date('2026-06-01T10:00:00Z'),
    version: '1.2.3',
    source: 'sqlserver db.example/survey',
    keep: 3,
  });
  // The calendar is one statement again and again, and a long one.
  const batches = script.filter(({ title }) => title !== 'Fill DimDate');
  const chosen = all ? batches : oneOfEach(batches);
  expect(chosen.length).toBeGreaterThan(12);
  expect(judged(chosen)).toEqual([]);
});

it.each(['survey.sql', 'login.sql'])('takes %s', (file) => {
  const text = readFileSync(path.join(__dirname, '../../../../connector-api/sql', file), 'utf8');
  const batches = text.split(/^go$/m).map((sql, index) => ({ title: `${file} batch ${String(index + 1)}`, sql }));
  expect(batches.length).toBeGreaterThan(5);
  expect(judged(batches.filter(({ sql }) => sql.trim() !== ''))).toEqual([]);
});

it('takes what the feed asks', async () => {
  const feed = await startFeed({ engine: 'sqlserver', auth: { NPS_REQUESTS_PER_MINUTE: '100000' } });
  const next = typedUrls(seeded(11));
  for (let asked = 0; asked < (all ? 300 : 5); asked += 1) await feed.get(next());
  await feed.get('/files/DimContact.csv');
  await feed.get('/reconcile');
  const statements = [...new Set(feed.star?.statements)].map((sql) => ({ title: sql.slice(0, 2000), sql }));
  await feed.stop();
  expect(statements.length).toBeGreaterThan(5);
  expect(judged(statements)).toEqual([]);
});
