/** Packs rows column by column until there are enough for a batch. */
import { entityOf } from '../../survey/entities';
import type { PackedColumn } from '../packedColumn';
import type { EntityBatch } from '../source';
import { idText } from './columnTypes';
import { flagPosition, type ReadPlan } from './readPlan';
import type { RowCollector } from './streamRows';
import { type CellPacker, cellPacker } from './wire/cellPacker';
import type { Cells } from './wire/cells';
import { numberReader, type NumberReader, type TextReader, textReader } from './wire/cellValues';
import type { WireColumn } from './wire/wireColumn';

export interface Collected {
  readonly batch: EntityBatch;
  /** Ids of rows that the source marks as deleted. */
  readonly deleted: readonly string[];
  /** The largest change instant among the rows; null where there is none. */
  readonly newest: number | null;
}

export interface CollectedInOrder extends Collected {
  readonly reached: ReadPosition;
}

/** How far an ordered read came: the ordering value of its last row, and how many rows with that value were given. */
export interface ReadPosition {
  /** As the wire holds it; null for null. */
  readonly bytes: Buffer | null;
  readonly value: string | null;
  readonly rows: number;
}

export class ColumnBatch implements RowCollector<CollectedInOrder> {
  private readonly packers: readonly CellPacker[];
  private readonly orderAt: number;
  private readonly orderText: TextReader;
  private readonly changedAt: number;
  private readonly changed: NumberReader | null;
  private readonly flagAt: number;
  private deleted: string[] = [];
  private newest: number | null = null;
  private readonly last: LastValue;
  private lastRows: number;
  private toSkip: number;
  size = 0;

  /** @param after where a broken read of the same rows ended: what it gave already is left out. */
  constructor(
    private readonly plan: ReadPlan,
    after: ReadPosition | null,
    columns: readonly WireColumn[],
    codePages: readonly (string | undefined)[],
  ) {
    const entity = entityOf(plan.entity);
    const columnAt = (at: number): WireColumn => {
      const column = columns[at];
      if (column === undefined) throw new Error(`${plan.entity}: the result has no column ${String(at + 1)}.`);
      return column;
    };
    this.packers = plan.columns.map(({ name }, at) =>
      cellPacker(entity.columns[name]?.type ?? 'text', columnAt(at), at, codePages[at]),
    );
    this.orderAt = plan.key[0] ?? 0;
    const orderText = textReader(columnAt(this.orderAt), codePages[this.orderAt]);
    if (orderText === null) throw new Error(`${plan.entity}: ${columnAt(this.orderAt).name} is no text.`);
    this.orderText = orderText;
    this.changedAt = plan.changes?.at ?? -1;
    this.changed = this.changedAt < 0 ? null : numberReader(columnAt(this.changedAt));
    this.flagAt = plan.flag === null ? -1 : flagPosition(plan);
    this.last = new LastValue(after?.bytes);
    this.lastRows = after?.rows ?? 0;
    this.toSkip = after?.rows ?? 0;
  }

  add(cells: Cells): void {
    if (this.wasGiven(cells)) return;
    if (this.flagAt >= 0 && this.isFlagged(cells)) {
      this.deleted.push(idText(this.orderText(cells.value(this.orderAt))));
      return;
    }
    // The hot loop of a refresh: twenty values a row, some hundred thousand rows a second.
    for (const packer of this.packers) packer.add(cells);
    this.size += 1;
    const start = this.changed === null ? -1 : (cells.starts[this.changedAt] as number);
    if (this.changed === null || start < 0) return;
    const changed = this.changed(cells.bytes, start, (cells.ends[this.changedAt] as number) - start);
    if (changed > (this.newest ?? -Infinity)) this.newest = changed;
  }

  /** What was collected since the last call. */
  take(): CollectedInOrder {
    const { plan, size, deleted, newest } = this;
    const columns: Record<string, PackedColumn> = {};
    this.packers.forEach((packer, at) => {
      const packed = packer.take();
      const name = plan.columns[at]?.name;
      if (packed !== null && name !== undefined) columns[name] = packed;
    });
    this.deleted = [];
    this.newest = null;
    this.size = 0;
    const bytes = this.last.bytes();
    const reached = { bytes, value: bytes === null ? null : this.orderText(bytes), rows: this.lastRows };
    return { batch: { entity: plan.entity, rows: size, columns }, deleted, newest, reached };
  }

  /** Follows the ordering value, and tells a row that a broken read gave already. */
  private wasGiven(cells: Cells): boolean {
    const isSame = this.last.isSame(cells, this.orderAt);
    if (this.toSkip > 0 && isSame) {
      this.toSkip -= 1;
      return true;
    }
    this.toSkip = 0;
    if (isSame) this.lastRows += 1;
    else {
      this.last.set(cells, this.orderAt);
      this.lastRows = 1;
    }
    return false;
  }

  private isFlagged({ bytes, starts }: Cells): boolean {
    const start = starts[this.flagAt] as number;
    return start >= 0 && bytes[start] !== 0;
  }
}

/** The ordering value of the last row, kept without a new object for each row. */
class LastValue {
  private kept = Buffer.alloc(64);
  private length: number;

  /** @param value undefined before the first row, null for null. */
  constructor(value: Buffer | null | undefined) {
    this.length = value === undefined ? noRow : nullValue;
    if (value !== undefined && value !== null) this.copy(value, 0, value.length);
  }

  isSame({ bytes, starts, ends }: Cells, at: number): boolean {
    const start = starts[at] as number;
    if (start < 0) return this.length === nullValue;
    const end = ends[at] as number;
    return end - start === this.length && bytes.compare(this.kept, 0, this.length, start, end) === 0;
  }

  set({ bytes, starts, ends }: Cells, at: number): void {
    const start = starts[at] as number;
    if (start < 0) this.length = nullValue;
    else this.copy(bytes, start, ends[at] as number);
  }

  bytes(): Buffer | null {
    return this.length < 0 ? null : Buffer.from(this.kept.subarray(0, this.length));
  }

  private copy(bytes: Buffer, start: number, end: number): void {
    this.length = end - start;
    if (this.length > this.kept.length) this.kept = Buffer.alloc(this.length * 2);
    bytes.copy(this.kept, 0, start, end);
  }
}

const nullValue = -1;
const noRow = -2;
