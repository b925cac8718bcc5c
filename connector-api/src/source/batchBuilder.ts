/** Collects rows of one entity into columns and hands out full batches. */
import { entityOf, type EntityName } from '../survey/entities';
import type { Value } from '../survey/entity';
import { type ColumnPacker, type PackedColumn, packedTypeOf, packerOf } from './packedColumn';
import { type EntityBatch, rowDigest, type SourceItem } from './source';

/** Rows of a batch: enough that what a batch costs beside its rows does not count, few enough to be made in a moment. */
export const batchRows = 2048;

export class BatchBuilder {
  private rows = 0;
  private readonly packers: ReadonlyArray<readonly [name: string, packer: ColumnPacker]>;

  constructor(
    private readonly entity: EntityName,
    private readonly flags: Pick<EntityBatch, 'derived' | 'numbered'> = {},
  ) {
    this.packers = [
      ...Object.entries(entityOf(entity).columns).map(
        ([name, { type }]) => [name, packerOf(packedTypeOf(type))] as const,
      ),
      ...(flags.numbered === true ? [[rowDigest, packerOf('text')] as const] : []),
    ];
  }

  get isFull(): boolean {
    return this.rows >= batchRows;
  }

  /** Values that are left out are null. */
  add(row: Readonly<Record<string, Value>>): void {
    for (const [name, packer] of this.packers) packer.add(row[name] ?? null);
    this.rows += 1;
  }

  /** What has been collected, as a batch; nothing where there is nothing. */
  take(): SourceItem[] {
    if (this.rows === 0) return [];
    const columns: Record<string, PackedColumn> = {};
    for (const [name, packer] of this.packers) {
      const column = packer.take();
      if (column !== null) columns[name] = column;
    }
    const { entity, rows, flags } = this;
    this.rows = 0;
    return [{ kind: 'batch', batch: { entity, rows, columns, ...flags } }];
  }
}
