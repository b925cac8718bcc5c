/** Finds rows that vanished at the source by comparing the ids it still has with those in staging. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { type EntityName, entityOf } from '../survey/entities';
import { noteGoing } from './changes';
import { ChunkAppender } from './chunkAppender';
import type { LoadedRows } from './loadedRows';
import { quoted } from './schema';

export class PresentIds {
  private readonly appenders = new Map<EntityName, ChunkAppender>();

  constructor(private readonly connection: DuckDBConnection) {}

  async add(entity: EntityName, ids: readonly string[]): Promise<void> {
    let appender = this.appenders.get(entity);
    if (appender === undefined) {
      await this.connection.run(`create or replace temp table ${quoted(`present_${entity}`)} (id varchar)`);
      appender = await ChunkAppender.open(
        this.connection,
        { name: `present_${entity}`, schema: 'main', catalog: 'temp' },
        [['id', 'varchar']],
      );
      this.appenders.set(entity, appender);
    }
    appender.append(ids.length, { id: ids });
  }

  /** Deletes staged rows whose id is not among those added; members stay, as facts still refer to them. */
  async deleteOthers(loaded: LoadedRows): Promise<void> {
    for (const [entity, appender] of this.appenders) {
      appender.close();
      const table = `temp.main.${quoted(`present_${entity}`)}`;
      if (!entityOf(entity).member) {
        const gone = `not exists (select 1 from ${table} p where p.id = t.id)`;
        await noteGoing(this.connection, entity, gone);
        for (const rows of loaded.tables(entity)) await this.connection.run(`delete from ${rows} t where ${gone}`);
      }
      await this.connection.run(`drop table ${table}`);
    }
  }
}
