import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sql from 'mssql';
import { referenceMapping } from '../../../../connector-api/src/source/mssql/mapping';
import { type Batch, scriptOf } from '../../../../connector-api/src/staging/sqlserver/batch';
import {
  buildStarInSqlServer,
  type MappedSelect,
  starScript,
} from '../../../../connector-api/src/staging/sqlserver/starInSqlServer';
import { fabric, sqlServer } from '../../../../connector-api/src/staging/sqlserver/target';
import { windowsTimeZone } from '../../../../connector-api/src/star/engine/windowsTimeZone';
import { starTables } from '../../../../connector-api/src/star';
import { entityNames, entityOf } from '../../../../connector-api/src/survey/entities';
import { types } from '../../../support/tds/dataType';
import { type Reply, startTdsServer, type TdsServer } from '../../../support/tds/tdsServer';

const selects: readonly MappedSelect[] = entityNames.map((entity) => ({
  entity,
  select: referenceMapping(entity, 'survey').select,
  columns: Object.keys(entityOf(entity).columns),
}));
const settings = {
  target: sqlServer,
  timeZone: 'Europe/Copenhagen',
  fiscalStartMonth: 1,
  unknownName: 'Ukendt “ø”',
  version: '1.2.3',
  source: 'sqlserver db.example/survey',
  keep: 3,
  now: () => new Date('2026-06-01T10:00:00Z'),
};
const script = starScript(selects, settings);
const titled = (start: string): Batch[] => script.filter(({ title }) => title.startsWith(start));

describe('the script that builds the star inside SQL Server', () => {
  it('is as it was (UPDATE_GOLDEN=1 writes it anew)', () => {
    const golden = path.join(__dirname, 'golden', 'star.sql');
    // The calendar and the tests are data and many; their shape is tested below.
    const text = scriptOf(script.filter(({ title }) => !/^(Fill DimDate|Test )/.test(title)));
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });

  it('makes, fills, indexes and switches every table', () => {
    expect(starTables.length).toBe(19);
    for (const { name, columns } of starTables) {
      const [create] = titled(`Table ${name}`);
      expect(create?.sql).toContain(`create table [star_kept].[${name}_next]`);
      for (const [column, { nullable }] of Object.entries(columns)) {
        expect(create?.sql).toMatch(
          new RegExp(`^  \\[${column}\\] .* ${nullable ? '(?<!not )null' : 'not null'},?$`, 'm'),
        );
      }
      expect(titled(`Fill ${name}`).length).toBeGreaterThan(0);
      expect(titled(`Indexes of ${name}`)).toHaveLength(1);
      const [switched] = titled('Switch');
      expect(switched?.sql).toContain(`exec sp_rename N'star_kept.${name}_next', @name;`);
      expect(switched?.sql).toContain(`create or alter view [star].[${name}] as select `);
    }
  });

  it('tests after filling and switches last, in one transaction', () => {
    const order = script.map(({ title }) => title.split(' ')[0]);
    expect(order.lastIndexOf('Fill')).toBeLessThan(order.indexOf('Test'));
    expect(titled('Test').length).toBeGreaterThan(200);
    expect(order.slice(-3)).toEqual(['Switch', 'Drop', 'Let']);
    expect(script.at(-3)?.sql).toMatch(/set xact_abort on;\nbegin transaction;[\s\S]+\ncommit transaction;$/);
  });

  it('uses no parameter, no MERGE, no common table expression, and only Unicode literals', () => {
    const text = scriptOf(script);
    expect(text).not.toMatch(/\bmerge\b/i);
    expect(text).not.toMatch(/^with /m);
    expect(text).not.toMatch(/@\d/);
    expect(text).toContain('Ukendt “ø”');
    const literals = text.match(/N?'(?:[^']|'')*'/g) ?? [];
    expect(literals.length).toBeGreaterThan(1000);
    expect(literals.filter((literal) => !literal.startsWith('N') && /[^\x20-\x7e]/.test(literal))).toEqual([]);
  });

  it.each([sqlServer, fabric])('declares every variable once and before it is used ($name)', (target) => {
    let declared = 0;
    for (const { title, sql: text } of starScript(selects, { ...settings, target })) {
      const known = new Set<string>();
      const withoutTexts = text.replaceAll(/N?'(?:[^']|'')*'/g, "''");
      for (const [, list = '', used = ''] of withoutTexts.matchAll(/declare ([^;=]+)|(?<![@\w])(@\w+)\b/g)) {
        for (const name of list.match(/@\w+/g) ?? []) {
          expect({ title, name, twice: known.has(name) }).toEqual({ title, name, twice: false });
          known.add(name);
          declared += 1;
        }
        const isParameter = /^@(Resource|Lock)/.test(used);
        if (used !== '' && !isParameter)
          expect({ title, used, known: known.has(used) }).toEqual({ title, used, known: true });
      }
    }
    expect(declared).toBeGreaterThan(200);
  });

  it.each([
    ['a boolean literal', /\b(true|false)\b/i],
    ['an operator of PostgreSQL', /\|\||::|\bilike\b|\bis (not )?distinct from\b/i],
    ['a typed literal', /\b(date|timestamp|interval) '/i],
    ['LIMIT', /\blimit \d/i],
    [
      'a function that SQL Server 2017 does not have',
      /\b(greatest|least|epoch_\w+|strftime|date_trunc|regexp_\w+|make_timestamp|nvl|string_split_ordinal)\s*\(/i,
    ],
    ['a comparison used as a value', /select (not )?"\w+" (=|<|>)/i],
  ])('holds no %s', (_, pattern) => {
    const withoutTexts = scriptOf(script).replaceAll(/N?'(?:[^']|'')*'/g, "''");
    expect(withoutTexts.length).toBeGreaterThan(50_000);
    expect(withoutTexts.match(pattern)).toBeNull();
  });

  it('knows the Windows name of the time zone, and refuses one that it does not', () => {
    expect(windowsTimeZone('Europe/Copenhagen')).toBe('Romance Standard Time');
    expect(scriptOf(script)).toContain("at time zone N'Romance Standard Time'");
    expect(() => windowsTimeZone('Mars/Olympus')).toThrow(/NPS_TIME_ZONE.*Mars\/Olympus/);
  });
});

describe('the script for Fabric Warehouse', () => {
  const forFabric = starScript(selects, { ...settings, target: fabric });
  const statements = forFabric.map(({ sql: text }) => text).join('\n');
  const withoutTexts = statements.replaceAll(/N?'(?:[^']|'')*'/g, (literal) =>
    literal.startsWith('N') ? "N''" : "''",
  );

  it('is as it was (UPDATE_GOLDEN=1 writes it anew)', () => {
    const golden = path.join(__dirname, 'golden', 'star.fabric.sql');
    const text = scriptOf(forFabric.filter(({ title }) => !/^(Fill DimDate|Test |Hash )/.test(title)));
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });

  it.each([
    ['a UTF-16 type', /\bn(var)?char\b/i],
    ['a UTF-16 literal', /\bN'/],
    ['a collation that a warehouse cannot have', /collate (?!Latin1_General_100_BIN2_UTF8\b)/i],
    ['a temporary table', /#\w/],
    ['an index or an enforced key', /\bindex\b|primary key|\bunique\b|\bclustered\b/i],
    ['a hint', /\bwith \(/i],
    ['an identity column', /\bidentity\b/i],
    ['FOR inside a query', /\bfor (json|xml)\b/i],
    ['an application lock', /applock/i],
    ['a statement about locks', /lock_timeout/i],
    ['a type that a warehouse cannot store', /\b(tinyint|money|datetime|smalldatetime|ntext|xml)\b(?!\()/i],
    ['a statement that a warehouse has not', /\b(merge|alter table|alter schema|create synonym|create trigger)\b/i],
  ])('holds no %s', (_, pattern) => {
    expect(withoutTexts.length).toBeGreaterThan(50_000);
    expect(withoutTexts.match(pattern)).toBeNull();
  });

  it('has the same steps, and turns the views only when the build is listed', () => {
    const steps = forFabric.map(({ title }) => title);
    expect(steps.filter((title) => !/^Views /.test(title))).toEqual(
      script.map(({ title }) => title).filter((title) => !/^Indexes /.test(title)),
    );
    expect(steps.indexOf('Views of the newest build')).toBe(steps.indexOf('Switch') + 1);
    const views = forFabric.find(({ title }) => title.startsWith('Views '))?.sql ?? '';
    expect(views).toContain('create or alter view [star].[FactResponse]');
    expect(views).not.toContain('transaction');
  });

  it('selects the same columns from the same tables as for SQL Server', () => {
    const plain = (sql: string): string =>
      sql
        .replaceAll(/\[staging\]\.\[temporary_(\w+)\]/g, '#$1')
        .replaceAll(/"#(\w+)"/g, '#$1')
        .replaceAll(/\bn?varchar\(\w+\)/g, 'text')
        .replaceAll(' with (tablock)', '')
        .replaceAll(/\bN'/g, "'");
    const fills = (batches: readonly Batch[]) =>
      batches.filter(({ title }) => title.startsWith('Fill ')).map(({ title, sql: text }) => [title, plain(text)]);
    expect(fills(forFabric).length).toBeGreaterThan(17);
    expect(fills(forFabric)).toEqual(fills(script));
  });
});

describe('running it', () => {
  let tds: TdsServer;
  let pool: sql.ConnectionPool;
  let answer: (text: string) => Reply | null;
  beforeEach(async () => {
    answer = () => null;
    tds = await startTdsServer({
      answer: ({ sql: text }) => {
        const special = answer(text);
        if (special !== null) return special;
        if (text.startsWith('select max([t])')) {
          return {
            kind: 'rows',
            columns: [{ name: '', type: types.datetime2 }],
            rows: [[new Date('2026-02-03T23:30:00Z')]],
          };
        }
        if (text.startsWith('select min([first])')) {
          return {
            kind: 'rows',
            columns: [
              { name: '', type: types.int },
              { name: '', type: types.int },
            ],
            rows: [[2024, 2025]],
          };
        }
        if (text.startsWith('select cast(count_big')) {
          return { kind: 'rows', columns: [{ name: '', type: types.float }], rows: [[7]] };
        }
        return { kind: 'done' };
      },
    });
    pool = await new sql.ConnectionPool({
      server: '127.0.0.1',
      port: tds.port,
      user: 'builder',
      password: 'secret',
      arrayRowMode: true,
      pool: { min: 0, max: 1 },
      options: { encrypt: false },
    } as unknown as sql.config).connect();
  });
  afterEach(async () => {
    await pool.close();
    await tds.close();
  });

  const build = (): Promise<Record<string, number>> => buildStarInSqlServer(pool, selects, settings, () => undefined);
  const sent = (): string[] => tds.requests.map(({ sql: text }) => text);

  it('takes the lock, builds with the years of the data, switches, lets the lock go and counts', async () => {
    const rows = await build();
    expect(rows['FactResponse']).toBe(7);
    const texts = sent();
    expect(texts[1]).toContain('sp_getapplock');
    expect(texts.at(-1)).toContain('sp_releaseapplock');
    const calendar = texts.filter((text) => text.startsWith('insert into [star_kept].[DimDate_next]')).join('\n');
    // 2024-01-01 to 2026-12-31; the data's own day is 4 February in Copenhagen.
    expect(calendar.match(/^\(\d{8}, /gm)).toHaveLength(366 + 365 + 365);
    expect(texts.some((text) => text.includes('sp_rename'))).toBe(true);
    // The pool tries one connection and then opens the one that it keeps.
    expect(tds.connections()).toBe(1);
  });

  it('does not switch when a data test fails, names the test and lets the lock go', async () => {
    answer = (text) =>
      text.includes('FactResponse.ResponseKey unique')
        ? { kind: 'error', error: { number: 51_001, message: 'FactResponse.ResponseKey unique: 3 rows break it' } }
        : null;
    await expect(build()).rejects.toMatchObject({
      code: 'DATA_TEST_FAILED',
      facts: { target: 'FactResponse.ResponseKey unique' },
    });
    expect(sent().some((text) => text.includes('sp_rename'))).toBe(false);
    expect(sent().at(-1)).toContain('sp_releaseapplock');
  });

  it('succeeds where an old build is still read and cannot be dropped, and says so', async () => {
    answer = (text) =>
      text.includes('while 1 = 1')
        ? { kind: 'error', error: { number: 1222, message: 'Lock request time out period exceeded.' } }
        : null;
    const said: string[] = [];
    await buildStarInSqlServer(pool, selects, settings, (title) => said.push(title));
    expect(said.at(-1)).toMatch(/Old builds stay until the next build: .*Lock request time out/);
    expect(
      sent().some((text) => text.startsWith('select cast(count_big(*) as float) from [star].[FactResponse]')),
    ).toBe(true);
  });

  it('does not start while another build is under way', async () => {
    answer = (text) =>
      text.includes('sp_getapplock')
        ? { kind: 'error', error: { number: 51_003, message: 'Another build of the star is under way.' } }
        : null;
    await expect(build()).rejects.toMatchObject({ code: 'DATA_LOCKED' });
    expect(sent()).toHaveLength(2);
  });

  it('refuses to send the statements of one kind of server to the other', async () => {
    const edition =
      (number: number) =>
      (text: string): Reply | null =>
        text.includes('EngineEdition')
          ? { kind: 'rows', columns: [{ name: '', type: types.int }], rows: [[number]] }
          : null;
    answer = edition(11);
    await expect(build()).rejects.toThrow(/--engine.*fabric \(this is a Fabric Warehouse\)/);
    answer = edition(3);
    const wrong = buildStarInSqlServer(pool, selects, { ...settings, target: fabric }, () => undefined);
    await expect(wrong).rejects.toThrow(/--engine.*sqlserver \(this is no Fabric Warehouse\)/);
    expect(sent()).toHaveLength(2);
  });

  it('says which step the server refused', async () => {
    answer = (text) =>
      text.startsWith('drop table if exists [star_kept].[FactGoal_next]')
        ? { kind: 'error', error: { number: 262, message: 'CREATE TABLE permission denied.' } }
        : null;
    await expect(build()).rejects.toThrow(/star, "Table FactGoal".*error 262 "CREATE TABLE permission denied\."/);
  });
});
