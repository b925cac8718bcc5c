/** What the engine has freed does not stay with the process. */
import { StagingStore } from '../../../connector-api/src/staging/stagingStore';
import { until } from '../../support/until';
import { temporaryFolders } from '../support/temporaryFolder';

const folder = temporaryFolders();
const megabytes = (): number => process.memoryUsage.rss() / 2 ** 20;

// The engine brings an allocator of its own on Linux only.
(process.platform === 'linux' ? it : it.skip)(
  `goes back to the system while the store is open${process.platform === 'linux' ? '' : ': skipped, not on Linux'}`,
  async () => {
    const store = await StagingStore.open(folder(), { memory: '1GB', threads: 2 });
    try {
      await store.connection.run('create temp table big as select range as n, hash(range) as h from range(20000000)');
      const filled = megabytes();
      // The table's own size, and not what came on top: tests before this one may have left memory to be used again.
      expect(filled).toBeGreaterThan(300);
      await store.connection.run('drop table big');
      await until(`150 of ${filled.toFixed()} MB are given back`, () => megabytes() <= filled - 150);
    } finally {
      await store.close();
    }
  },
);
