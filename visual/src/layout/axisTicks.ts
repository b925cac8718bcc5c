/** Round numbers for a score axis. */

const steps = [1, 2, 5, 10, 20, 25, 50, 100] as const;

/** Multiples of the finest step that gives at most `most` of them between low and high, both included. */
export function axisTicks(low: number, high: number, most: number): readonly number[] {
  const count = (step: number): number => Math.floor(high / step) - Math.ceil(low / step) + 1;
  const step = steps.find((candidate) => count(candidate) <= most) ?? 100;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.max(0, count(step)) }, (_, index) => (first + index) * step);
}
