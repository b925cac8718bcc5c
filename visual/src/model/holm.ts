/** Holm's correction for many comparisons at once. */

/**
 * Which hypotheses are rejected at family-wise level alpha: the k-th smallest p-value (from 0) is compared with
 * alpha / (m − k), stopping at the first that is larger. Worked: p = 0.01, 0.04, 0.03 at 0.05 → only the first.
 */
export function holm(pValues: readonly number[], alpha: number): readonly boolean[] {
  const order = pValues.map((_, index) => index).sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
  const rejected = new Array<boolean>(pValues.length).fill(false);
  for (const [rank, index] of order.entries()) {
    if ((pValues[index] ?? 1) > alpha / (pValues.length - rank)) break;
    rejected[index] = true;
  }
  return rejected;
}
