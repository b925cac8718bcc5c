/**
 * Peak memory of a whole process that refreshes from SQL Server, by size, with a small memory limit for the engine:
 * node bench/connector/mssqlMemory.mjs [rows …]; NPS_MEMORY is the limit. The server is the TDS responder of the tests.
 */
import { bundle, measured, startServer } from './mssqlParts.mjs';

process.env.NPS_MEMORY ??= '512MB';
const sizes = process.argv.slice(2).map(Number);

await bundle();
const results = [];
for (const rows of sizes.length > 0 ? sizes : [1_000_000, 10_000_000]) {
  const server = await startServer(rows);
  const { seconds, peak } = await measured('refresh, 1 connection');
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill();
  await ended;
  results.push({ rows, peak });
  const rate = Math.round(rows / seconds).toLocaleString('en');
  console.log(
    `${rows.toLocaleString('en')} answers, ${process.env.NPS_MEMORY} for the engine: peak ${Math.round(peak)} MB, ${rate} rows/s`,
  );
}
const [first, last] = [results[0], results.at(-1)];
if (first !== last) {
  console.log(`rows ×${(last.rows / first.rows).toFixed(1)}: peak memory ×${(last.peak / first.peak).toFixed(2)}`);
}
