import { assignKeys } from '../../../connector-api/src/staging/keyAssignment';
import { LoadedRows } from '../../../connector-api/src/staging/loadedRows';
import { StagingStore } from '../../../connector-api/src/staging/stagingStore';
import { answer, at, type Rows, rowSource } from '../support/rowSource';
import { ask, refreshInto } from '../support/refreshInto';
import { temporaryFolders } from '../support/temporaryFolder';

const folder = temporaryFolders();

const keysOf = async (dataFolder: string, table: string, key: string, id: string): Promise<Record<string, unknown>> =>
  Object.fromEntries(
    (await ask(dataFolder, `select "${id}" as id, "${key}" as key from "${table}" where "${id}" is not null`)).map(
      (row) => [row['id'], row['key']],
    ),
  );

const company = (id: string, name: string) => ({ id, name });
const answersOf = (...companies: string[]) =>
  companies.map((id, index) =>
    answer(`r-${id}`, '9', { company_id: id, responded_at: at(`2026-01-0${String(index + 1)}`) }),
  );

it('keeps every key while members are renamed, deleted, added and added again', async () => {
  const dataFolder = folder();
  const refreshed = async (rows: Rows) => {
    await refreshInto(dataFolder, rowSource(rows));
    return {
      companies: await keysOf(dataFolder, 'DimCompany', 'CompanyKey', 'CompanyId'),
      responses: await keysOf(dataFolder, 'FactResponse', 'ResponseKey', 'ResponseId'),
    };
  };
  const first = await refreshed({
    company: [company('a', 'Alfa'), company('b', 'Beta'), company('c', 'Gamma')],
    response: answersOf('a', 'b', 'c'),
  });
  expect(first.companies).toEqual({ a: 1, b: 2, c: 3 });

  // b renamed; a gone with its answers; a new one that sorts first.
  const second = await refreshed({
    company: [company('b', 'Beta renamed'), company('c', 'Gamma'), company('0', 'Zero')],
    response: answersOf('b', 'c', '0'),
  });
  expect(second.companies).toEqual({ a: 1, b: 2, c: 3, '0': 4 });
  expect(second.responses).toEqual({ 'r-b': first.responses['r-b'], 'r-c': first.responses['r-c'], 'r-0': '4' });

  // a comes back with its answers and gets its old keys, never those of another.
  const third = await refreshed({
    company: [company('a', 'Alfa again'), company('d', 'Delta')],
    response: answersOf('a', 'd'),
  });
  expect(third.companies).toEqual({ a: 1, b: 2, c: 3, '0': 4, d: 5 });
  expect(third.responses['r-a']).toBe(first.responses['r-a']);
  expect(third.responses['r-d']).toBe('5');
});

it('keeps keys when another source replaces everything', async () => {
  const dataFolder = folder();
  await refreshInto(
    dataFolder,
    rowSource({ company: [company('a', 'Alfa')], response: answersOf('a') }, { identity: 'one' }),
  );
  await refreshInto(
    dataFolder,
    rowSource({ company: [company('x', 'Xi')], response: answersOf('x') }, { identity: 'two' }),
  );
  expect(await keysOf(dataFolder, 'DimCompany', 'CompanyKey', 'CompanyId')).toEqual({ a: 1, x: 2 });
  expect(await ask(dataFolder, `select "CompanyName" from "DimCompany" where "CompanyKey" = 1`)).toEqual([
    { CompanyName: 'a' },
  ]);
});

it('orders the first keys of answers by time', async () => {
  const dataFolder = folder();
  const response = ['2026-03-01', '2026-01-01', '2026-02-01'].map((day, index) =>
    answer(String(index), '9', { responded_at: at(day) }),
  );
  await refreshInto(dataFolder, rowSource({ response }));
  expect(await keysOf(dataFolder, 'FactResponse', 'ResponseKey', 'ResponseId')).toEqual({
    '1': '1',
    '2': '2',
    '0': '3',
  });
});

it('orders them so however many there are and however they came, on several threads', async () => {
  const store = await StagingStore.open(folder(), { memory: '512MB', threads: 4 });
  try {
    const answers = 400_000;
    await store.connection.run(
      `insert into staging.response (id, responded_at)
       select i::varchar, timestamp '2026-01-01' + to_seconds(hash(i) % 100000) from range(${String(answers)}) as ids(i)`,
    );
    const loaded = new LoadedRows();
    loaded.add('response', true);
    await assignKeys(store, loaded);
    expect(
      await store.numbers(
        `with keyed as (select k.key, (r.responded_at, r.id) as place from keys.response k join staging.response r on r.id = k.id)
         select 'keys', count(distinct key) from keyed union all select 'lowest', min(key) from keyed
         union all select 'highest', max(key) from keyed
         union all select 'early', count(*) from (select place < lag(place) over (order by key) as early from keyed) where early`,
      ),
    ).toEqual({ keys: answers, lowest: 1, highest: answers, early: 0 });
  } finally {
    await store.close();
  }
});

it('gives keys to what only a changed answer names, and keeps those of all that was not read again', async () => {
  const dataFolder = folder();
  const incremental = { incremental: ['response'] as const };
  const old = answer('old', '9', { company_id: 'a', modified_at: at('2026-01-01') });
  await refreshInto(dataFolder, rowSource({ company: [company('a', 'Alfa')], response: [old] }, incremental));
  const changed = answer('new', '3', { company_id: 'z', contact_id: 'p', modified_at: at('2026-02-01') });
  const { report } = await refreshInto(
    dataFolder,
    rowSource({ company: [company('a', 'Alfa')], response: [old, changed] }, incremental),
  );
  expect(report?.entities.response?.rowsIn).toBe(2);
  expect(await keysOf(dataFolder, 'DimCompany', 'CompanyKey', 'CompanyId')).toEqual({ a: 1, z: 2 });
  expect(await keysOf(dataFolder, 'DimContact', 'ContactKey', 'ContactId')).toEqual({ p: 1 });
  expect(await keysOf(dataFolder, 'FactResponse', 'ResponseKey', 'ResponseId')).toEqual({ old: '1', new: '2' });
});

it.each([
  ['a flag', { deleted: true }, []],
  ['its id', {}, [{ kind: 'deleted', entity: 'response', ids: ['new'] }]],
  ['its absence', {}, [{ kind: 'present', entity: 'response', ids: ['old'] }]],
] as const)('gives no key to what only a row names that is deleted by %s as it comes', async (_, flag, more) => {
  const dataFolder = folder();
  const old = answer('old', '9', { contact_id: 'p', modified_at: at('2026-01-01') });
  const incremental = ['response'] as const;
  await refreshInto(dataFolder, rowSource({ response: [old] }, { incremental }));
  const changed = answer('new', '3', { contact_id: 'q', modified_at: at('2026-02-01'), ...flag });
  await refreshInto(dataFolder, rowSource({ response: [old, changed] }, { incremental, more }));
  expect(await keysOf(dataFolder, 'FactResponse', 'ResponseKey', 'ResponseId')).toEqual({ old: '1' });
  expect(await keysOf(dataFolder, 'DimContact', 'ContactKey', 'ContactId')).toEqual({ p: 1 });
});
