/** Remembers what company segment and contact role were and when, so that an answer keeps the values it was given under. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { LoadedRows } from './loadedRows';
import { literal } from './schema';

const tracked = [
  { table: 'company_segment', entity: 'company', column: 'segment' },
  { table: 'contact_role', entity: 'contact', column: 'role' },
] as const;

/** The first value known of a member counts for all time before: nothing better is known. */
const beginning = `timestamp '1900-01-01 00:00:00'`;

/** @param now ISO instant: when a change happened whose own time the source does not give. */
export async function recordHistory(connection: DuckDBConnection, loaded: LoadedRows, now: string): Promise<void> {
  for (const { table, entity, column } of tracked) {
    const members = loaded.of(entity);
    if (members === null) continue;
    const changedAt = `coalesce(m.modified_at, cast(${literal(now.replace('T', ' ').replace('Z', ''))} as timestamp))`;
    await connection.run(
      `create or replace temp table changed as
       select m.id, m.${column} as value, greatest(${changedAt}, h.valid_from + interval 1 millisecond) as changed_at
       from ${members} m join history.${table} h on h.id = m.id and h.valid_to is null
       where h.value is distinct from m.${column}`,
    );
    await connection.run(
      `update history.${table} h set valid_to = c.changed_at from changed c where c.id = h.id and h.valid_to is null`,
    );
    await connection.run(`insert into history.${table} select id, value, changed_at, null from changed`);
    await connection.run('drop table changed');
    await connection.run(
      `insert into history.${table} select m.id, m.${column}, ${beginning}, null from ${members} m
       where not exists (select 1 from history.${table} h where h.id = m.id)`,
    );
  }
}
