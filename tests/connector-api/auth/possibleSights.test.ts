import { sightsOfCallers, sightsOfTokens } from '../../../connector-api/src/auth/possibleSights';
import type { PersonPolicy, Sight } from '../../../connector-api/src/auth/sight';

const allowed: PersonPolicy = { mayLeave: true, freeTextIsPersonal: false };
const masked: Sight = { masked: ['email', 'name'], businessUnits: null };
const open: Sight = { masked: [], businessUnits: null };
const ofUnit: Sight = { ...masked, businessUnits: ['U1'] };

describe('of callers who are known', () => {
  const seeing = sightsOfCallers(
    () => [
      { scopes: ['feed', 'persons'], businessUnits: null },
      { scopes: ['feed'], businessUnits: null },
      { scopes: ['feed', 'admin'], businessUnits: null },
      { scopes: ['feed'], businessUnits: ['U1'] },
      { scopes: ['admin'], businessUnits: ['U2'] },
    ],
    allowed,
  );

  it('are those of somebody who may read, and no others', () => {
    const unitTwo = { ...masked, businessUnits: ['U2'] };
    expect([masked, open, ofUnit, unitTwo].map((sight) => seeing.has(sight))).toEqual([true, true, true, false]);
  });

  it('of the whole company come with the most usual first, and without those of some units', () => {
    expect(seeing.ofWholeCompany()).toEqual([masked, open]);
  });
});

describe('of tokens', () => {
  it('are of any unit, and unmasked only where the configuration allows', () => {
    const seeing = sightsOfTokens(allowed);
    expect([masked, open, ofUnit].map((sight) => seeing.has(sight))).toEqual([true, true, true]);
    expect(sightsOfTokens({ ...allowed, mayLeave: false }).has(open)).toBe(false);
    expect(seeing.ofWholeCompany()).toEqual([masked]);
  });
});
