/** The normal distribution: quantiles of the levels offered, and the two-sided p-value. */

/** z of a two-sided interval at the level in percent. */
export const zOfLevel = {
  '90': 1.6448536269514722,
  '95': 1.959963984540054,
  '99': 2.5758293035489004,
} as const;

export type Level = keyof typeof zOfLevel;

/** Complementary error function for x ≥ 0; relative error below 1e-12 (series below 2.5, continued fraction above). */
function erfc(x: number): number {
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 80 && Math.abs(term) > 1e-17; n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = x;
  for (let n = 50; n > 0; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI));
}

/** Two-sided p-value of a z statistic, 0…1. */
export const twoSidedP = (z: number): number => erfc(Math.abs(z) / Math.SQRT2);
