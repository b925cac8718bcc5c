/** Things in a row that each need room, moved as little as it takes. */

/** Something that wants to stand at a place and needs room around it. */
export interface Wanting {
  readonly at: number;
  readonly room: number;
}

interface Block {
  sum: number;
  count: number;
}

/**
 * Middles at which all have their room within low…high, in the order given, their squared moves summing to the least.
 * Null when they do not fit.
 * @param wanting in ascending order of their places.
 */
export function spread(wanting: readonly Wanting[], low: number, high: number): readonly number[] | null {
  const total = wanting.reduce((sum, { room }) => sum + room, 0);
  if (total > high - low) return null;
  // Room before each taken off, what is left must only not fall: neighbours that would are pooled to their mean.
  const before = wanting.map((_, index) =>
    wanting.slice(0, index).reduce((sum, { room }) => sum + room, (wanting[index]?.room ?? 0) / 2),
  );
  const blocks: Block[] = [];
  wanting.forEach(({ at }, index) => {
    let block: Block = { sum: at - (before[index] ?? 0), count: 1 };
    for (let last = blocks.at(-1); last && last.sum / last.count > block.sum / block.count; last = blocks.at(-1)) {
      blocks.pop();
      block = { sum: block.sum + last.sum, count: block.count + last.count };
    }
    blocks.push(block);
  });
  const free = (value: number): number => Math.min(high - total, Math.max(low, value));
  const places = blocks.flatMap(({ sum, count }) => new Array<number>(count).fill(free(sum / count)));
  return places.map((place, index) => place + (before[index] ?? 0));
}
