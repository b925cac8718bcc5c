/** How many equally weighted answers a weighted sample is worth. */

/**
 * Kish's effective sample size (Σw)² / Σw², between 1 and the number of answers; 0 without any.
 * Intervals, tests and the minimum use it in place of the number of answers. Equal weights lose nothing.
 * Worked: weights 2, 1, 1 → 16 / 6 = 2.6667. Source: L. Kish, Survey Sampling, 1965.
 * @param weights sum of the weights. @param squares sum of the squared weights.
 */
export const effectiveAnswers = (weights: number, squares: number): number =>
  squares > 0 ? weights ** 2 / squares : 0;
