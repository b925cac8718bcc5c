import { parseSqlServerSettings } from '../../../../connector-api/src/source/mssql/settings';
import { driverAuthentication } from '../../../../connector-api/src/source/mssql/credentials';
import { openPool } from '../../../../connector-api/src/source/mssql/connection';
import { sleep } from '../../../../connector-api/src/source/mssql/retry';
import { surveyServer } from '../../../support/tds/surveyServer';
import { startTdsServer } from '../../../support/tds/tdsServer';
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
});
