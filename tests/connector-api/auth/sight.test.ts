/** What a caller sees, derived from scopes and policy. */
import { sightId, sightOf } from '../../../connector-api/src/auth/sight';
import type { Scope } from '../../../connector-api/src/auth/caller';

describe('sightOf', () => {
  test.each<
    readonly [mayLeave: boolean, freeTextIsPersonal: boolean, scopes: readonly Scope[], masked: readonly string[]]
  >([
    [true, true, ['feed', 'persons'], []],
    [true, false, ['feed', 'persons'], []],
    [false, true, ['feed', 'persons', 'admin'], ['email', 'freeText', 'name']],
    [false, false, ['feed', 'persons', 'admin'], ['email', 'name']],
    [true, true, ['feed', 'admin'], ['email', 'freeText', 'name']],
    [true, false, ['feed'], ['email', 'name']],
  ])(
    'names may leave %s, free text personal %s, scopes %j: masks %j',
    (mayLeave, freeTextIsPersonal, scopes, masked) => {
      expect(sightOf({ scopes, businessUnits: null }, { mayLeave, freeTextIsPersonal }).masked).toEqual(masked);
    },
  );

  test('keeps "all units" and "no unit" apart', () => {
    const policy = { mayLeave: false, freeTextIsPersonal: false };
    expect(sightOf({ scopes: ['feed'], businessUnits: null }, policy).businessUnits).toBeNull();
    expect(sightOf({ scopes: ['feed'], businessUnits: [] }, policy).businessUnits).toEqual([]);
  });
});

describe('sightId', () => {
  const policy = { mayLeave: true, freeTextIsPersonal: false };
  const idOf = (scopes: readonly Scope[], businessUnits: readonly string[] | null): string =>
    sightId(sightOf({ scopes, businessUnits }, policy));

  test('is equal for callers who see the same', () => {
    expect(idOf(['feed'], ['B', 'A', 'A'])).toBe(idOf(['feed', 'admin'], ['A', 'B']));
  });

  test('differs for every difference in what is seen', () => {
    const ids = [
      idOf(['feed'], null),
      idOf(['feed'], []),
      idOf(['feed'], ['']),
      idOf(['feed'], ['A']),
      idOf(['feed'], ['A', 'B']),
      idOf(['feed'], ['A,B']),
      idOf(['feed'], ['A","B']),
      idOf(['feed', 'persons'], null),
      idOf(['feed', 'persons'], ['A']),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
