/** What the engine has freed does not stay with the process. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { returnFreedMemory } from '../../../connector-api/src/staging/freedMemory';
import { until } from '../../support/until';

const megabyte = 2 ** 20;
const resident = (): number => process.memoryUsage.rss();

let instance: DuckDBInstance;
let connection: DuckDBConnection;
beforeEach(async () => {
  instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB', threads: '2' });
  connection = await instance.connect();
});
afterEach(() => {
  connection.closeSync();
  instance.closeSync();
});

// The engine brings an allocator of its own on Linux only.
(process.platform === 'linux' ? it : it.skip)(
  `goes back to the system${process.platform === 'linux' ? '' : ': skipped, not on Linux'}`,
  async () => {
    await connection.run('create table big as select range as n, hash(range) as h from range(20000000)');
    const filled = resident();
    // The table's own size, and not what came on top: tests before this one may have left memory to be used again.
    expect(filled).toBeGreaterThan(300 * megabyte);
    await connection.run('drop table big');
    let looks = 0;
    // The first look says what the process begins with.
    const stop = await returnFreedMemory(await instance.connect(), '1GB', () => (looks++ === 0 ? 0 : Infinity));
    try {
      await until('150 MB are given back', () => resident() <= filled - 150 * megabyte);
    } finally {
      await stop();
    }
  },
);

it('is asked for only while the process has more than it began with and the limit together, and not after the end', async () => {
  const beside = await instance.connect();
  const run = jest.spyOn(beside, 'run');
  let bytes = 100 * megabyte;
  let looks = 0;
  const stop = await returnFreedMemory(beside, '1GB', () => {
    looks += 1;
    return bytes;
  });
  run.mockClear();
  const lookedAgain = (): Promise<void> => {
    const seen = looks;
    return until('it was looked at again', () => looks > seen + 2);
  };
  bytes = 1050 * megabyte;
  await lookedAgain();
  expect(run).not.toHaveBeenCalled();
  bytes = 1060 * megabyte;
  await lookedAgain();
  expect(run).toHaveBeenCalledWith("set memory_limit = '1GB'");
  await stop();
  const seen = looks;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(looks).toBe(seen);
});
