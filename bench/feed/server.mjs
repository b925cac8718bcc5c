/** The feed alone, for the benchmark: `node server.mjs <data folder> <port>`; on the port after it, waits until pages are prepared. */
import { createServer as createControl } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const built = '../../dist/node/connector-api/src';
const { createServer, readServerConfig } = require(`${built}/server`);
const { readAuthConfig } = require(`${built}/auth/authConfig`);
const { openSnapshotStore } = require(`${built}/snapshot/snapshotStore`);

const [, , dataFolder, port] = process.argv;
const environment = {
  NPS_REQUESTS_PER_MINUTE: '1000000',
  NPS_CACHE: path.join(dataFolder, 'cache'),
  NPS_ROOT_URL: '',
  ...process.env,
};
const quiet = () => undefined;
const server = createServer({
  snapshots: openSnapshotStore(dataFolder),
  auth: readAuthConfig(environment, dataFolder),
  config: readServerConfig(environment, dataFolder),
  dataFolder,
  logger: { info: quiet, warn: quiet, error: (facts, message) => console.error(message, JSON.stringify(facts)) },
});
const listening = await server.listen({ host: '127.0.0.1', port: Number(port) });
// Not a route of the feed: nothing is prepared while that is serving somebody.
const control = createControl(async (_request, response) => {
  await server.prepare();
  response.end('prepared');
});
await new Promise((resolve) => control.listen(Number(port) + 1, '127.0.0.1', resolve));
console.log(`ready ${listening.url}`);
process.once('SIGTERM', async () => {
  control.close();
  await listening.close();
  await server.close();
  process.exit(0);
});
