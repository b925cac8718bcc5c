/** API keys: several by name, stored as digests, compared in constant time. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { ConnectorError } from '../errors';
import type { Authenticator, Credentials, Principal, Scope } from './principal';

/** One key as configuration holds it. Two records with the same name are one key being rotated: both work. */
export interface KeyRecord {
  readonly name: string;
  /** `sha256:` and 64 hexadecimal digits, from `digestOfKey`. */
  readonly digest: string;
  readonly scopes: readonly Scope[];
  /** Business units that the key sees, by id; null for all. */
  readonly businessUnits: readonly string[] | null;
  /** ISO instant from which the key no longer works; null for never. */
  readonly expires: string | null;
}

/** A new key: 256 random bits as text. A plain digest is enough at rest because nobody can try them all. */
export const newKey = (random: (size: number) => Buffer = randomBytes): string =>
  `nps_${random(32).toString('base64url')}`;

export const digestOfKey = (key: string): string => `sha256:${createHash('sha256').update(key, 'utf8').digest('hex')}`;

/** @throws CONFIG_INVALID for a record without a proper digest. */
export function keyAuthenticator(records: readonly KeyRecord[], now: () => Date): Authenticator {
  const known = records.map((record) => ({ record, digest: digestBytes(record) }));
  return {
    challenge: 'Basic realm="NPS Power Dashboards", charset="UTF-8"',
    authenticate: async (credentials): Promise<Principal> => {
      const given = givenKey(credentials);
      if (given === null) throw new ConnectorError('UNAUTHENTICATED', { expected: 'an API key' });
      const digest = createHash('sha256').update(given, 'utf8').digest();
      // Every record is compared, so that the time taken tells nothing about which one fits.
      const fitting = known.filter((each) => timingSafeEqual(each.digest, digest));
      const valid = fitting.find(({ record }) => record.expires === null || new Date(record.expires) > now());
      if (valid === undefined) {
        throw new ConnectorError('UNAUTHENTICATED', {
          expected: fitting.length > 0 ? 'a key that has not expired' : 'a valid API key',
        });
      }
      const { name, scopes, businessUnits } = valid.record;
      return Promise.resolve({ name, scopes: new Set(scopes), businessUnits });
    },
  };
}

function digestBytes({ name, digest }: KeyRecord): Buffer {
  const hex = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  if (hex === undefined) {
    throw new ConnectorError('CONFIG_INVALID', {
      target: `digest of the key ${name}`,
      expected: 'sha256: and 64 hexadecimal digits',
    });
  }
  return Buffer.from(hex, 'hex');
}

/** The key from `X-API-Key`, `Authorization: Bearer`, `Authorization: Basic` (as the password, any user), or `apikey`. */
function givenKey({ authorization, apiKeyHeader, apiKeyParameter }: Credentials): string | null {
  const candidates = [apiKeyHeader, bearer(authorization), basicPassword(authorization), apiKeyParameter];
  return candidates.find((each) => each !== undefined && each !== '') ?? null;
}

const bearer = (authorization: string | undefined): string | undefined =>
  /^(?:Bearer|ApiKey) +(\S+)$/i.exec(authorization ?? '')?.[1];

function basicPassword(authorization: string | undefined): string | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const [user = '', password = ''] = [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)];
  return password === '' ? user : password;
}
