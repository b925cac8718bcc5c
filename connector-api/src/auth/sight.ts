/** What one caller sees of the star: a few words derived from the caller and the policy, by which caches are also kept apart. */
import { createHash } from 'node:crypto';
import type { PersonData } from '../star';
import type { Caller } from './caller';

/** What the configuration says about person data, whoever asks. */
export interface PersonPolicy {
  /** True where names and e-mail addresses may leave unmasked to callers with the scope `persons`. */
  readonly mayLeave: boolean;
  /** True where verbatim comments count as person data too. */
  readonly freeTextIsPersonal: boolean;
}

export interface Sight {
  /** Kinds of person data that are replaced by pseudonyms, sorted. */
  readonly masked: readonly PersonData[];
  /** Business units (by `BusinessUnitId`) whose rows are seen, sorted and once each; null for all, empty for none. */
  readonly businessUnits: readonly string[] | null;
}

/** Everything, unmasked: for the connector's own tests and checks, never for a caller. */
export const fullSight: Sight = Object.freeze({ masked: [], businessUnits: null });

/** Person data is seen only where configuration and scope both allow. */
export function sightOf(caller: Pick<Caller, 'scopes' | 'businessUnits'>, policy: PersonPolicy): Sight {
  const mayName = policy.mayLeave && caller.scopes.includes('persons');
  const personal: PersonData[] = policy.freeTextIsPersonal ? ['email', 'freeText', 'name'] : ['email', 'name'];
  return {
    masked: mayName ? [] : personal,
    businessUnits: caller.businessUnits === null ? null : [...new Set(caller.businessUnits)].sort(),
  };
}

/**
 * A short text that is equal exactly for sights that show the same rows and values: part of every cache key and `ETag`,
 * so that nobody is handed bytes that were made for somebody else. 24 hexadecimal digits; tells nothing about the units.
 */
export function sightId(sight: Sight): string {
  const canonical = JSON.stringify([sight.masked, sight.businessUnits]);
  return createHash('sha256').update(canonical).digest('hex').slice(0, 24);
}
