/** Collects rows of one entity into columns and hands out full batches. */
import { entityOf, type EntityName } from '../survey/entities';
import type { Value } from '../survey/entity';
import { type EntityBatch, rowDigest, type SourceItem } from './source';

/** DuckDB's vector size: a batch of this many rows is appended without being cut. */
export const batchRows = 2048;

export class BatchBuilder {
  private columns: Record<string, Value[]> = {};
  private rows = 0;
  private readonly names: readonly string[];

  constructor(
    private readonly entity: EntityName,
    private readonly flags: Pick<EntityBatch, 'derived' | 'numbered'> = {},
  ) {
    this.names = [...Object.keys(entityOf(entity).columns), ...(flags.numbered === true ? [rowDigest] : [])];
    this.clear();
  }

  get isFull(): boolean {
    return this.rows >= batchRows;
  }

  /** Values that are left out are null. */
  add(row: Readonly<Record<string, Value>>): void {
    for (const name of this.names) this.columns[name]?.push(row[name] ?? null);
    this.rows += 1;
  }

  /** What has been collected, as a batch; nothing where there is nothing. */
  take(): SourceItem[] {
    if (this.rows === 0) return [];
    const { entity, rows, columns, flags } = this;
    this.clear();
    return [{ kind: 'batch', batch: { entity, rows, columns, ...flags } }];
  }

  private clear(): void {
    this.columns = Object.fromEntries(this.names.map((name) => [name, []]));
    this.rows = 0;
  }
}
