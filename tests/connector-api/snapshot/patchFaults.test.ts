/** Whatever goes wrong while the star before is changed is found before the switch, or made no difference. */
import { constants, copyFileSync, cpSync } from 'node:fs';
import { DuckDBConnection, type DuckDBResult, DuckDBInstance } from '@duckdb/node-api';
import { patchStar, type PatchedStar } from '../../../connector-api/src/snapshot/patchStar';
import { takeReconciliation } from '../../../connector-api/src/snapshot/reconciliation';
import { type RefreshEvent, type RefreshResult, underLock } from '../../../connector-api/src/snapshot/refresh';
import { databasePath } from '../../../connector-api/src/snapshot/snapshotFolder';
import { openSnapshotStore } from '../../../connector-api/src/snapshot/snapshotStore';
import { starBase } from '../../../connector-api/src/snapshot/starBase';
import { at, attachStar, detachStar, measureRows } from '../../../connector-api/src/snapshot/starDatabase';
import { starRecipe } from '../../../connector-api/src/snapshot/starRecipe';
import { testPatch } from '../../../connector-api/src/snapshot/testPatch';
import type { Source } from '../../../connector-api/src/source/source';
import { type ColumnDefinition, star, starTables, type TableDefinition } from '../../../connector-api/src/star';
import { storedTypes } from '../../../connector-api/src/star/storedTypes';
import { loadSource } from '../../../connector-api/src/staging/loadSource';
import { ChangingSurvey } from '../support/changingSurvey';
import { refreshInto, testNow, testOptions } from '../support/refreshInto';
import { temporaryFolders } from '../support/temporaryFolder';
import { wholeStars } from '../support/wholeStar';

// Some fifty refreshes, each of which may build everything.
jest.setTimeout(3_600_000);

const folder = temporaryFolders();
const { builtWhole } = wholeStars(folder);

/** A data folder with a snapshot, and a source that has changed since in many ways. */
let before: string;
let source: Source;
beforeAll(async () => {
  before = folder();
  const survey = new ChangingSurvey(21);
  await refreshInto(before, survey.source());
  for (let round = 0; round < 12; round += 1) survey.change();
  source = survey.source();
});

function copyOfBefore(): string {
  const dataFolder = folder();
  cpSync(before, dataFolder, { recursive: true });
  return dataFolder;
}

/** Rows and hash of every table as they lie in the star that is served. */
async function served(dataFolder: string): Promise<RefreshResult['manifest']['tables']> {
  const lease = openSnapshotStore(dataFolder).current();
  if (lease === null) throw new Error('There is no snapshot.');
  const instance = await DuckDBInstance.create(lease.databasePath, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const measured: Record<string, { readonly rows: number; readonly hash: string }> = {};
  for (const table of starTables) measured[table.name] = await measureRows(connection, table, `main."${table.name}"`);
  connection.closeSync();
  instance.closeSync();
  lease.release();
  return measured as RefreshResult['manifest']['tables'];
}

type Run = typeof DuckDBConnection.prototype.run;

const writes = /^(update|delete from|insert into|drop table|create table) star_build\.main\./;

/** Refreshes a copy while `fault` stands in for the statements that write into the star; null lets them run as they are. */
async function refreshed(
  fault: (sql: string, write: number, run: () => Promise<DuckDBResult>) => ReturnType<Run> | null,
) {
  const dataFolder = copyOfBefore();
  const { run } = DuckDBConnection.prototype;
  const ways: RefreshEvent[] = [];
  let written = 0;
  const spy = jest.spyOn(DuckDBConnection.prototype, 'run').mockImplementation(function (
    this: DuckDBConnection,
    ...[sql, ...more]: Parameters<Run>
  ) {
    const usual = async (text = sql): ReturnType<Run> => run.call(this, text, ...more);
    if (!writes.test(sql)) return usual();
    written += 1;
    faulty = { run: usual };
    return fault(sql, written, usual) ?? usual();
  });
  try {
    const { manifest } = await refreshInto(dataFolder, source, {
      progress: (event) => {
        if (event.kind === 'star') ways.push(event);
      },
    });
    return { dataFolder, manifest, found: ways.length > 1 };
  } finally {
    spy.mockRestore();
  }
}

/** Runs another text in the place of the statement at hand. */
let faulty: { readonly run: (sql?: string) => ReturnType<Run> };

/** Ways in which a statement may do something else than it should; null where it has no such way. */
const faults: Readonly<Record<string, (sql: string) => ReturnType<Run> | null>> = {
  'is left out': () => faulty.run('select 1 where false'),
  'runs twice': async () => {
    const { run } = faulty;
    await run();
    return run();
  },
  'misses a row': (sql) => changed(sql, /temp\.main\."(?:delta|gone|new|unordered)\w*"/, '(from $& offset 1)'),
  'reaches other rows': (sql) => changed(sql, /t\.("\w+") = ([ng])\.\1/, 't.$1 <= $2.$1'),
  'leaves a column as it was': (sql) => changed(sql, /set ("\w+") = n\.\1/, 'set $1 = t.$1'),
  'writes a column into another': (sql) => changed(sql, /select ("\w+"), ("\w+")/, 'select $2, $1'),
};

function changed(sql: string, pattern: RegExp, replacement: string): ReturnType<Run> | null {
  const other = sql.replace(pattern, replacement);
  return other === sql ? null : faulty.run(other);
}

it('finds each statement that does not do what it should, and gives the star that building everything gives', async () => {
  const statements: string[] = [];
  const sound = await refreshed((sql) => {
    statements.push(sql);
    return null;
  });
  expect(sound.found).toBe(false);
  expect(statements.length).toBeGreaterThan(10);
  const whole = (await builtWhole(sound.dataFolder)).manifest.tables;
  expect(await served(sound.dataFolder)).toEqual(whole);
  const found: string[] = [];
  for (const [name, fault] of Object.entries(faults)) {
    const planted = new Set<string>();
    for (const [index, statement] of statements.entries()) {
      const verb = statement.split(' ')[0] ?? '';
      if (name !== 'is left out' && planted.has(verb)) continue;
      let ran = false;
      const result = await refreshed((sql, write) => {
        const faulted = write === index + 1 ? fault(sql) : null;
        ran ||= faulted !== null;
        return faulted;
      });
      if (!ran) continue;
      planted.add(verb);
      const title = `${statement.slice(0, 80)} ${name}`;
      const tables = { manifest: result.manifest.tables, served: await served(result.dataFolder) };
      expect({ title, tables }).toEqual({ title, tables: { manifest: whole, served: whole } });
      if (result.found) found.push(title);
    }
  }
  expect(found.length).toBeGreaterThan(10);
});

/** Another value of the column than the one it has. */
function otherValue(name: string, { type }: ColumnDefinition): string {
  const column = `"${name}"`;
  if (type === 'string') return `coalesce(${column}, '') || '!'`;
  if (type === 'boolean') return `not coalesce(${column}, false)`;
  if (type === 'date' || type === 'dateTime') {
    return `cast(coalesce(${column}, timestamp '2026-01-01') + interval 1 day as ${storedTypes[type]})`;
  }
  return `coalesce(${column}, 0) + 1`;
}

/** Faults in the first row that came or changed, of each table that was written. */
function plantedFaults({ deltas, replaced }: PatchedStar): readonly (readonly [title: string, plant: string])[] {
  const written = [
    ...deltas.filter(({ inserted, updated }) => inserted + updated > 0),
    ...replaced.flatMap(({ table, rows }) => (rows === null ? [] : [{ table, rows }])),
  ];
  return written.flatMap(({ table: name, rows }) => {
    const table: TableDefinition = star[name];
    const key = table.key.map((column) => `"${column}"`).join(', ');
    const one = `(${key}) in (select (${key}) from ${rows} order by all desc limit 1)`;
    return [
      ...Object.entries(table.columns).map(
        ([column, definition]) =>
          [
            `${name}.${column} has another value`,
            `update ${at(name)} set "${column}" = ${otherValue(column, definition)} where ${one}`,
          ] as const,
      ),
      [`${name} lost a row`, `delete from ${at(name)} where ${one}`],
      [`${name} holds a row twice`, `insert into ${at(name)} from ${at(name)} where ${one}`],
    ];
  });
}

it('finds every value that is not the one it should be in every row that came or changed', async () => {
  const dataFolder = copyOfBefore();
  const options = testOptions(dataFolder);
  await underLock(options, async (store) => {
    const { connection } = store;
    const load = {
      now: testNow.toISOString(),
      full: false,
      overlap: 0,
      progress: () => undefined,
      step: () => undefined,
    };
    const { near } = await loadSource(store, source, load);
    const base = await starBase(store, dataFolder, await starRecipe(connection, options), { near, copy: null });
    if (base.kind === 'everything') throw new Error(base.because);
    const file = databasePath(folder());
    copyFileSync(base.databaseFile, file, constants.COPYFILE_FICLONE);
    await attachStar(connection, file);
    const patched = await patchStar(connection, {
      ...options,
      ...base,
      dataAsOf: testNow.toISOString(),
      progress: () => undefined,
      before: base.manifest,
      reconciliation: await takeReconciliation(store),
    });
    if (patched === null) throw new Error('Too much has changed for a patch.');
    expect(await testPatch(connection, patched)).toBeGreaterThan(4);
    const planted = plantedFaults(patched);
    expect(new Set(planted.map(([title]) => title.split(/[ .]/)[0])).size).toBeGreaterThan(5);
    for (const [title, plant] of planted) {
      await connection.run('begin transaction');
      const { rowsChanged } = await connection.run(plant);
      const result = await testPatch(connection, patched).then(
        () => 'passes',
        (error: unknown) => (error as { code: string }).code,
      );
      await connection.run('rollback');
      expect({ title, rowsChanged, result }).toEqual({ title, rowsChanged: 1, result: 'DATA_TEST_FAILED' });
    }
    await detachStar(connection);
  });
});
