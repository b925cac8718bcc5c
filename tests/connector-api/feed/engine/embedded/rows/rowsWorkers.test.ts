/** Rows written on threads: the same bytes as without them, and nothing lost when a thread fails, ends or meets another file. */
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { fileIdentity } from '../../../../../../connector-api/src/feed/engine/embedded/fileIdentity';
import type { NumberedField } from '../../../../../../connector-api/src/feed/engine/embedded/rows/numberFields';
import {
  readPages,
  type RowsPage,
  type RowsRequest,
} from '../../../../../../connector-api/src/feed/engine/embedded/rows/readPages';
import { RowsWorkers } from '../../../../../../connector-api/src/feed/engine/embedded/rows/rowsWorkers';
import { RowsThreads } from '../../../../../../connector-api/src/feed/engine/embedded/rows/rowsThreads';
import { SnapshotReader } from '../../../../../../connector-api/src/feed/engine/embedded/snapshotReader';
import { PiecePool } from '../../../../../../connector-api/src/feed/pieces';
import { until } from '../../../../../support/until';
import { rowsWorkerScript } from '../../../../support/rowsWorkerScript';
import { temporaryFolders } from '../../../../support/temporaryFolder';

const folder = temporaryFolders();
let script: string;
let file: string;
let reader: SnapshotReader;
let opened: RowsWorkers[] = [];
let groups: RowsThreads[] = [];

beforeAll(async () => {
  const home = folder();
  script = await rowsWorkerScript(home);
  file = path.join(home, 'values.duckdb');
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(`create table t as select i, i * 7919 % 1000003 as number, i * 4294967311 as big, i / 7 as ratio,
      i % 2 = 0 as flag, date '2020-01-01' + (i % 4000)::integer as day, timestamp '2020-01-01' + to_seconds(i * 61) as instant,
      case i % 3 when 0 then null when 1 then 'short "' || i else 'a text of more than twelve bytes, number ' || i end as words
    from range(50000) r(i)`);
  connection.closeSync();
  instance.closeSync();
  reader = await SnapshotReader.open(file, 'test', limits());
});
afterEach(async () => {
  await Promise.all(opened.map((workers) => workers.close()));
  opened = [];
  await Promise.all(groups.map((threads) => threads.end()));
  groups = [];
});
afterAll(() => reader.close());

const limits = () => ({
  connections: 2,
  threads: 1,
  memoryMb: 64,
  timeoutSeconds: 60,
  spillFolder: path.dirname(file),
});

const types = ['int64', 'int64', 'int64', 'double', 'boolean', 'date', 'dateTime', 'string'] as const;
const fields = types.map((type, column): NumberedField => ({
  kind: 'value',
  name: `f${String(column)}`,
  column,
  type,
}));
const request = (sql: string, pageRows = Infinity): RowsRequest => ({
  statement: { sql, values: [] },
  shape: { fields, format: { omitNulls: false, numbersAsText: false }, keys: [] },
  pageRows,
  most: Infinity,
});

const pool = new PiecePool(64 * 1024, 16);

interface OpenOptions {
  readonly identity?: string;
  readonly idleMilliseconds?: number;
}

/** Threads that open the file. */
function started(threads: number, more: OpenOptions = {}): RowsWorkers {
  const group = new RowsThreads({ script, threads });
  groups.push(group);
  return openedOn(group, more);
}

/** The file opened on those threads. */
function openedOn(threads: RowsThreads, { identity, idleMilliseconds }: OpenOptions = {}): RowsWorkers {
  const star = { databasePath: file, identity: identity ?? fileIdentity(file), snapshot: 'test', limits: limits() };
  const workers = new RowsWorkers({ threads, star, idleMilliseconds: idleMilliseconds ?? 60_000 });
  opened.push(workers);
  workers.start(pool);
  return workers;
}

/** What a statement gave, its pages behind each other. */
interface Given {
  readonly text: string;
  readonly rows: number;
  readonly pages: number;
}

/** Collects pages and gives their memory back. */
function collector() {
  const texts: string[] = [];
  let rows = 0;
  return {
    take: ({ pieces, rows: more }: RowsPage): Promise<void> => {
      texts.push(Buffer.concat(pieces.buffers).toString('utf8'));
      pieces.release();
      rows += more;
      return Promise.resolve();
    },
    given: (): Given => ({ text: texts.join(','), rows, pages: texts.length }),
  };
}

/** Null where no thread takes it. */
async function read(workers: RowsWorkers, what: RowsRequest): Promise<Given | null> {
  const { take, given } = collector();
  return (await workers.read(what, pool, take)) ? given() : null;
}

async function readAlone(what: RowsRequest): Promise<Given> {
  const { take, given } = collector();
  await readPages(reader, what, pool, take);
  return given();
}

/** Asks until a thread is ready to answer. */
async function whenReady(workers: RowsWorkers, what: RowsRequest): Promise<Given> {
  const found: { text: Given | null } = { text: null };
  await until('a thread is ready', async () => (found.text = await read(workers, what)) !== null);
  if (found.text === null) throw new Error('No thread became ready');
  return found.text;
}

it('gives byte for byte what is written without threads, many statements at the same time, in pieces used again', async () => {
  const workers = started(2);
  await whenReady(workers, request('select * from t limit 1'));
  for (let round = 0; round < 3; round += 1) {
    const statements = [0, 1, 2, 3].map((part) =>
      request(`select * from t where i % 4 = ${String(part)} order by i`, 3000),
    );
    const texts = await Promise.all(statements.map((each) => read(workers, each)));
    for (const [part, text] of texts.entries()) {
      expect(text?.rows).toBe(12_500);
      const alone = await readAlone(statements[part] as RowsRequest);
      expect(text?.text === alone.text).toBe(true);
    }
  }
});

it('writes a page ahead of what is taken, and no more', async () => {
  const workers = started(1);
  await whenReady(workers, request('select * from t limit 1'));
  const taken: RowsPage[] = [];
  const waiting: (() => void)[] = [];
  let isOver = false;
  const over = workers
    .read(request('select * from t', 1000), pool, (page) => {
      taken.push(page);
      return new Promise((resolve) => waiting.push(resolve));
    })
    .finally(() => (isOver = true));
  await until('two pages are there', () => taken.length >= 2);
  // Others are served while it waits.
  expect((await whenReady(workers, request('select * from t limit 5'))).rows).toBe(5);
  expect(taken).toHaveLength(2);
  expect(isOver).toBe(false);
  while (!isOver) {
    waiting.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await over).toBe(true);
  expect(taken.map(({ rows }) => rows)).toEqual(Array.from({ length: 50 }, () => 1000));
  expect(taken.map(({ more }) => more)).toEqual(Array.from({ length: 50 }, (_, page) => page < 49));
});

it('brings back every piece that a thread was handed, also those that came with the last pages', async () => {
  const workers = started(1);
  await whenReady(workers, request('select * from t limit 1'));
  const own = new PiecePool(pool.pieceBytes, Infinity);
  for (let piece = 0; piece < 100; piece += 1) own.give(Buffer.allocUnsafeSlow(own.pieceBytes));
  for (let statement = 0; statement < 20; statement += 1) {
    const { take, given } = collector();
    expect(await workers.read(request('select * from t', 3000), own, take)).toBe(true);
    expect(given().rows).toBe(50_000);
  }
  expect(own.takeFree(Infinity).length).toBeGreaterThanOrEqual(100);
});

it('starts no thread unasked, and gives nothing to threads that are not ready or have enough to do', async () => {
  const workers = started(1);
  expect(await read(workers, request('select * from t'))).toBeNull();
  await whenReady(workers, request('select * from t limit 1'));
  const many = await Promise.all(Array.from({ length: 10 }, () => read(workers, request('select * from t'))));
  expect(many.filter((text) => text === null).length).toBeGreaterThan(0);
  expect(many.filter((text) => text !== null).length).toBeGreaterThan(0);
});

it('tells what went wrong as the engine would, and goes on', async () => {
  const workers = started(1);
  await whenReady(workers, request('select * from t limit 1'));
  await expect(read(workers, request('select 1 / (no_such_column)'))).rejects.toMatchObject({ code: 'INTERNAL' });
  await expect(read(workers, request("select 'x'::integer"))).rejects.toMatchObject({ code: 'TYPE_MISMATCH' });
  expect((await read(workers, request('select * from t limit 3')))?.rows).toBe(3);
});

it('leaves the work to others when its thread ends in the middle', async () => {
  const home = folder();
  const [broken, asked] = [path.join(home, 'broken.js'), path.join(home, 'asked')];
  writeFileSync(
    broken,
    `const { parentPort } = require('node:worker_threads');
     parentPort.on('message', ({ kind, star }) => {
       if (kind === 'open') return parentPort.postMessage({ kind: 'opened', star });
       if (kind === 'end') return parentPort.close();
       if (kind !== 'read') return;
       require('node:fs').appendFileSync(${JSON.stringify(asked)}, 'asked ');
       process.exit(1);
     });`,
  );
  const whole = script;
  script = broken;
  const workers = started(1);
  script = whole;
  await until('the thread was asked', async () => {
    expect(await read(workers, request('select * from t'))).toBeNull();
    return existsSync(asked);
  });
  // It would break again.
  workers.start(pool);
  expect(workers.areFree).toBe(false);
  expect(await read(workers, request('select * from t'))).toBeNull();
  expect(readFileSync(asked, 'utf8')).toBe('asked ');
});

it('never reads another file than the one its snapshot was opened from', async () => {
  const identity = fileIdentity(file);
  copyFileSync(file, `${file}.next`);
  renameSync(`${file}.next`, file);
  const workers = started(1, { identity });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await read(workers, request('select * from t'))).toBeNull();
});

it('rests when nobody reads, and wakes up for the next reader', async () => {
  const workers = started(1, { idleMilliseconds: 300 });
  for (let round = 0; round < 2; round += 1) {
    await until('it reads', async () => {
      workers.start(pool);
      return (await read(workers, request('select * from t limit 2')))?.rows === 2;
    });
    await until('it rests', () => !workers.areFree);
    expect(await read(workers, request('select * from t limit 1'))).toBeNull();
  }
});

it('stops what is under way when it is closed', async () => {
  const workers = started(1);
  await whenReady(workers, request('select * from t limit 1'));
  const long = read(workers, request('select count(*) from t a, t b, t c where a.i + b.i + c.i = 7'));
  const ended = long.then(
    (text) => (text === null ? 'given up' : 'finished'),
    () => 'stopped',
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  // It would take days.
  await workers.close();
  expect(await ended).not.toBe('finished');
});

it('writes the rows of several files on the same threads, and closes one of them without the other', async () => {
  const threads = new RowsThreads({ script, threads: 1 });
  groups.push(threads);
  const [one, other] = [openedOn(threads), openedOn(threads)];
  await whenReady(one, request('select * from t limit 1'));
  await whenReady(other, request('select * from t limit 1'));
  const [long, longer] = [request('select * from t order by i'), request('select * from t order by i desc')];
  expect((await read(one, long))?.text).toBe((await readAlone(long)).text);
  expect((await read(other, longer))?.text).toBe((await readAlone(longer)).text);
  await one.close();
  expect(await read(one, long)).toBeNull();
  expect((await read(other, long))?.rows).toBe(50_000);
});
