/**
 * How our reading from SQL Server compares with the bare driver on one connection, over the same rows in the same run:
 * node bench/connector/mssql.mjs [rows]. The server is the TDS responder of the tests in a process of its own.
 */
import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(folder, '../../.tmp/bench-mssql');
const rows = Number(process.argv[2] ?? 300_000);
const port = Number(process.env.NPS_BENCH_PORT ?? 4751);

const contestants = [
  'bare objects',
  'bare arrays',
  'read, 1 connection',
  'read, 2 ranges',
  'refresh, 1 connection',
  'refresh, 2 ranges',
  'refresh of 1 %',
];

await build({
  entryPoints: {
    mssqlServer: path.join(folder, 'mssqlServer.ts'),
    mssqlReader: path.join(folder, 'mssqlReader.ts'),
    rangeWorker: path.resolve(folder, '../../connector-api/src/source/mssql/rangeWorker.ts'),
  },
  outdir: out,
  bundle: true,
  platform: 'node',
  packages: 'external',
  logLevel: 'error',
});

const started = (name, words) =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(out, `${name}.js`), words, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.once('message', (message) => resolve({ child, message }));
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });

const { child: server } = await started('mssqlServer', [String(rows), String(port)]);
const asked = process.argv[3];
const results = [];
for (const name of contestants) {
  if (asked !== undefined && !name.startsWith('bare objects') && !name.includes(asked)) continue;
  const { message } = await started('mssqlReader', [name, String(port), '1']);
  results.push({ name, ...message });
}
const serverCpu = new Promise((resolve) => server.once('message', resolve));
server.send('cpu');
const served = results.reduce((sum, { rows: read }) => sum + read, 0);
const serverShare = (await serverCpu) / served / (results[0].cpu / results[0].rows);
server.kill();

const [baseline] = results;
console.log(
  `${rows.toLocaleString('en')} rows of 20 columns; × is the multiple of the bare driver on one connection\n`,
);
console.log('| | time × | CPU × | rows/s | CPU s per million | peak MB |\n|---|---|---|---|---|---|');
for (const { name, seconds, rows: read, cpu, peak } of results) {
  const cells = [
    (seconds / baseline.seconds).toFixed(2),
    (cpu / read / (baseline.cpu / baseline.rows)).toFixed(2),
    Math.round(read / seconds).toLocaleString('en'),
    ((cpu / read) * 1e6).toFixed(1),
    Math.round(peak),
  ];
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
for (const { name, seconds, phases } of results) {
  if (phases === undefined) continue;
  console.log(`\n${name}, by phase (CPU of all threads; what is stored while reading counts as reading)`);
  console.log('| phase | time | share | CPU s per million |\n|---|---|---|---|');
  for (const phase of phases) {
    const cells = [
      `${phase.seconds.toFixed(2)} s`,
      `${((phase.seconds / seconds) * 100).toFixed(0)} %`,
      ((phase.cpu / rows) * 1e6).toFixed(1),
    ];
    console.log(`| ${phase.name} | ${cells.join(' | ')} |`);
  }
}
console.log(`\nThe responder took ${serverShare.toFixed(2)} of the bare driver's CPU for each row it sent.`);
