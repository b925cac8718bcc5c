/** Opening the star that a server holds, as `serve --star` does. */
import { createTerminal } from '../../../connector-api/src/cli/terminal';
import { openServerStar } from '../../../connector-api/src/cli/serverStar';
import { parseSqlServerSettings } from '../../../connector-api/src/source/mssql/settings';
import { type Reply, startTdsServer, type TdsServer } from '../../support/tds/tdsServer';
import { until } from '../../support/until';
import { listedBuilds } from '../support/serverStar';
import { temporaryFolders } from '../support/temporaryFolder';

const folder = temporaryFolders();
let tds: TdsServer;
let answer: (sql: string) => Reply;
beforeEach(async () => {
  tds = await startTdsServer({ answer: ({ sql }) => answer(sql) });
});
afterEach(() => tds.close());

const open = () =>
  openServerStar(
    parseSqlServerSettings({
      server: '127.0.0.1',
      port: tds.port,
      database: 'star',
      encrypt: false,
      authentication: { kind: 'sql', user: 'nps_feed' },
    }),
    { dataFolder: folder() },
    {
      environment: { NPS_SQLSERVER_PASSWORD: 'secret', NPS_READER_STATEMENTS: '3' },
      terminal: createTerminal({ out: process.stdout, err: process.stderr, now: Date.now }),
    },
  );

/** The server sees the end of a connection a moment later. */
const allClosed = () => until('all connections are closed', () => tds.connections() === 0);

it('connects with the settings and serves the newest build', async () => {
  answer = (sql) => listedBuilds(sql, [4, 5]) ?? { kind: 'done' };
  const snapshots = await open();
  const snapshot = await snapshots.current();
  expect(snapshot.id).toBe('000005');
  expect(snapshots.manifest()).toMatchObject({ snapshot: '000005', source: 'test', rated: 50 });
  expect(tds.logins[0]?.user).toBe('nps_feed');
  await snapshots.close();
  await allClosed();
});

it.each([
  ['has no list of builds', (): Reply => ({ kind: 'error', error: { number: 208, message: 'Invalid object name.' } })],
  ['lists no build', (sql: string): Reply => listedBuilds(sql, []) ?? { kind: 'done' }],
])('says what to do where the server %s', async (_, reply) => {
  answer = reply;
  await expect(open()).rejects.toThrow(/no finished snapshot in 127\.0\.0\.1\/star.*star --engine sqlserver/);
  await allClosed();
});

it('says that the login may not read the builds', async () => {
  answer = () => ({ kind: 'error', error: { number: 229, message: 'The SELECT permission was denied.' } });
  await expect(open()).rejects.toMatchObject({ code: 'SOURCE_REFUSED' });
});
