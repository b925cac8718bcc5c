/** Rounding of shares so that they sum to 100. */

/**
 * Shares of the amounts in percent with the given decimals, summing to exactly 100 (largest remainder, ties to the
 * first). All zero when the amounts are. Worked: 1, 1, 1 with one decimal → 33.4, 33.3, 33.3.
 */
export function largestRemainder(amounts: readonly number[], decimals: number): readonly number[] {
  let total = 0;
  for (const amount of amounts) total += amount;
  if (!(total > 0)) return amounts.map(() => 0);
  const scale = 10 ** decimals;
  const shares: number[] = [];
  const remainders: number[] = [];
  const units = 100 * scale;
  let left = units;
  for (const amount of amounts) {
    const exact = (amount / total) * units;
    const floor = Math.floor(exact + 1e-9);
    shares.push(floor);
    remainders.push(exact - floor);
    left -= floor;
  }
  for (; left > 0; left--) {
    let most = 0;
    for (let index = 1; index < remainders.length; index++) {
      if ((remainders[index] ?? 0) > (remainders[most] ?? 0)) most = index;
    }
    shares[most] = (shares[most] ?? 0) + 1;
    remainders[most] = -1;
  }
  return shares.map((share) => share / scale);
}
