/** Collects rows column by column, converted, until there are enough for a batch. */
import type { Value } from '../../survey/entity';
import type { EntityBatch } from '../source';
import { type Convert, idText } from './columnTypes';
import { flagPosition, type ReadPlan } from './readPlan';

/** Rows of a batch: one of the embedded engine's own chunks; bigger ones live long enough to cost the collector time. */
export const batchRows = 2048;

export interface Collected {
  readonly batch: EntityBatch;
  /** Ids of rows that the source marks as deleted. */
  readonly deleted: readonly string[];
  /** The largest change instant among the rows; null where there is none. */
  readonly newest: number | null;
  readonly reached: ReadPosition;
}

/** How far an ordered read came: the ordering value of its last row, and how many rows with that value were given. */
export interface ReadPosition {
  readonly value: unknown;
  readonly rows: number;
}

const same = (a: unknown, b: unknown): boolean =>
  a === b || (a instanceof Date && b instanceof Date && a.getTime() === b.getTime());

export class ColumnBatch {
  private columns: Value[][];
  private readonly converts: readonly (Convert | null)[];
  private readonly orderAt: number;
  private deleted: string[] = [];
  private newest: number | null = null;
  private lastValue: unknown;
  private lastRows: number;
  private toSkip: number;
  size = 0;

  /** @param after where a broken read of the same rows ended: what it gave already is left out. */
  constructor(
    private readonly plan: ReadPlan,
    private readonly after: ReadPosition | null,
  ) {
    this.columns = plan.columns.map(() => []);
    this.converts = plan.columns.map(({ convert }) => convert);
    this.orderAt = plan.key[0] ?? 0;
    this.lastValue = after?.value;
    this.lastRows = after?.rows ?? 0;
    this.toSkip = after?.rows ?? 0;
  }

  add(row: readonly unknown[]): void {
    const { plan, columns, converts } = this;
    const order = row[this.orderAt];
    if (this.toSkip > 0) {
      this.toSkip -= 1;
      if (same(order, this.after?.value)) return;
      this.toSkip = 0;
    }
    if (same(order, this.lastValue)) this.lastRows += 1;
    else {
      this.lastValue = order;
      this.lastRows = 1;
    }
    if (plan.flag !== null && row[flagPosition(plan)] === true) {
      this.deleted.push(idText(order));
      return;
    }
    // The hot loop of a refresh: twenty values a row, a hundred thousand rows a second.
    for (let at = 0; at < converts.length; at += 1) {
      const value = row[at] as Value | undefined;
      const convert = converts[at];
      (columns[at] as Value[]).push(
        value === null || value === undefined
          ? null
          : convert === null || convert === undefined
            ? value
            : convert(value),
      );
    }
    this.size += 1;
    if (plan.changes === null || plan.changes.at < 0) return;
    const changed = (columns[plan.changes.at] as Value[])[this.size - 1];
    if (typeof changed === 'number' && changed > (this.newest ?? -Infinity)) this.newest = changed;
  }

  /** What was collected since the last call. */
  take(): Collected {
    const { plan, columns, size, deleted, newest } = this;
    this.columns = plan.columns.map(() => []);
    this.deleted = [];
    this.newest = null;
    this.size = 0;
    return {
      batch: {
        entity: plan.entity,
        rows: size,
        columns: Object.fromEntries(plan.columns.map(({ name }, at) => [name, columns[at] ?? []])),
      },
      deleted,
      newest,
      reached: { value: this.lastValue, rows: this.lastRows },
    };
  }
}
