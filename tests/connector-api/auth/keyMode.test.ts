/** Mode `key` through a real service: every way to show a key, rotation, revocation, damage, and what is logged. */
import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import request from 'supertest';
import { createKey, type KeyRequest, listKeys, revokeKey } from '../../../connector-api/src/auth/keyCommands';
import { newFolder, type Service, serviceOf } from './service';

let clock = Date.parse('2026-11-23T12:00:00Z');
const now = (): number => clock;
/** The file is looked at once a second. */
const aMoment = (): void => void (clock += 1001);

const newService = (more: Readonly<Record<string, string>> = {}): Service =>
  serviceOf({ NPS_AUTH: 'key', ...more }, { now });
const plain: KeyRequest = { name: 'BI team', scopes: ['feed'], businessUnits: null, notAfter: null };
const contextOf = ({ keyFile }: Service) => ({ file: keyFile, now, random: randomBytes });
const keyOf = async (service: Service, more: Partial<KeyRequest> = {}): Promise<{ text: string; id: string }> => {
  const { text, stored } = await createKey({ ...plain, ...more }, contextOf(service));
  aMoment();
  return { text, id: stored.id };
};
const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const statusOf = async (service: Service, key: string, path = '/who'): Promise<number> =>
  (await request(service.app).get(path).set('x-api-key', key)).status;

describe('A key is accepted', () => {
  const service = newService();
  let key = '';
  beforeAll(async () => {
    key = (await keyOf(service)).text;
  });

  test.each<readonly [string, (key: string) => { path?: string; headers?: Record<string, string> }]>([
    ['in the header x-api-key', (k) => ({ headers: { 'x-api-key': k } })],
    ['as Authorization: ApiKey', (k) => ({ headers: { authorization: `ApiKey ${k}` } })],
    ['as authorization: apikey', (k) => ({ headers: { authorization: `apikey   ${k} ` } })],
    ['as Basic password with any user', (k) => ({ headers: { authorization: basic('anybody', k) } })],
    ['as Basic password without a user', (k) => ({ headers: { authorization: basic('', k) } })],
    ['as the query parameter apikey', (k) => ({ path: `/who?apikey=${k}` })],
    ['as ApiKey, between other options', (k) => ({ path: `/who?$top=5&ApiKey=${k}&$filter=Score%20eq%205` })],
    ['with an encoded parameter name', (k) => ({ path: `/who?%61pikey=${k}` })],
    ['twice the same way and another', (k) => ({ path: `/who?apikey=${k}`, headers: { 'x-api-key': k } })],
  ])('%s', async (_, show) => {
    const { path = '/who', headers = {} } = show(key);
    const { status, body } = await request(service.app).get(path).set(headers);
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'BI team', scopes: ['feed'], businessUnits: null });
  });

  test('and is gone from the URL before any route sees it, the rest untouched', async () => {
    const { body } = await request(service.app).get(`/who?$top=5&apikey=${key}&$filter=a%20eq%20%27b+c%27&x`);
    const clean = `/who?$top=5&$filter=a%20eq%20%27b+c%27&x`;
    expect(body).toMatchObject({ url: clean, original: clean });
  });

  test('with its scopes and units', async () => {
    const { text } = await keyOf(service, { name: 'North', scopes: ['feed', 'persons'], businessUnits: ['N1', 'N2'] });
    const { body } = await request(service.app).get('/who').set('x-api-key', text);
    expect(body).toMatchObject({
      scopes: ['feed', 'persons'],
      businessUnits: ['N1', 'N2'],
      sight: { masked: ['email', 'name'], businessUnits: ['N1', 'N2'] },
    });
  });
});

describe('A request is refused', () => {
  const service = newService();
  let key = '';
  beforeAll(async () => {
    key = (await keyOf(service)).text;
  });
  const other = `npsk_0123456789ab_${'x'.repeat(43)}`;

  test.each<readonly [string, (key: string) => { path?: string; headers?: Record<string, string> }]>([
    ['without a key', () => ({})],
    ['with an unknown key', () => ({ headers: { 'x-api-key': other } })],
    ['with the right id and another secret', (k) => ({ headers: { 'x-api-key': k.slice(0, 18) + 'x'.repeat(43) } })],
    ['with only the id', (k) => ({ headers: { 'x-api-key': k.slice(0, 17) } })],
    ['with an empty key', () => ({ headers: { 'x-api-key': '' } })],
    ['with an empty parameter', () => ({ path: '/who?apikey=' })],
    ['with the key in a bearer', (k) => ({ headers: { authorization: `Bearer ${k}` } })],
    ['with the key as Basic user', (k) => ({ headers: { authorization: basic(k, '') } })],
    ['with Basic that is no base64', () => ({ headers: { authorization: 'Basic !!!' } })],
    ['with two different keys', (k) => ({ path: `/who?apikey=${other}`, headers: { 'x-api-key': k } })],
    ['with two keys in one URL', (k) => ({ path: `/who?apikey=${k}&apikey=${other}` })],
    ['with the key in a fragment of another parameter', (k) => ({ path: `/who?apikey2=${k}` })],
  ])('%s', async (_, show) => {
    const { path = '/who', headers = {} } = show(key);
    const { status, headers: answered, body } = await request(service.app).get(path).set(headers);
    expect(status).toBe(401);
    expect(answered['www-authenticate']).toMatch(/^Basic realm=/);
    expect(body).toMatchObject({ error: { code: 'UNAUTHENTICATED' } });
    expect(JSON.stringify(body)).not.toContain(key.slice(18));
  });

  test('for a scope that the key does not have, by name', async () => {
    expect(await statusOf(service, key, '/who')).toBe(200);
    const { status, body } = await request(service.app).get('/admin').set('x-api-key', key);
    expect(status).toBe(403);
    expect((body as { error: { message: string } }).error.message).toMatch(/expected the scope admin/);
    const admin = await keyOf(service, { scopes: ['admin'] });
    expect(await statusOf(service, admin.text, '/admin')).toBe(200);
    expect(await statusOf(service, admin.text, '/who')).toBe(403);
  });

  test('but health is answered to anybody', async () => {
    expect((await request(service.app).get('/healthz')).status).toBe(200);
  });
});

describe('Keys come and go without a restart', () => {
  test('a key is rotated: both are accepted until the old one ends', async () => {
    const service = newService();
    const old = await keyOf(service);
    const fresh = await keyOf(service);
    const context = contextOf(service);
    const end = clock + 60_000;
    await revokeKey(old.id, new Date(end).toISOString(), context);
    aMoment();
    expect([await statusOf(service, old.text), await statusOf(service, fresh.text)]).toEqual([200, 200]);
    clock = end - 1;
    expect(await statusOf(service, old.text)).toBe(200);
    clock = end;
    const { status, body } = await request(service.app).get('/who').set('x-api-key', old.text);
    expect(status).toBe(401);
    expect((body as { error: { message: string } }).error.message).toContain('a key that has ended');
    expect(await statusOf(service, fresh.text)).toBe(200);
  });

  test('a revoked key is refused within a second', async () => {
    const service = newService();
    const { text, id } = await keyOf(service);
    expect(await statusOf(service, text)).toBe(200);
    await revokeKey(id, null, contextOf(service));
    aMoment();
    expect(await statusOf(service, text)).toBe(401);
    expect(listKeys(contextOf(service))).toMatchObject([{ id, accepted: false }]);
  });

  test('only its holder learns that a key has ended', async () => {
    const service = newService();
    const { text, id } = await keyOf(service);
    await revokeKey(id, null, contextOf(service));
    aMoment();
    const { body } = await request(service.app)
      .get('/who')
      .set('x-api-key', `${text.slice(0, 18)}${'x'.repeat(43)}`);
    expect((body as { error: { message: string } }).error.message).toContain('a key that is not known');
  });

  test('nobody is admitted while the file is away, damaged or open to others', async () => {
    const service = newService();
    const { text } = await keyOf(service);
    const kept = readFileSync(service.keyFile, 'utf8');
    expect(await statusOf(service, text)).toBe(200);
    const damaged = [
      '',
      '{}',
      kept.slice(0, -20),
      kept.replace('"feed"', '"everything"'),
      kept.replace('"version": 1', '"version": 2'),
      kept.replace('"businessUnits": null', '"businessUnits": "none"'),
      kept.replace(/"businessUnits": null,/, ''),
      kept.replace('"name":', '"revoked": true, "name":'),
    ];
    expect(new Set([...damaged, kept]).size).toBe(damaged.length + 1);
    for (const content of damaged) {
      writeFileSync(service.keyFile, content);
      aMoment();
      const { status, text: answer } = await request(service.app).get('/who').set('x-api-key', text);
      expect({ content, status }).toEqual({ content, status: 500 });
      expect(answer).not.toContain(service.keyFile);
    }
    writeFileSync(service.keyFile, kept);
    chmodSync(service.keyFile, 0o666);
    aMoment();
    expect(await statusOf(service, text)).toBe(500);
    chmodSync(service.keyFile, 0o600);
    aMoment();
    expect(await statusOf(service, text)).toBe(200);
    rmSync(service.keyFile);
    aMoment();
    expect(await statusOf(service, text)).toBe(401);
  });

  test('the file is for its owner only and twenty commands at once lose no key', async () => {
    const service = newService();
    const context = contextOf(service);
    await Promise.all(Array.from({ length: 20 }, (_, i) => createKey({ ...plain, name: `key ${String(i)}` }, context)));
    expect(new Set(listKeys(context).map(({ name }) => name)).size).toBe(20);
    expect(statSync(service.keyFile).mode & 0o777).toBe(0o600);
    expect(existsSync(`${service.keyFile}.new`)).toBe(false);
  });

  test.each<readonly [string, Partial<KeyRequest>, RegExp]>([
    ['without a name', { name: '  ' }, /expected 1 to 80/],
    ['without a scope', { scopes: [] }, /expected at least one/],
    ['with no unit at all', { businessUnits: [] }, /ids of business units/],
    ['for an admin of some units', { scopes: ['feed', 'admin'], businessUnits: ['N1'] }, /expected one or the other/],
    ['with an end in the past', { notAfter: '2020-01-01' }, /expected one in the future/],
    ['with an end that is no day', { notAfter: 'soon' }, /--not-after: found "soon"/],
  ])('no key is made %s', async (_, more, message) => {
    const context = { file: `${newFolder()}/keys.json`, now, random: randomBytes };
    await expect(createKey({ ...plain, ...more }, context)).rejects.toThrow(message);
    expect(existsSync(context.file)).toBe(false);
  });

  test('revoking names the ids there are', async () => {
    const service = newService();
    const { id } = await keyOf(service);
    await expect(revokeKey('000000000000', null, contextOf(service))).rejects.toThrow(`expected one of ${id}`);
    await revokeKey(id, null, contextOf(service));
    await expect(revokeKey(id, '2030-01-01', contextOf(service))).rejects.toThrow(/ends at .* already/);
  });
});

describe('Logs', () => {
  test('never hold a key, however it was shown and whether or not it was good', async () => {
    const service = newService();
    const { text } = await keyOf(service);
    const wrong = `npsk_0123456789ab_${'q'.repeat(43)}`;
    for (const key of [text, wrong]) {
      const { app } = service;
      await request(app).get('/who').set('x-api-key', key);
      await request(app).get('/who').set('authorization', `ApiKey ${key}`);
      await request(app).get('/who').set('authorization', basic('me', key));
      await request(app).get('/who').set('authorization', `Bearer ${key}`);
      await request(app).get(`/who?apikey=${key}`);
      await request(app).get(`/who?a=1&APIKEY=${encodeURIComponent(key)}&b=2`);
      await request(app)
        .get(`/nowhere/${key}?x=${key}`)
        .set('cookie', `a=${key}`)
        .set('referer', `http://x/?apikey=${key}`);
    }
    await request(service.app).get('/who?apikey=a-password-of-another-system');
    const log = service.log();
    expect(log.split('\n').filter((line) => line.includes('GET /who')).length).toBeGreaterThan(10);
    expect(log).toContain('[redacted]');
    for (const key of [text, wrong]) {
      expect(log).not.toContain(key.slice(18));
      expect(log).not.toContain(Buffer.from(`me:${key}`).toString('base64').slice(8));
    }
    expect(log).not.toContain('a-password-of-another-system');
  });
});

describe('Limits', () => {
  // Only the clock stands still: the minute of a limit must not end while a busy machine asks.
  let clock: jest.SpyInstance<number, []>;
  beforeEach(() => {
    clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now());
  });
  afterEach(() => clock.mockRestore());

  test('a caller who asks too often is told when to come back, another caller is not disturbed', async () => {
    const service = newService({ NPS_REQUESTS_PER_MINUTE: '3' });
    const first = await keyOf(service);
    const second = await keyOf(service);
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push(await statusOf(service, first.text));
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const { headers, body } = await request(service.app).get('/who').set('x-api-key', first.text);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(body).toMatchObject({ error: { code: 'RATE_LIMITED' } });
    expect(await statusOf(service, second.text)).toBe(200);
  });

  test('refusals become 429, and a good key from the same address still works', async () => {
    const service = newService({ NPS_REFUSALS_PER_MINUTE: '2' });
    const { text } = await keyOf(service);
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push(await statusOf(service, 'guess'));
    expect(statuses).toEqual([401, 401, 429, 429]);
    expect(await statusOf(service, text)).toBe(200);
  });

  test('a URL over the limit is refused before anybody asks for a key', async () => {
    const service = newService({ NPS_MAX_URL_LENGTH: '300' });
    const { status, body } = await request(service.app).get(`/who?a=${'x'.repeat(300)}`);
    expect(status).toBe(414);
    expect((body as { error: { message: string } }).error.message).toMatch(
      /found 307 characters, expected at most 300/,
    );
    expect((await request(service.app).get(`/who?a=${'x'.repeat(293)}`)).status).toBe(401);
  });

  test('every answer, a refusal too, carries the security headers', async () => {
    const service = newService();
    const { text } = await keyOf(service);
    for (const sent of [request(service.app).get('/who').set('x-api-key', text), request(service.app).get('/who')]) {
      const { headers } = await sent;
      expect(headers).toMatchObject({
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'private, no-cache',
        vary: 'Authorization, X-Api-Key',
      });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });
});
