/** What the engine has freed does not stay with the process. */
import { StagingStore } from '../../../connector-api/src/staging/stagingStore';
import { temporaryFolders } from '../support/temporaryFolder';

const folder = temporaryFolders();
const megabytes = (): number => process.memoryUsage.rss() / 2 ** 20;

// The engine brings an allocator of its own on Linux only.
(process.platform === 'linux' ? it : it.skip)(
  `goes back to the system while the store is open${process.platform === 'linux' ? '' : ': skipped, not on Linux'}`,
  async () => {
    const store = await StagingStore.open(folder(), { memory: '1GB', threads: 2 });
    try {
      const before = megabytes();
      await store.connection.run('create temp table big as select range as n, hash(range) as h from range(20000000)');
      const filled = megabytes();
      expect(filled - before).toBeGreaterThan(200);
      await store.connection.run('drop table big');
      let tries = 0;
      while (megabytes() > filled - 150) {
        if (tries === 600) throw new Error(`${String(megabytes())} MB are left of ${String(filled)}.`);
        tries += 1;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    } finally {
      await store.close();
    }
  },
  60_000,
);
