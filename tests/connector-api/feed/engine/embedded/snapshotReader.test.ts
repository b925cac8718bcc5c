/** What the reader does with the engine's memory: where it does not suffice for a statement, and when it is given back. */
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { SnapshotReader } from '../../../../../connector-api/src/feed/engine/embedded/snapshotReader';
import { startFeed } from '../../../support/feedService';
import { temporaryFolders } from '../../../support/temporaryFolder';

const folder = temporaryFolders();

it('gives a statement that joins many tables the memory that it needs, however many ask for one at once', async () => {
  const failures: object[] = [];
  const logger = { info: () => undefined, warn: () => undefined, error: (facts: object) => void failures.push(facts) };
  const feed = await startFeed({ config: { readerMegabytes: 64 }, logger });
  const urls = ['FactResponse(1)', 'FactResponse(2)', 'FactResponse(3)', 'FactResponse'];
  const first = new Map<string, string>();
  for (let times = 0; times < 5; times += 1) {
    await Promise.all(
      urls.map(async (url) => {
        const { status, text } = await feed.get(`/odata/${url}?$expand=*`);
        expect([url, status, first.get(url) ?? text]).toEqual([url, 200, text]);
        first.set(url, text);
      }),
    );
  }
  expect(failures).toEqual([]);
  await feed.stop();
});

describe('a table that was read from end to end', () => {
  let reader: SnapshotReader;
  beforeAll(async () => {
    const file = path.join(folder(), 'values.duckdb');
    const instance = await DuckDBInstance.create(file);
    const connection = await instance.connect();
    await connection.run(
      'CREATE TABLE t AS SELECT i, md5(i::text) || md5((i + 1)::text) AS words FROM range(800000) r(i)',
    );
    connection.closeSync();
    instance.closeSync();
    const limits = { connections: 2, threads: 1, memoryMb: 100, timeoutSeconds: 60, spillFolder: folder() };
    reader = await SnapshotReader.open(file, 'test', limits);
  });
  afterAll(() => reader.close());

  const readAll = async (): Promise<unknown> => {
    const [row] = await reader.rows({ sql: 'SELECT count(*) AS n, max(words) AS last FROM t', values: [] });
    return row;
  };
  const kept = async (): Promise<{ megabytes: number; bound: string }> => {
    const sql = `SELECT sum(memory_usage_bytes)::DOUBLE / 1e6 AS kept, current_setting('memory_limit') AS bound FROM duckdb_memory()`;
    const [row] = await reader.rows({ sql, values: [] });
    return { megabytes: Number(row?.['kept']), bound: String(row?.['bound']) };
  };

  it('is let go of, and read again as before within the same bound', async () => {
    const first = await readAll();
    const before = await kept();
    expect(before.megabytes).toBeGreaterThan(20);
    await reader.trim();
    const after = await kept();
    expect(after.megabytes).toBeLessThan(10);
    expect(after.bound).toBe(before.bound);
    expect(await readAll()).toEqual(first);
  });

  it('stays while somebody reads, and nobody who asks meanwhile is in want of memory', async () => {
    const expected = await readAll();
    const reading = readAll();
    await reader.trim();
    expect(await reading).toEqual(expected);
    const given = await Promise.all([reader.trim(), ...Array.from({ length: 8 }, readAll)]);
    expect(given.slice(1)).toEqual(Array.from({ length: 8 }, () => expected));
  });
});
