/**
 * The feed against SAP CAP, a naive service and the limits, in one run over loopback:
 * `npm run build:node && node bench/feed/run.mjs [--rows 1000000] [--parts limits,feed,naive,cap,memory] [--prepare]`.
 * `memory` reads whole tables of that size and of ten times that size, and takes minutes; it is a part only where it is named.
 * What the aims compare is measured in rounds, one after the other; `--rounds 1` for a quick look.
 * `--prepare` makes the rows and installs SAP CAP, so that the run itself is only what is measured.
 */
import { rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { performance } from 'node:perf_hooks';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { capProject } from './cap.mjs';
import { memory } from './memory.mjs';
import { read, readPages, startServer } from './process.mjs';
import { benchSnapshot, switchSnapshot } from './snapshot.mjs';

const require = createRequire(import.meta.url);
const { DuckDBInstance } = require('@duckdb/node-api');
const here = path.dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    folder: { type: 'string', default: path.join(tmpdir(), 'nps-bench-feed') },
    parts: { type: 'string', default: 'limits,feed,naive,cap' },
    prepare: { type: 'boolean', default: false },
    port: { type: 'string', default: '4560' },
    rounds: { type: 'string', default: '3' },
  },
});
const rows = Number(options.rows);
const port = Number(options.port);
const dataFolder = await benchSnapshot(options.folder, rows);
const database = path.join(dataFolder, 'snapshots/000001-bench/star.duckdb');
const parts = new Set(options.parts.split(','));
/** Of a snapshot whose pages were read of the one before. */
const prepared = 'feed: OData, first reader, pages prepared';
/** Of a service that was stopped since, and of one that nobody has ever read. */
const restarted = 'feed: OData, first reader after a restart';
const fresh = 'feed: OData, very first reader';
const freshPacked = 'feed: OData with gzip, very first reader';
const capPageSizes = [1000, 10_000];
const results = [];
if (options.prepare) {
  for (const pageSize of capPageSizes) await capProject(options.folder, dataFolder, rows, pageSize);
  process.exit(0);
}

async function measured(name, server, work) {
  const usage = () =>
    server?.usage() ?? { cpu: process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6, peakMb: null };
  const before = usage();
  const begun = performance.now();
  const { bytes } = await work();
  const seconds = (performance.now() - begun) / 1000;
  const after = usage();
  const result = {
    what: name,
    'k rows/s': Math.round(rows / seconds / 1000),
    seconds: Number(seconds.toFixed(2)),
    'CPU s/M rows': Number(((after.cpu - before.cpu) / (rows / 1e6)).toFixed(2)),
    'peak MB': after.peakMb === null ? null : Math.round(after.peakMb),
    MB: Number((bytes / 1e6).toFixed(1)),
  };
  results.push(result);
  console.log(JSON.stringify(result));
  return { ...result, bytes };
}

/** @param prepare of which reads it makes pages before they are asked for. */
const feedServer = (folder = dataFolder, prepare = 'off') =>
  startServer(process.execPath, [path.join(here, 'server.mjs'), folder, String(port)], {
    ready: /^ready/m,
    env: { NPS_PREPARE: prepare },
  });

/** Waits until the pages of the current snapshot are made that are worth it. */
const prepare = () => read(`http://127.0.0.1:${port + 1}/`);

/** As nobody has read before. */
const forgetReads = () => rmSync(path.join(dataFolder, 'prepared-reads.json'), { force: true });

/** The limit of writing: the engine writing a file by itself. */
async function measureCopy(format) {
  const instance = await DuckDBInstance.create(database, { access_mode: 'READ_ONLY', threads: '2' });
  const connection = await instance.connect();
  const target = path.join(options.folder, `copy.${format}`);
  rmSync(target, { force: true });
  await measured(`limit: DuckDB COPY to ${format}`, undefined, async () => {
    await connection.run(
      `COPY FactResponse TO '${target}' (FORMAT ${format}${format === 'parquet' ? ', COMPRESSION zstd' : ''})`,
    );
    return { bytes: statSync(target).size };
  });
  connection.closeSync();
  instance.closeSync();
}

/** The limit of sending: bytes that are ready. */
async function measureReadyBytes() {
  const server = await startServer(
    process.execPath,
    [path.join(here, 'ready.mjs'), path.join(options.folder, 'copy.json'), String(port)],
    { ready: /^ready/m },
  );
  await measured('limit: ready bytes from a file', server, () => read(`http://127.0.0.1:${port}/`));
  await server.stop();
}

async function measureOData() {
  forgetReads();
  const server = await feedServer(dataFolder, 'noted');
  const url = `http://127.0.0.1:${port}`;
  await read(`${url}/odata/DimDate`);
  await measured('feed: OData, first reader', server, () => readPages(`${url}/odata/FactResponse`));
  await measured('feed: OData, second reader', server, () => readPages(`${url}/odata/FactResponse`));
  // As after a refresh: the pages that were read before are made again while nobody waits, then read for the first time.
  const switchBack = switchSnapshot(dataFolder);
  await measured('feed: preparing the pages of a new snapshot', server, prepare);
  await measured(prepared, server, () => readPages(`${url}/odata/FactResponse`));
  await server.stop();
  switchBack();
  const whole = `${url}/odata/FactResponse`;
  await measurePrepared('noted', { [restarted]: () => readPages(whole) });
  forgetReads();
  // What a template asks for that was just installed, as it is and packed as Power Query wants it.
  const period = encodeURIComponent('RespondedAt ge 2000-01-01T00:00:00Z and RespondedAt lt 2100-01-01T00:00:00Z');
  const template = `${whole}?$filter=${period}`;
  await measurePrepared('on', {
    [fresh]: () => readPages(template),
    [freshPacked]: () => readPages(template, { 'Accept-Encoding': 'gzip' }),
  });
  forgetReads();
}

/** A service that starts, makes its pages by itself, and is then read for the first time. */
async function measurePrepared(which, readings) {
  const server = await feedServer(dataFolder, which);
  await measured(`${Object.keys(readings)[0]}: preparing`, server, prepare);
  for (const [what, readAll] of Object.entries(readings)) await measured(what, server, readAll);
  await server.stop();
}

for (let round = 0; round < Number(options.rounds); round += 1) {
  if (parts.has('limits')) {
    await measureCopy('json');
    await measureReadyBytes();
  }
  if (parts.has('feed')) await measureOData();
}
for (const format of parts.has('limits') ? ['csv', 'parquet'] : []) await measureCopy(format);

for (const format of parts.has('feed') ? ['csv', 'parquet'] : []) {
  const server = await feedServer();
  const url = `http://127.0.0.1:${port}/files/FactResponse.${format}`;
  await measured(`feed: ${format}, first reader`, server, () => read(url));
  await measured(`feed: ${format}, second reader`, server, () => read(url));
  await server.stop();
}
if (parts.has('feed')) {
  const server = await feedServer();
  const url = `http://127.0.0.1:${port}/odata/FactResponse`;
  for (const reader of ['first', 'second']) {
    const readZipped = () => readPages(url, { 'Accept-Encoding': 'gzip' });
    await measured(`feed: OData with gzip, ${reader} reader`, server, readZipped);
  }
  await server.stop();
}

// The others.
if (parts.has('naive')) {
  const server = await startServer(process.execPath, [path.join(here, 'naive.mjs'), database, String(port)], {
    ready: /^ready/m,
  });
  await measured('naive: Express, row objects, res.json', server, () =>
    readPages(`http://127.0.0.1:${port}/FactResponse`),
  );
  await server.stop();
}
if (parts.has('cap')) {
  for (const pageSize of capPageSizes) {
    const cap = await capProject(options.folder, dataFolder, rows, pageSize);
    if (cap === null) break;
    const server = await startServer(process.execPath, [cap.command], {
      cwd: cap.project,
      env: { PORT: String(port), NODE_ENV: 'production', CDS_LOG_LEVELS_CDS: 'info' },
      ready: /server listening/,
    });
    await measured(`SAP CAP on SQLite, pages of ${pageSize}`, server, () =>
      readPages(`http://127.0.0.1:${port}/odata/v4/feed/FactResponse`),
    );
    await server.stop();
  }
}
if (parts.has('memory')) {
  console.table(await memory(options.folder, rows, feedServer, `http://127.0.0.1:${port}`));
}
console.table(results);

/** What the aims are stated in: time, processor time and bytes of one line as multiples of another's; medians of the rounds. */
function ratio(one, other) {
  const [a, b] = [one, other].map((what) => results.filter((each) => each.what === what));
  if (a.length === 0 || b.length === 0) return;
  const times = (name) => (median(a, name) / median(b, name)).toFixed(2);
  console.log(`${one} / ${other}: time ${times('seconds')}, CPU ${times('CPU s/M rows')}, bytes ${times('MB')}`);
}

function median(lines, name) {
  const values = lines.map((line) => line[name]).sort((x, y) => x - y);
  return values[Math.floor(values.length / 2)];
}
const first = 'feed: OData, first reader';
ratio(first, 'limit: DuckDB COPY to json');
for (const what of [prepared, restarted, fresh, freshPacked]) ratio(what, 'limit: DuckDB COPY to json');
ratio('feed: OData, second reader', 'limit: ready bytes from a file');
for (const pageSize of capPageSizes) ratio(`SAP CAP on SQLite, pages of ${pageSize}`, first);
for (const pageSize of capPageSizes) ratio(`SAP CAP on SQLite, pages of ${pageSize}`, 'feed: OData, second reader');
ratio('naive: Express, row objects, res.json', first);
ratio(first, 'feed: parquet, first reader');
