/**
 * How our reading from SQL Server compares with the bare driver on one connection, over the same rows in the same run:
 * node bench/connector/mssql.mjs [rows]. The server is the TDS responder of the tests in a process of its own.
 */
import { bundle, measured, startServer } from './mssqlParts.mjs';

const rows = Number(process.argv[2] ?? 300_000);

const contestants = [
  'bare objects',
  'bare arrays',
  'read, 1 connection',
  'read, 2 ranges',
  'refresh, 1 connection',
  'refresh, 2 ranges',
  'refresh of 1 %, recent',
  'refresh of 1 %, spread',
];

await bundle();
const server = await startServer(rows);
const asked = process.argv[3];
const results = [];
for (const name of contestants) {
  if (asked !== undefined && !name.startsWith('bare objects') && !name.includes(asked)) continue;
  server.send(name.endsWith('spread') ? 'spread' : 'recent');
  results.push(await measured(name));
}
const serverCpu = new Promise((resolve) => server.once('message', resolve));
server.send('cpu');
// The refresh of changes has a full one before it, which is not measured.
const served = results.reduce((sum, { name, rows: read }) => sum + read + (name.includes('%') ? rows : 0), 0);
const serverShare = (await serverCpu) / served / (results[0].cpu / results[0].rows);
server.kill();

const [baseline] = results;
console.log(
  `${rows.toLocaleString('en')} rows of 20 columns; × is the multiple of the bare driver on one connection\n`,
);
console.log('| | time × | CPU × | rows/s | CPU s per million | peak MB |\n|---|---|---|---|---|---|');
for (const { name, seconds, rows: read, cpu, peak } of results) {
  // The CPU of a process that refreshes twice is that of both.
  const once = !name.includes('%');
  const cells = [
    (seconds / baseline.seconds).toFixed(2),
    once ? (cpu / read / (baseline.cpu / baseline.rows)).toFixed(2) : '–',
    Math.round(read / seconds).toLocaleString('en'),
    once ? ((cpu / read) * 1e6).toFixed(1) : '–',
    Math.round(peak),
  ];
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
const full = results.find(({ name }) => name === 'refresh, 1 connection');
for (const { name, seconds } of results.filter((each) => full !== undefined && each.name.includes('%'))) {
  console.log(`\n${name}: ${(seconds / full.seconds).toFixed(3)} of the time of a full one`);
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
