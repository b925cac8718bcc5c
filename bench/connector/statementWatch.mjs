/** Times every statement that goes to the embedded engine, for whoever looks for the slowest. */
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';

const require = createRequire(import.meta.url);
const { DuckDBConnection } = require('@duckdb/node-api');

const cpuMilliseconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** To be called before the first statement. @returns what was taken, in order, milliseconds: `[begun, time, CPU of all threads, statement]`. */
export function watchStatements() {
  const taken = [];
  const { run } = DuckDBConnection.prototype;
  DuckDBConnection.prototype.run = async function (sql, ...more) {
    const [begun, cpu] = [performance.now(), cpuMilliseconds()];
    try {
      return await run.call(this, sql, ...more);
    } finally {
      const spent = [begun, performance.now() - begun, cpuMilliseconds() - cpu].map(Math.round);
      taken.push([...spent, sql.replaceAll(/\s+/g, ' ')]);
    }
  };
  return taken;
}
