/** Where the rows of a load are once it is applied: whatever lacks a key or a history is among them. */
import type { EntityName } from '../survey/entities';
import { besideTable, stagingTable } from './schema';
import { newRows } from './stagedRows';

export class LoadedRows {
  private readonly places = new Map<EntityName, string>();

  /** @param replacing all rows of the entity came with this load, instead of some on top of others. */
  add(entity: EntityName, replacing: boolean): void {
    this.places.set(entity, replacing ? stagingTable(entity) : besideTable(entity, 'next'));
  }

  /** Place of the entity's rows that came and were not staged with the same values; null where there are none. */
  of(entity: EntityName): string | null {
    return this.places.get(entity) ?? null;
  }

  /** Place of those of them that no staged row had the key of. */
  newOf(entity: EntityName): string | null {
    const place = this.of(entity);
    return place === null || place === stagingTable(entity) ? place : newRows(entity, place);
  }

  /** All tables that hold rows of the entity: what is taken out of one must go from both. */
  tables(entity: EntityName): readonly string[] {
    return [...new Set([stagingTable(entity), this.of(entity) ?? stagingTable(entity)])];
  }
}
