/** Counts values that are not what their optional column holds, and says of each column how many and which was the first. */
import type { BadValue } from './rowReader';

interface Spoiled {
  count: number;
  readonly first: BadValue;
  readonly line: number;
}

export class SpoiledValues {
  private readonly columns = new Map<string, Spoiled>();

  /** @param line one-based line of the file on which the record begins. */
  add(values: readonly BadValue[], line: number): void {
    for (const value of values) {
      const known = this.columns.get(value.target);
      if (known === undefined) this.columns.set(value.target, { count: 1, first: value, line });
      else known.count += 1;
    }
  }

  notes(): string[] {
    return [...this.columns].map(
      ([target, { count, first, line }]) =>
        `${target}: ${String(count)} values could not be read and became empty, first "${first.found}" on line ${String(line)}, column ${String(first.place)}.`,
    );
  }
}
