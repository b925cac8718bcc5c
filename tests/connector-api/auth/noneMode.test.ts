/** Mode `none`: this machine only, by address and by host name. */
import request from 'supertest';
import { assertBindable, isLoopback } from '../../../connector-api/src/auth/bindable';
import { serviceOf } from './service';

describe('Without authentication', () => {
  test.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.9.9.9', '::1', '[::1]', '::ffff:127.0.0.1'])(
    'the service may listen on %s',
    (host) => {
      expect(isLoopback(host)).toBe(true);
      expect(() => {
        assertBindable(host, 'none');
      }).not.toThrow();
    },
  );

  test.each([
    undefined,
    '',
    '0.0.0.0',
    '::',
    '192.168.1.4',
    '10.0.0.1',
    'example.com',
    '127.1',
    '0x7f.0.0.1',
    'localhost.example.com',
    '127.0.0.1.nip.io',
    '::ffff:10.0.0.1',
    '128.0.0.1',
    '[::]',
  ])('the service refuses to listen on %j, and says what to do', (host) => {
    expect(() => {
      assertBindable(host, 'none');
    }).toThrow(
      /Refused to listen on .*found no authentication.*expected a loopback address such as 127\.0\.0\.1, or NPS_AUTH=key/,
    );
    for (const mode of ['key', 'entra'] as const) {
      expect(() => {
        assertBindable(host, mode);
      }).not.toThrow();
    }
  });

  test('whoever is on this machine may do everything that configuration allows', async () => {
    const { app } = serviceOf({});
    const { status, body } = await request(app).get('/who');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: 'local',
      businessUnits: null,
      sight: { masked: ['email', 'name'], businessUnits: null },
    });
    expect((await request(app).get('/admin')).status).toBe(200);
    const allowed = serviceOf({ NPS_PERSONS: 'allowed', NPS_FREE_TEXT: 'personal' });
    expect((await request(allowed.app).get('/who')).body).toMatchObject({ sight: { masked: [] } });
  });

  test.each(['localhost:4300', '127.0.0.1:4300', '[::1]:4300', 'localhost'])(
    'a request to %s is answered',
    async (host) => {
      expect((await request(serviceOf({}).app).get('/who').set('host', host)).status).toBe(200);
    },
  );

  test.each([
    'rebound.example.com',
    'rebound.example.com:4300',
    '192.168.1.4',
    'localhost.evil.com',
    '127.0.0.1.nip.io:80',
    ':4300',
    '',
  ])('a request under the foreign host name %j is refused, so that a rebound name opens nothing', async (host) => {
    const { status, body } = await request(serviceOf({}).app).get('/who').set('host', host);
    expect(status).toBe(403);
    expect(body).toMatchObject({ error: { code: 'FORBIDDEN' } });
  });

  test('a key that Power BI still sends is ignored and taken out of the URL', async () => {
    const { body } = await request(serviceOf({}).app).get('/who?apikey=old&$top=1');
    expect(body).toMatchObject({ id: 'local', url: '/who?$top=1' });
  });
});
