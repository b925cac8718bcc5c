import vectors from '../../fixtures/nps-vectors.json';
import { change } from '../../../visual/src/model/change';
import { effectiveAnswers } from '../../../visual/src/model/effectiveAnswers';
import { goalVerdict } from '../../../visual/src/model/goalVerdict';
import { holm } from '../../../visual/src/model/holm';
import { estimate, interval } from '../../../visual/src/model/interval';
import { largestRemainder } from '../../../visual/src/model/largestRemainder';
import { nps } from '../../../visual/src/model/nps';

const close = (found: number | null | undefined, expected: number): void => {
  expect(Math.abs((found ?? NaN) - expected))
    .withContext(`${String(found)} for ${expected}`)
    .toBeLessThan(1e-6);
};

describe('the statistics reproduce the vectors', () => {
  it('has vectors to reproduce', () => {
    expect(vectors.single.length).toBeGreaterThan(10);
    expect(vectors.change.length).toBeGreaterThan(3);
  });

  for (const vector of vectors.single) {
    const { detractors, passives, promoters, wald, adjustedWald } = vector;
    const counts = { detractors, passives, promoters };
    it(`for ${detractors} detractors, ${passives} passives, ${promoters} promoters`, () => {
      close(nps(counts), wald.nps);
      const plain = estimate(counts, 'wald');
      close(plain?.variance, wald.variance);
      close(plain?.standardError, wald.standardError);
      const adjusted = estimate(counts, 'adjustedWald');
      close(adjusted?.center, adjustedWald.nps);
      close(adjusted?.variance, adjustedWald.variance);
      close(adjusted?.standardError, adjustedWald.standardError);
      const found = interval(counts, 'adjustedWald', '95');
      close(found?.lower, adjustedWald.lowerClamped);
      close(found?.upper, adjustedWald.upperClamped);
      const unadjusted = interval(counts, 'wald', '95');
      close(unadjusted?.lower, Math.max(-100, wald.lower));
      close(unadjusted?.upper, Math.min(100, wald.upper));
    });
  }

  for (const vector of vectors.change) {
    const { previous, current } = vector;
    it(`for the change from ${Object.values(previous).join('/')} to ${Object.values(current).join('/')}`, () => {
      const found = change(previous, current, 'adjustedWald', '95');
      close(found?.delta, vector.delta);
      close(found?.standardError, vector.standardError);
      close(found?.z, vector.z);
      close(found?.pValue, vector.pValue);
      expect(found?.significant).toBe(vector.significant);
    });
  }
});

describe('mistakes found in published work', () => {
  it('keeps the passives in the denominator', () => {
    expect(nps({ detractors: 15, passives: 40, promoters: 45 })).toBeCloseTo(30, 9);
  });

  it('gives no score, rather than NaN, when nobody answered', () => {
    expect(nps({ detractors: 0, passives: 0, promoters: 0 })).toBeNull();
    expect(interval({ detractors: 0, passives: 0, promoters: 0 }, 'adjustedWald', '95')).toBeNull();
    expect(
      change({ detractors: 0, passives: 0, promoters: 0 }, { detractors: 1, passives: 1, promoters: 1 }, 'wald', '95'),
    ).toBeNull();
  });

  it('does not treat promoters and detractors as independent', () => {
    const found = interval({ promoters: 250, detractors: 75, passives: 675 }, 'wald', '95');
    expect(found?.lower).toBeCloseTo(14.137, 3);
    expect(found?.upper).toBeCloseTo(20.863, 3);
  });

  it('is not certain when all ten answers are promoters', () => {
    const found = interval({ promoters: 10, detractors: 0, passives: 0 }, 'adjustedWald', '95');
    expect(found?.lower).toBeCloseTo(47.5036, 4);
    expect(found?.upper).toBe(100);
  });

  it('keeps the sign of a fall', () => {
    const found = change(
      { detractors: 10, passives: 35, promoters: 55 },
      { detractors: 15, passives: 40, promoters: 45 },
      'adjustedWald',
      '95',
    );
    expect(found?.delta).toBeLessThan(0);
    expect(found?.z).toBeLessThan(0);
  });

  it('tests two-sided: z of 1.7 is not significant at 95 %', () => {
    const found = change(
      { detractors: 20, passives: 40, promoters: 40 },
      { detractors: 12, passives: 37, promoters: 51 },
      'adjustedWald',
      '95',
    );
    expect(found?.z).toBeGreaterThan(1.645);
    expect(found?.z).toBeLessThan(1.96);
    expect(found?.significant).toBeFalse();
  });
});

describe("Kish's effective number of answers", () => {
  for (const [weights, expected] of [
    [[2, 1, 1], 16 / 6],
    [[1, 1, 1, 1], 4],
    [[0.25, 0.25], 2],
    [[100, 0, 0], 1],
    [[], 0],
  ] as const) {
    it(`of weights ${weights.join(', ') || 'none'} is ${expected.toFixed(4)}`, () => {
      const sum = weights.reduce((total: number, weight) => total + weight, 0);
      const squares = weights.reduce((total: number, weight) => total + weight ** 2, 0);
      expect(effectiveAnswers(sum, squares)).toBeCloseTo(expected, 9);
    });
  }
});

describe("Holm's correction", () => {
  for (const [pValues, expected] of [
    [
      [0.01, 0.04, 0.03],
      [true, false, false],
    ],
    [
      [0.001, 0.02, 0.04],
      [true, true, true],
    ],
    [[0.2], [false]],
    [[], []],
    [
      [0.03, 0.03],
      [false, false],
    ],
  ] as const) {
    it(`rejects ${JSON.stringify(expected)} of ${JSON.stringify(pValues)} at 0.05`, () => {
      expect(holm(pValues, 0.05)).toEqual([...expected]);
    });
  }
});

describe('rounding to shares', () => {
  for (const [amounts, decimals, expected] of [
    [[1, 1, 1], 1, [33.4, 33.3, 33.3]],
    [[1, 1, 1], 0, [34, 33, 33]],
    [[0, 0, 0], 1, [0, 0, 0]],
    [[1194, 3953, 8465], 1, [8.8, 29, 62.2]],
    [[0, 0, 7], 1, [0, 0, 100]],
  ] as const) {
    it(`of ${amounts.join(', ')} with ${decimals} decimals gives ${expected.join(', ')}`, () => {
      expect(largestRemainder(amounts, decimals)).toEqual([...expected]);
    });
  }

  it('sums to exactly 100.0 for any counts', () => {
    for (let a = 0; a < 14; a++) {
      for (let b = 0; b < 14; b++) {
        for (let c = 1; c < 14; c++) {
          const tenths = largestRemainder([a, b, c], 1).reduce((sum, share) => sum + Math.round(share * 10), 0);
          expect(tenths).toBe(1000);
        }
      }
    }
  });
});

describe('the verdict on a goal', () => {
  for (const [goal, lower, upper, expected] of [
    [0, 0, 10, 'reached'],
    [50, 51, 55, 'reached'],
    [50, 30, 49.9, 'notReached'],
    [50, 30, 50, 'cannotTell'],
    [-20, -30, -10, 'cannotTell'],
  ] as const) {
    it(`is ${expected} for goal ${goal} and ${lower} to ${upper}`, () => {
      expect(goalVerdict(goal, { lower, upper })).toBe(expected);
    });
  }

  it('is none without a goal or without an interval', () => {
    expect(goalVerdict(null, { lower: 0, upper: 1 })).toBeNull();
    expect(goalVerdict(0, null)).toBeNull();
  });
});
