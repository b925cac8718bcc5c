/** What callers who may come see, before anybody has come: from the keys that are accepted now, or the rules for tokens. */
import type { Caller } from './caller';
import { type PersonPolicy, type Sight, sightId, sightOf } from './sight';

export interface PossibleSights {
  /** True where somebody who may come sees exactly that. */
  has(sight: Sight): boolean;
  /** What callers of the whole company see, what most of them see first; nothing that only some business units see. */
  ofWholeCompany(): readonly Sight[];
}

type Seeing = Pick<Caller, 'scopes' | 'businessUnits'>;

/** @param callers who may come now. */
export function sightsOfCallers(callers: () => readonly Seeing[], policy: PersonPolicy): PossibleSights {
  const sights = (): readonly Sight[] =>
    callers()
      .filter(({ scopes }) => scopes.includes('feed'))
      .map((caller) => sightOf(caller, policy));
  return {
    has: (sight) => sights().some((each) => sightId(each) === sightId(sight)),
    ofWholeCompany: () => {
      const counted = new Map<string, { readonly sight: Sight; readonly callers: number }>();
      for (const sight of sights().filter(({ businessUnits }) => businessUnits === null)) {
        const id = sightId(sight);
        counted.set(id, { sight, callers: (counted.get(id)?.callers ?? 0) + 1 });
      }
      return [...counted.values()].sort((one, other) => other.callers - one.callers).map(({ sight }) => sight);
    },
  };
}

/** Tokens may name any business unit; most who come have the scope `feed` alone. */
export function sightsOfTokens(policy: PersonPolicy): PossibleSights {
  const masked = (scopes: Caller['scopes']): Sight => sightOf({ scopes, businessUnits: null }, policy);
  const usual = masked(['feed']);
  return {
    has: (sight) =>
      [usual, masked(['feed', 'persons'])].some((each) => sightId(each) === sightId({ ...sight, businessUnits: null })),
    ofWholeCompany: () => [usual],
  };
}
