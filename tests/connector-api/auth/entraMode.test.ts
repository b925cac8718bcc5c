/** Mode `entra` through a real service, with real tokens of a real identity provider on loopback. */
import { generateKeyPairSync } from 'node:crypto';
import {
  decodeJwt,
  decodeProtectedHeader,
  exportSPKI,
  importJWK,
  type JWK,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import request from 'supertest';
import { type Service, serviceOf } from './service';
import { powerBi, startTenant, stranger, type Tenant, tenantId } from './tenant';

const root = 'https://feed.example.com';
const signIn = `https://login.microsoftonline.com/${tenantId}/oauth2/authorize`;
const settings = ({ issuer }: Tenant): Record<string, string> => ({
  NPS_AUTH: 'entra',
  NPS_ROOT_URL: root,
  NPS_ENTRA_TENANT: tenantId,
  NPS_ENTRA_ISSUERS: issuer,
  NPS_ENTRA_JWKS_URL: `${issuer}/jwks`,
});

let tenant: Tenant;
let service: Service;
beforeAll(async () => {
  tenant = await startTenant();
  service = serviceOf(settings(tenant));
});
afterAll(() => tenant.stop());

const ask = (token: string, { app } = service, path = '/who') =>
  request(app).get(path).set('authorization', `Bearer ${token}`);
const good = (more: { scope?: string; roles?: string } = { scope: 'user_impersonation' }): Promise<string> =>
  tenant.token({ resource: root, ...more });
const tampered = (token: string, change: (payload: JWTPayload) => JWTPayload): string => {
  const [header = '', , signature = ''] = token.split('.');
  return [header, Buffer.from(JSON.stringify(change(decodeJwt(token)))).toString('base64url'), signature].join('.');
};
const messageOf = (body: unknown): string => (body as { error: { message: string } }).error.message;

describe('The sign-in of Power BI', () => {
  test.each([
    ['an empty bearer', { authorization: 'Bearer' }],
    ['an empty bearer with a blank', { authorization: 'Bearer ' }],
    ['no header', {}],
  ])('%s is answered by 401 and where to sign in', async (_, headers) => {
    const { status, headers: answered } = await request(service.app).get('/who').set(headers);
    expect(status).toBe(401);
    expect(answered['www-authenticate']).toBe(`Bearer authorization_uri=${signIn}`);
  });

  test('a refused token is told so, and where to sign in again', async () => {
    const { status, headers } = await ask('abc');
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe(`Bearer authorization_uri=${signIn}, error="invalid_token"`);
  });
});

describe('A token of the tenant', () => {
  test('for Power BI and this service is accepted', async () => {
    const { status, body } = await ask(await good());
    expect(status).toBe(200);
    expect(body).toMatchObject({ scopes: ['feed'], businessUnits: null, sight: { masked: ['email', 'name'] } });
    expect((body as { id: string }).id).toMatch(/^entra:/);
  });

  test('may name the service with a slash at the end', async () => {
    expect((await ask(await tenant.token({ resource: `${root}/`, scope: 'Feed.Read' }))).status).toBe(200);
  });

  test.each<readonly [string, { scope?: string; roles?: string }, readonly string[], readonly string[] | null]>([
    ['a role', { roles: 'Feed.Read' }, ['feed'], null],
    ['a role for persons', { scope: 'user_impersonation', roles: 'Persons.Read' }, ['feed', 'persons'], null],
    ['a role for admins', { scope: 'user_impersonation', roles: 'Feed.Admin' }, ['feed', 'admin'], null],
    ['a unit', { scope: 'user_impersonation', roles: 'Unit.NORTH' }, ['feed'], ['NORTH']],
    ['two units', { scope: 'Feed.Read', roles: 'Unit.NORTH Unit.SOUTH' }, ['feed'], ['NORTH', 'SOUTH']],
    ['all units', { scope: 'Feed.Read', roles: 'Unit.NORTH Unit.*' }, ['feed'], null],
    [
      'roles of other services',
      { scope: 'user_impersonation', roles: 'constructor toString __proto__' },
      ['feed'],
      null,
    ],
  ])('with %s gives the rights it names', async (_, rights, scopes, businessUnits) => {
    const { status, body } = await ask(await good(rights));
    expect({ status, body: body as unknown }).toMatchObject({ status: 200, body: { scopes, businessUnits } });
  });

  test('without a scope or role of this service is refused with 403', async () => {
    for (const rights of [{ scope: 'Other.Read' }, {}, { roles: 'Unit.NORTH' }]) {
      const { status, body } = await ask(await good(rights));
      expect({ status, code: body as unknown }).toMatchObject({ status: 403, code: { error: { code: 'FORBIDDEN' } } });
      expect(messageOf(body)).toContain('found a token without a scope or role of this service');
    }
  });

  test('without the scope of a route is refused there only', async () => {
    const token = await good();
    expect((await ask(token, service, '/who')).status).toBe(200);
    expect((await ask(token, service, '/admin')).status).toBe(403);
    expect((await ask(await good({ roles: 'Feed.Admin' }), service, '/admin')).status).toBe(200);
    const limited = await ask(await good({ roles: 'Feed.Admin Unit.NORTH' }), service, '/admin');
    expect({ status: limited.status, message: messageOf(limited.body) }).toEqual({
      status: 403,
      message: expect.stringContaining('limited to business units') as unknown,
    });
  });

  test('without a unit is refused where units are required', async () => {
    const strict = serviceOf({ ...settings(tenant), NPS_ENTRA_UNIT_ROLES: 'required' });
    expect((await ask(await good(), strict)).status).toBe(403);
    expect((await ask(await good({ scope: 'Feed.Read', roles: 'Unit.NORTH' }), strict)).body).toMatchObject({
      businessUnits: ['NORTH'],
    });
    expect((await ask(await good({ scope: 'Feed.Read', roles: 'Unit.*' }), strict)).body).toMatchObject({
      businessUnits: null,
    });
  });
});

describe('A token is refused', () => {
  const refusedFor = async (token: string, reason: RegExp, by = service): Promise<void> => {
    const { status, body } = await ask(token, by);
    expect({ status, message: messageOf(body) }).toEqual({
      status: 401,
      message: expect.stringMatching(reason) as unknown,
    });
  };

  test('for another service', async () => {
    await refusedFor(await tenant.token({ resource: 'https://other.example.com', scope: 'Feed.Read' }), /claim "aud"/);
    await refusedFor(await tenant.token({ resource: `${root}.evil.com`, scope: 'Feed.Read' }), /claim "aud"/);
  });

  test('for an application that is not allowed', async () => {
    await refusedFor(
      await tenant.token({ resource: root, client: stranger, scope: 'Feed.Read' }),
      /an application that is not allowed/,
    );
    const open = serviceOf({ ...settings(tenant), NPS_ENTRA_CLIENTS: `${stranger}, ${powerBi}` });
    expect((await ask(await tenant.token({ resource: root, client: stranger, scope: 'Feed.Read' }), open)).status).toBe(
      200,
    );
  });

  test('by another issuer', async () => {
    const other = serviceOf({ ...settings(tenant), NPS_ENTRA_ISSUERS: 'https://sts.windows.net/other/' });
    await refusedFor(await good(), /claim "iss"/, other);
  });

  test('of another tenant', async () => {
    const other = serviceOf({ ...settings(tenant), NPS_ENTRA_TENANT: '22222222-2222-4333-8444-555555555555' });
    await refusedFor(await good(), /another tenant/, other);
  });

  test('when it has expired, a minute of difference between clocks apart', async () => {
    const token = await good();
    const end = (decodeJwt(token).exp ?? 0) * 1000;
    const at = (milliseconds: number): Service => serviceOf(settings(tenant), { now: () => milliseconds });
    expect((await ask(token, at(end + 50_000))).status).toBe(200);
    await refusedFor(token, /an expired token/, at(end + 70_000));
  });

  test('when a claim was changed after signing', async () => {
    const token = await good();
    await refusedFor(
      tampered(token, (payload) => ({ ...payload, roles: ['Feed.Admin'] })),
      /signature that does not match/,
    );
    await refusedFor(
      tampered(token, (payload) => ({ ...payload, exp: 9_999_999_999 })),
      /signature that does not match/,
    );
  });

  test('when it is not signed (alg none)', async () => {
    const claims = decodeJwt(await good());
    await refusedFor(new UnsecuredJWT(claims).encode(), /algorithm|no signed token/);
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const [, payload = ''] = (await good()).split('.');
    await refusedFor(`${none}.${payload}.`, /algorithm|no signed token/);
    await refusedFor(`${none}.${payload}.c2ln`, /algorithm|no signed token/);
  });

  test('when another key signed it, under its own or the right key id', async () => {
    const token = await good();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { kid } = decodeProtectedHeader(token);
    const sign = (header: { kid?: string }): Promise<string> =>
      new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'RS256', ...header }).sign(privateKey);
    await refusedFor(await sign({ kid: kid ?? '' }), /signature that does not match/);
    await refusedFor(await sign({ kid: 'mine' }), /unknown key/);
    await refusedFor(await sign({}), /signature that does not match/);
  });

  test('when the public key was used as a shared secret (HS256)', async () => {
    const token = await good();
    const { keys } = (await (await fetch(`${tenant.issuer}/jwks`)).json()) as { keys: [JWK] };
    const publicKey = await importJWK(keys[0], 'RS256');
    if (publicKey instanceof Uint8Array) throw new Error('expected a public key');
    const secret = Buffer.from(await exportSPKI(publicKey));
    const forged = await new SignJWT(decodeJwt(token))
      .setProtectedHeader({ alg: 'HS256', kid: keys[0].kid ?? '' })
      .sign(secret);
    await refusedFor(forged, /algorithm/);
  });

  test('when it brings its own key or key address', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const claims = decodeJwt(await good());
    const jwk = publicKey.export({ format: 'jwk' }) as JWK;
    const own = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', jwk }).sign(privateKey);
    const addressed = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', jku: 'http://127.0.0.1:1/' })
      .sign(privateKey);
    await refusedFor(own, /signature that does not match/);
    await refusedFor(addressed, /signature that does not match/);
  });

  test.each([
    'x',
    'a.b.c',
    '...',
    'eyJhbGciOiJSUzI1NiJ9..',
    'e30.e30.e30',
    'npsk_0123456789ab_secret',
    'ä'.normalize('NFD').replace(/[^a-z]/g, ''),
  ])('when it is %j', async (token) => {
    await refusedFor(token, /no signed token|algorithm|signature that does not match/);
  });

  test('in the query parameter or as an API key', async () => {
    const token = await good();
    expect((await request(service.app).get(`/who?access_token=${token}`)).status).toBe(401);
    expect((await request(service.app).get(`/who?apikey=${token}`)).status).toBe(401);
    expect((await request(service.app).get('/who').set('x-api-key', token)).status).toBe(401);
    expect((await request(service.app).get('/who').set('authorization', `Basic ${token}`)).status).toBe(401);
  });
});

describe('The keys of the tenant', () => {
  // It stands still: on a busy machine a few questions may take longer than the half minute between two looks at the keys.
  let clock: jest.SpyInstance<number, []>;
  beforeEach(() => {
    clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now());
  });
  afterEach(() => clock.mockRestore());

  test('are read once for many tokens, and forged key ids cause no storm', async () => {
    const fresh = serviceOf(settings(tenant));
    const before = await tenant.keyRequests();
    const token = await good();
    for (let i = 0; i < 5; i++) expect((await ask(token, fresh)).status).toBe(200);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    for (let i = 0; i < 10; i++) {
      const kid = `forged ${String(i)}`;
      await ask(await new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey), fresh);
    }
    expect((await tenant.keyRequests()) - before).toBe(1);
  });

  test('are followed when they change: new tokens are accepted, old ones refused', async () => {
    const old = await good();
    expect((await ask(old, serviceOf(settings(tenant)))).status).toBe(200);
    await tenant.rotate();
    const token = await good();
    const fresh = serviceOf(settings(tenant));
    expect((await ask(token, fresh)).status).toBe(200);
    expect((await ask(old, fresh)).status).toBe(401);
  });

  test('are followed by a service that runs, half a minute later at most', async () => {
    const running = serviceOf(settings(tenant));
    const old = await good();
    expect((await ask(old, running)).status).toBe(200);
    await tenant.rotate();
    const token = await good();
    expect((await ask(token, running)).status).toBe(401);
    clock.mockReturnValue(Date.now() + 31_000);
    expect((await ask(token, running)).status).toBe(200);
    expect((await ask(old, running)).status).toBe(401);
  });

  test('that cannot be read answer 503 to be tried again, never 200, and heal', async () => {
    const token = await good();
    const fresh = serviceOf(settings(tenant));
    await tenant.break();
    const { status, headers, body } = await ask(token, fresh);
    expect({ status, body: body as unknown }).toMatchObject({
      status: 503,
      body: { error: { code: 'IDENTITY_UNREACHABLE' } },
    });
    expect(headers['retry-after']).toBe('30');
    await tenant.mend();
    expect((await ask(token, fresh)).status).toBe(200);
    const nowhere = serviceOf({ ...settings(tenant), NPS_ENTRA_JWKS_URL: 'http://127.0.0.1:1/jwks' });
    expect((await ask(token, nowhere)).status).toBe(503);
  });
});

test('Logs never hold a token', async () => {
  const token = await good();
  await ask(token);
  await ask(`${token}x`);
  await request(service.app).get(`/who?access_token=${token}&token=${token}`);
  await request(service.app).get(`/nowhere/${token}`);
  const log = service.log();
  expect(log).toContain('GET /nowhere/');
  for (const part of token.split('.')) expect(log).not.toContain(part);
});
