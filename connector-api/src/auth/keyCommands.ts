/** What an administrator does with API keys: create, list, revoke. */
import { ConnectorError } from '../errors';
import { makeKey, type Random, type StoredKey } from './apiKey';
import type { Scope } from './caller';
import { changeKeyFile, readKeyFile } from './keyFile';

export interface KeyRequest {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Null for all business units. */
  readonly businessUnits: readonly string[] | null;
  /** ISO instant; null for a key that does not end. */
  readonly notAfter: string | null;
}

export interface KeyCommandContext {
  readonly file: string;
  readonly now: () => number;
  readonly random: Random;
}

/**
 * Makes a key; its text is in the answer and nowhere else. A second key of the same name is allowed: that is how one is rotated.
 * @throws ConnectorError USAGE for an empty name, no scope, an empty list of units or an end that has passed.
 */
export async function createKey(
  request: KeyRequest,
  { file, now, random }: KeyCommandContext,
): Promise<{ readonly text: string; readonly stored: StoredKey }> {
  check(request, now());
  return changeKeyFile(file, (keys) => {
    const made = makeKey(
      {
        name: request.name.trim(),
        scopes: [...new Set(request.scopes)],
        businessUnits: request.businessUnits === null ? null : [...new Set(request.businessUnits)],
        createdAt: new Date(now()).toISOString(),
        notAfter: request.notAfter === null ? null : new Date(request.notAfter).toISOString(),
      },
      random,
    );
    return { keys: [...keys, made.stored], result: made };
  });
}

export interface KeyListing extends Omit<StoredKey, 'salt' | 'hash'> {
  readonly accepted: boolean;
}

/** Every key, ended ones too, without salt and hash. */
export function listKeys({ file, now }: Pick<KeyCommandContext, 'file' | 'now'>): readonly KeyListing[] {
  return readKeyFile(file).map(({ salt: _salt, hash: _hash, ...key }) => ({
    ...key,
    accepted: key.notAfter === null || now() < Date.parse(key.notAfter),
  }));
}

/**
 * Ends a key now, or at `at` (an ISO instant), so that its follower has time to be put in place.
 * @throws ConnectorError USAGE where no key has the id, or it ends earlier already.
 */
export async function revokeKey(
  id: string,
  at: string | null,
  { file, now }: Pick<KeyCommandContext, 'file' | 'now'>,
): Promise<StoredKey> {
  const end = at === null ? now() : instantOf(at, '--at');
  return changeKeyFile(file, (keys) => {
    const found = keys.find((key) => key.id === id);
    if (found === undefined) {
      throw new ConnectorError('USAGE', {
        target: 'key revoke',
        found: `the id "${id}"`,
        expected: keys.length === 0 ? 'a key to have been created' : `one of ${keys.map((key) => key.id).join(', ')}`,
      });
    }
    if (found.notAfter !== null && Date.parse(found.notAfter) <= end) {
      throw new ConnectorError('USAGE', {
        target: 'key revoke',
        found: `a key that ends at ${found.notAfter} already`,
      });
    }
    const revoked = { ...found, notAfter: new Date(end).toISOString() };
    return { keys: keys.map((key) => (key.id === id ? revoked : key)), result: revoked };
  });
}

function check({ name, scopes, businessUnits, notAfter }: KeyRequest, now: number): void {
  const wrong = (found: string, expected: string): never => {
    throw new ConnectorError('USAGE', { target: 'key create', found, expected });
  };
  if (name.trim() === '' || name.length > 80) wrong(`a name of ${String(name.trim().length)} characters`, '1 to 80');
  if (scopes.length === 0) wrong('no scope', 'at least one');
  if (businessUnits !== null && (businessUnits.length === 0 || businessUnits.some((unit) => unit.trim() === ''))) {
    wrong('an empty business unit', 'ids of business units, or none for all');
  }
  if (businessUnits !== null && scopes.includes('admin')) {
    wrong('the scope admin limited to business units', 'one or the other: admin shows totals over all units');
  }
  if (notAfter !== null && instantOf(notAfter, '--not-after') <= now)
    wrong(`an end at ${notAfter}`, 'one in the future');
}

/** Milliseconds of an ISO instant or day (its beginning, UTC). */
function instantOf(text: string, option: string): number {
  const isInstant = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.test(text);
  const parsed = Date.parse(text);
  if (isInstant && !Number.isNaN(parsed)) return parsed;
  throw new ConnectorError('USAGE', {
    target: option,
    found: `"${text}"`,
    expected: 'a day or an instant such as 2027-01-31T00:00:00Z',
  });
}
