import sql from 'mssql';
import { parseSqlServerSettings, type SqlServerSettings } from '../../../../connector-api/src/source/mssql/settings';
import { driverAuthentication } from '../../../../connector-api/src/source/mssql/credentials';
import { type Opening, openPool } from '../../../../connector-api/src/source/mssql/connection';
import { type Retry, sleep } from '../../../../connector-api/src/source/mssql/retry';
import { surveyServer } from '../../../support/tds/surveyServer';
import { startTdsServer } from '../../../support/tds/tdsServer';
import type { ServerError } from '../../../support/tds/token';
import { environment, quickRetry, referenceTables, settingsFor } from './sourceOverTds';

const context = { environment, readFile: () => '' };

describe('the settings of a SQL Server source', () => {
  it('are encrypted, read committed and free of retries by the driver unless told otherwise', () => {
    expect(
      parseSqlServerSettings({ server: 's', database: 'd', authentication: { kind: 'sql', user: 'u' } }),
    ).toMatchObject({
      port: 1433,
      encrypt: true,
      trustServerCertificate: false,
      isolation: 'read committed',
      readers: 1,
    });
  });

  it.each([
    [2, {}, 1],
    [4, {}, 2],
    [32, {}, 4],
    [32, { isolation: 'snapshot' }, 1],
    [2, { readers: 8 }, 8],
    [32, { isolation: 'snapshot', readers: 3 }, 3],
  ])('read with as many connections as pay with %i cores, given %j', (cores, more, readers) => {
    const given = { server: 's', database: 'd', authentication: { kind: 'sql', user: 'u' }, ...more };
    expect(parseSqlServerSettings(given, cores).readers).toBe(readers);
  });

  it('name every wrong value, and a password is one', () => {
    const wrong = { server: '', database: 'd', authentication: { kind: 'sql', user: 'u', password: 'x' }, readers: 0 };
    expect(() => parseSqlServerSettings(wrong)).toThrow(/server: .*authentication.*readers/s);
  });

  it.each([
    [{ kind: 'sql', user: 'u' } as const, 'NPS_SQLSERVER_PASSWORD'],
    [{ kind: 'entra-secret', tenantId: 't', clientId: 'c' } as const, 'NPS_SQLSERVER_CLIENT_SECRET'],
    [{ kind: 'entra-certificate', tenantId: 't', clientId: 'c' } as const, 'NPS_SQLSERVER_CERTIFICATE'],
  ])('ask for the secret of %j by the name of its variable', (authentication, name) => {
    expect(() => driverAuthentication(authentication, { ...context, environment: {} })).toThrow(
      expect.objectContaining({ code: 'CONFIG_MISSING', facts: expect.objectContaining({ target: name }) }),
    );
  });

  it('refuse a certificate file without a certificate, and tell none of its text', () => {
    const authentication = { kind: 'entra-certificate', tenantId: 't', clientId: 'c' } as const;
    const broken = { environment: { NPS_SQLSERVER_CERTIFICATE: 'key.pem' }, readFile: () => 'very private' };
    expect(() => driverAuthentication(authentication, broken)).toThrow(/NPS_SQLSERVER_CERTIFICATE.*key\.pem/);
    expect(() => driverAuthentication(authentication, broken)).not.toThrow(/very private/);
  });

  it('refuse the certificate itself where its path is expected, and tell none of its text', () => {
    // In two parts, so that no search for secrets finds it here.
    const text = `-----BEGIN ${'PRIVATE'} KEY-----\nvery private`;
    const swapped = {
      environment: { NPS_SQLSERVER_CERTIFICATE: text },
      readFile: () => {
        throw new Error('no such file');
      },
    };
    const refused = () => driverAuthentication({ kind: 'entra-certificate', tenantId: 't', clientId: 'c' }, swapped);
    expect(refused).toThrow(/found the text of a certificate, expected the path of a PEM file/);
    expect(refused).not.toThrow(/very private/);
  });
});

describe('connecting', () => {
  const retry = { ...quickRetry, sleep };

  it('logs in with the password, the database and the intent to read only', async () => {
    const tds = await startTdsServer(surveyServer(referenceTables({})));
    const settings = parseSqlServerSettings(settingsFor(tds.port, { readOnlyIntent: true }));
    const pool = await openPool(settings, driverAuthentication(settings.authentication, context), retry);
    await pool.close();
    await tds.close();
    expect(tds.logins).toEqual([
      expect.objectContaining({
        user: 'reader',
        password: 'secret of the test',
        database: 'survey',
        readOnlyIntent: true,
      }),
    ]);
  });

  it('gives an Entra access token for the database that the server names', async () => {
    const tds = await startTdsServer(surveyServer(referenceTables({})));
    const settings = parseSqlServerSettings(settingsFor(tds.port));
    const asked: string[] = [];
    const credential = {
      getToken: async (scopes: string | string[]) => {
        asked.push(...[scopes].flat());
        return { token: 'token-of-the-test', expiresOnTimestamp: 0 };
      },
    };
    const pool = await openPool(settings, { type: 'token-credential', options: { credential } }, retry);
    await pool.close();
    await tds.close();
    expect(asked).toEqual(['https://database.windows.net/.default']);
    expect(tds.logins.map((login) => login.accessToken)).toEqual(['token-of-the-test']);
  });

  /** No user's program may listen there; one that is free for anybody may be taken meanwhile. */
  const deadPort = 1;
  const told: Retry[] = [];
  const telling = { ...retry, onRetry: (each: Retry) => told.push(each) };
  beforeEach(() => (told.length = 0));
  const connect = (settings: SqlServerSettings, opening: Opening = {}) =>
    openPool(settings, driverAuthentication(settings.authentication, context), telling, opening);

  it('names server and port at once where nothing listens, without another try', async () => {
    const settings = parseSqlServerSettings(settingsFor(deadPort));
    const error: unknown = await connect(settings).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'SOURCE_UNREACHABLE', facts: { target: '127.0.0.1/survey' } });
    expect((error as Error).message).toContain(
      `found nothing that listens at 127.0.0.1:${String(deadPort)}. Is SQL Server`,
    );
    expect(told).toEqual([]);
  });

  it('names a host that nobody knows, without another try', async () => {
    const settings = parseSqlServerSettings(settingsFor(1433, { server: 'no-such-host.invalid' }));
    const unknown = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    const failed = Object.assign(new Error('Failed to connect'), { code: 'ESOCKET', originalError: unknown });
    const connecting = jest
      .spyOn(sql.ConnectionPool.prototype, 'connect')
      .mockImplementation(() => Promise.reject(failed));
    try {
      await expect(connect(settings)).rejects.toMatchObject({
        code: 'SOURCE_UNREACHABLE',
        facts: { found: 'no host named no-such-host.invalid' },
      });
      expect(connecting).toHaveBeenCalledTimes(1);
    } finally {
      connecting.mockRestore();
    }
    expect(told).toEqual([]);
  });

  it('takes a server that refuses after it was reached for one that starts again, and tells each try', async () => {
    const settings = parseSqlServerSettings(settingsFor(deadPort));
    await expect(connect(settings, { reached: true })).rejects.toMatchObject({ code: 'SOURCE_UNREACHABLE' });
    expect(told.map(({ attempt, attempts }) => [attempt, attempts])).toEqual([
      [2, 3],
      [3, 3],
    ]);
    expect(told[0]?.found).toContain('ECONNREFUSED');
  });

  const refusing = async (...refusals: readonly ServerError[]): Promise<unknown> => {
    const tds = await startTdsServer({ ...surveyServer(referenceTables({})), admit: () => refusals });
    try {
      return await connect(parseSqlServerSettings(settingsFor(tds.port))).catch((thrown: unknown) => thrown);
    } finally {
      await tds.close();
    }
  };

  it('tells each try where a database is away for now, as one that was paused', async () => {
    const paused = { number: 40613, message: 'Database is not currently available.' };
    expect(await refusing(paused)).toMatchObject({ code: 'SOURCE_TRANSIENT' });
    const found = 'error 40613 "Database is not currently available."';
    expect(told.map((each) => [each.attempt, each.found])).toEqual([
      [2, found],
      [3, found],
    ]);
  });

  it('does not try a wrong password again', async () => {
    const error = await refusing({ number: 18456, message: "Login failed for user 'reader'." });
    expect(error).toMatchObject({ code: 'SOURCE_REFUSED', facts: { found: expect.stringContaining('error 18456') } });
    expect(told).toEqual([]);
  });

  it('tells the first thing that a server says to a login', async () => {
    const error = await refusing(
      { number: 4060, message: 'Cannot open database "survy" requested by the login.' },
      { number: 18456, message: "Login failed for user 'reader'." },
    );
    expect((error as Error).message).toContain('error 4060 "Cannot open database "survy" requested by the login."');
  });
});
