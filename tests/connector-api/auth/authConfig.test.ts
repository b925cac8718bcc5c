/** The environment, read once and refused by name. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { authVariables, readAuthConfig } from '../../../connector-api/src/auth/authConfig';
import { createAccess } from '../../../connector-api/src/auth/createAccess';
import { entraConfig, powerBiClients } from '../../../connector-api/src/auth/entraConfig';
import { serverVariables } from '../../../connector-api/src/server';
import { newFolder } from './service';

const entra = { NPS_AUTH: 'entra', NPS_ROOT_URL: 'https://nps.example.com/', NPS_ENTRA_TENANT: 'contoso.example' };

describe('The configuration of access', () => {
  test('asks nobody, masks people and keeps its keys in the data folder unless told otherwise', () => {
    expect(readAuthConfig({}, '/data')).toEqual({
      mode: 'none',
      keyFile: path.resolve('/data/keys.json'),
      entra: null,
      persons: { mayLeave: false, freeTextIsPersonal: false },
      pseudonymSecret: undefined,
      requestsPerMinute: 6000,
      refusalsPerMinute: 120,
      maxUrlLength: 8192,
    });
  });

  test('takes a variable that is set to nothing as not set', () => {
    const empty = Object.fromEntries(authVariables.map((name) => [name, '']));
    expect(Object.keys(empty).length).toBeGreaterThan(10);
    expect(readAuthConfig(empty, '/data')).toEqual(readAuthConfig({}, '/data'));
  });

  test('knows what Microsoft fixes', () => {
    expect(readAuthConfig(entra, '/data').entra).toEqual({
      tenant: 'contoso.example',
      issuers: ['https://sts.windows.net/contoso.example/', 'https://login.microsoftonline.com/contoso.example/v2.0'],
      audiences: ['https://nps.example.com', 'https://nps.example.com/'],
      clients: powerBiClients,
      jwksUrl: 'https://login.microsoftonline.com/contoso.example/discovery/v2.0/keys',
      authorizeUrl: 'https://login.microsoftonline.com/contoso.example/oauth2/authorize',
      unitRolesRequired: false,
    });
  });

  test('reads lists separated by commas or blanks', () => {
    const { entra: config } = readAuthConfig(
      { ...entra, NPS_ENTRA_CLIENTS: 'a, b c', NPS_ENTRA_AUDIENCES: 'x' },
      '/data',
    );
    expect(config?.clients).toEqual(['a', 'b', 'c']);
    expect(config?.audiences).toEqual(['https://nps.example.com', 'https://nps.example.com/', 'x']);
  });

  test.each<readonly [Record<string, string>, RegExp]>([
    [{ NPS_AUTH: 'open' }, /NPS_AUTH is not valid: found "open"/],
    [{ NPS_AUTH: 'entra' }, /NPS_ROOT_URL is missing: expected a value, because NPS_AUTH is entra/],
    [{ ...entra, NPS_ENTRA_TENANT: '' }, /NPS_ENTRA_TENANT is missing/],
    [
      { ...entra, NPS_ENTRA_TENANT: 'a/b' },
      /NPS_ENTRA_TENANT is not valid: found "a\/b", expected a tenant id or domain/,
    ],
    [{ ...entra, NPS_ROOT_URL: 'nps.example.com' }, /NPS_ROOT_URL is not valid/],
    [{ ...entra, NPS_ROOT_URL: 'http://nps.example.com' }, /NPS_ROOT_URL is not valid: .*expected an https address/],
    [
      { ...entra, NPS_ENTRA_JWKS_URL: 'http://keys.example.com' },
      /NPS_ENTRA_JWKS_URL is not valid: .*an https address/,
    ],
    [{ ...entra, NPS_ENTRA_JWKS_URL: 'file:///etc/keys' }, /NPS_ENTRA_JWKS_URL is not valid/],
    [{ NPS_PERSONS: 'yes' }, /NPS_PERSONS is not valid: found "yes"/],
    [{ NPS_FREE_TEXT: 'masked' }, /NPS_FREE_TEXT is not valid/],
    [{ NPS_REQUESTS_PER_MINUTE: '0' }, /NPS_REQUESTS_PER_MINUTE is not valid: found "0"/],
    [{ NPS_MAX_URL_LENGTH: 'long' }, /NPS_MAX_URL_LENGTH is not valid/],
  ])('refuses %j', (environment, message) => {
    expect(() => readAuthConfig(environment, '/data')).toThrow(message);
  });

  test('serves nothing where the mode and its settings do not fit', () => {
    const config = { ...readAuthConfig({}, '/data'), mode: 'entra' as const };
    expect(() => createAccess({ config, dataFolder: newFolder() })).toThrow(/NPS_AUTH is not valid/);
  });

  test('says what is missing when no key is accepted yet', () => {
    const dataFolder = newFolder();
    const access = createAccess({ config: readAuthConfig({ NPS_AUTH: 'key' }, dataFolder), dataFolder });
    expect(access.warnings).toEqual([expect.stringContaining('nps-dashboards key create')]);
    expect(createAccess({ config: readAuthConfig({}, dataFolder), dataFolder }).warnings).toEqual([]);
  });
});

test('Every variable of access is documented, and every documented one exists', () => {
  const text = readFileSync(path.join(__dirname, '../../../docs/security.md'), 'utf8');
  const documented = [...new Set(text.match(/NPS_[A-Z_]+/g))];
  expect(authVariables.filter((name) => !documented.includes(name))).toEqual([]);
  expect(documented.filter((name) => ![...authVariables, ...serverVariables].includes(name))).toEqual([]);
});

test('An audience is scheme, host and port of the root URL, as Power BI asks, with and without a last slash', () => {
  const { audiences } = entraConfig({
    rootUrl: 'https://nps.example.com:8443/behind/a/proxy/',
    tenant: 't',
    issuers: undefined,
    jwksUrl: undefined,
    authorizeUrl: undefined,
    audiences: undefined,
    clients: undefined,
    unitRoles: 'optional',
  });
  expect(audiences).toEqual(['https://nps.example.com:8443', 'https://nps.example.com:8443/']);
});
