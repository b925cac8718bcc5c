/** Rounding of shares so that they sum to 100. */

/**
 * Shares of the amounts in percent with the given decimals, summing to exactly 100 (largest remainder, ties to the
 * first). All zero when the amounts are. Worked: 1, 1, 1 with one decimal → 33.4, 33.3, 33.3.
 */
export function largestRemainder(amounts: readonly number[], decimals: number): readonly number[] {
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  if (!(total > 0)) return amounts.map(() => 0);
  const units = 100 * 10 ** decimals;
  const exact = amounts.map((amount) => (amount / total) * units);
  const floors = exact.map((value) => Math.floor(value + 1e-9));
  let left = units - floors.reduce((sum, value) => sum + value, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - (floors[index] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left <= 0) break;
    floors[index] = (floors[index] ?? 0) + 1;
    left -= 1;
  }
  return floors.map((value) => value / 10 ** decimals);
}
