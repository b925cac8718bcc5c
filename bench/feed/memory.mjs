/** How much memory a server takes for whole tables of two sizes, one ten times the other: a process of its own for each reading. */
import { nextLink, read, readPages } from './process.mjs';
import { benchSnapshot, switchSnapshot } from './snapshot.mjs';

const readings = {
  OData: (url) => readPages(`${url}/odata/FactResponse`),
  'OData with gzip': (url) => readPages(`${url}/odata/FactResponse`, { 'Accept-Encoding': 'gzip' }),
  'OData, of two snapshots at the same time': readTwoSnapshots,
  CSV: (url) => read(`${url}/files/FactResponse.csv`),
  Parquet: (url) => read(`${url}/files/FactResponse.parquet`),
};

/** One reader stays on the snapshot it began with, while another reads the one that was switched to. */
async function readTwoSnapshots(url, dataFolder) {
  const old = await read(`${url}/odata/FactResponse`);
  const switchBack = switchSnapshot(dataFolder);
  const [rest, { bytes }] = await Promise.all([readPages(nextLink(old, url)), readPages(`${url}/odata/FactResponse`)]);
  switchBack();
  return { bytes: old.bytes + rest.bytes + bytes };
}

/** @param startFeed starts the feed over a data folder; @param url where it answers. */
export async function memory(folder, rows, startFeed, url) {
  const results = [];
  for (const size of [rows, 10 * rows]) {
    const dataFolder = await benchSnapshot(folder, size);
    for (const [format, readAll] of Object.entries(readings)) {
      const server = await startFeed(dataFolder);
      const { bytes } = await readAll(url, dataFolder);
      const result = {
        what: `memory: ${format}, first reader of everything`,
        'M rows': size / 1e6,
        'peak MB': Math.round(server.usage().peakMb),
        MB: Number((bytes / 1e6).toFixed(1)),
      };
      await server.stop();
      results.push(result);
      console.log(JSON.stringify(result));
    }
  }
  return results;
}
