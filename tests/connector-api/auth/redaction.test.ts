/** What reaches a log line, whatever wrote it and wherever the secret stood. */
import pino from 'pino';
import { loggerOptions, redactText } from '../../../connector-api/src/auth/redaction';

const key = `npsk_0123456789ab_${'Ab-_9'.repeat(9).slice(0, 43)}`;
const token = `eyJhbGciOiJSUzI1NiJ9.${Buffer.from('{"sub":"somebody"}').toString('base64url')}.c2lnbmF0dXJl`;

describe('redactText', () => {
  test.each<readonly [string, string]>([
    [`key ${key}!`, 'key [redacted]!'],
    [`Bearer ${token}`, 'Bearer [redacted]'],
    ['/odata/?$top=1&apikey=abc&$skip=2', '/odata/?$top=1&apikey=[redacted]&$skip=2'],
    ['/odata/?APIKEY=abc', '/odata/?APIKEY=[redacted]'],
    ['https://x/?access_token=abc#top', 'https://x/?access_token=[redacted]#top'],
    ['redirect=%2Fodata%3Fapikey%3Dabc', 'redirect=%2Fodata%3Fapikey%3D[redacted]'],
    ['Authorization: Basic YWJjOmRlZg==', 'Authorization: Basic [redacted]'],
    ['Server=db;User Id=sa;Password=hunter2;Encrypt=true', 'Server=db;User Id=sa;Password=[redacted];Encrypt=true'],
    ['Login failed, pwd = hunter2', 'Login failed, pwd = [redacted]'],
  ])('%s becomes %s', (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  test.each([
    '/odata/FactResponse?$filter=Score eq 5&$skiptoken=abc.def',
    'the key of the table',
    'npsk is the beginning of a key',
    'Basic rules',
    'GET /odata/DimContact(5)?monkey=1',
  ])('leaves alone: %s', (text) => {
    expect(redactText(text)).toBe(text);
  });

  test.each(['npsk_0123456789ab_', 'eyJa.', '&apikey=', 'Bearer ', 'password =', '%3Ftoken%3D'])(
    'takes linear time on hostile text: %s',
    (piece) => {
      const started = performance.now();
      redactText(piece.repeat(200_000));
      // Some tenths of a second; a minute on the slowest machine, where anything but linear time takes hours.
      expect(performance.now() - started).toBeLessThan(60_000);
    },
  );
});

test('A logger with these options writes no secret, wherever it stood', () => {
  const lines: string[] = [];
  const logger = pino({ ...loggerOptions, level: 'trace' }, { write: (line: string) => lines.push(line) });
  const headers = {
    authorization: 'a-plain-secret',
    'x-api-key': 'a-plain-secret',
    cookie: 'a-plain-secret',
    accept: 'kept',
  };
  logger.info({ req: { headers, url: `/x?apikey=a-plain-secret` } }, 'request');
  logger.info({ headers, config: { password: 'a-plain-secret', secret: 'a-plain-secret' } });
  logger.child({ key }).warn(`with ${key}`);
  logger.error({ err: new Error(`failed for ${token}`, { cause: new Error(key) }) });
  logger.fatal(`%s`, key);
  expect(lines).toHaveLength(5);
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty('level');
  const log = lines.join('');
  expect(log).toContain('kept');
  for (const secret of ['a-plain-secret', key.slice(18), token.split('.')[1] ?? '']) expect(log).not.toContain(secret);
});
