/** Seeded random numbers: the same seed and index give the same sequence on every machine. */

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole, 0 to `below` − 1. */
  index(below: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** Standard normal (Box–Muller). */
  normal(): number;
  /** Minutes with a long tail: log-normal around `median`. */
  waiting(median: number, spread: number): number;
}

/** mulberry32 over a mix of seed and stream; good enough for stories, not for secrets. */
export function seededRandom(seed: number, stream = 0): Random {
  let state = mix(mix(seed >>> 0) ^ (stream + 0x9e3779b9));
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const index = (below: number): number => Math.floor(next() * below);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    index,
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[index(items.length)];
      if (item === undefined) throw new RangeError('Nothing to pick from.');
      return item;
    },
    normal,
    waiting: (median, spread) => median * Math.exp(spread * normal()),
  };
}

function mix(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
