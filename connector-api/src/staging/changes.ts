/** What changed in staging since the snapshot that is in use: noted while loading, forgotten when a snapshot holds it. */
import type { DuckDBConnection } from '@duckdb/node-api';
import {
  factMembers,
  factRows,
  isFactMember,
  type FactRowEntity,
  isFactRow,
  type TrackedEntity,
} from '../star/build/factInputs';
import { type EntityName, entityOf } from '../survey/entities';
import { columnNames, literal, quoted } from './schema';
import type { StagingStore } from './stagingStore';

/** Notes that nothing of the star can be kept. */
export async function noteEverything(connection: DuckDBConnection): Promise<void> {
  await connection.run('insert into state.changed values (null, null)');
}

/** Notes that every row of the entity may have changed. */
export async function noteWhole(connection: DuckDBConnection, entity: EntityName): Promise<void> {
  if (isFactRow(entity) || isFactMember(entity)) {
    await connection.run(
      `insert into state.changed select ${literal(entity)}, null where exists (select 1 from staging.${quoted(entity)})`,
    );
  }
}

/** Notes rows of staging that are about to go. @param condition on columns of `t`. */
export async function noteGoing(connection: DuckDBConnection, entity: EntityName, condition: string): Promise<void> {
  if (!isFactRow(entity)) return;
  await connection.run(
    `insert into state.changed select ${literal(entity)}, t.${factRows[entity]} from staging.${quoted(entity)} t where ${condition}`,
  );
}

/**
 * Notes what loading `from` on top of staging, or in its place (`replaces`), changes. To be called before it is done.
 * Answers, invitations and cases that are replaced as a whole are not compared row by row: all of them count as changed.
 */
export async function noteLoad(
  connection: DuckDBConnection,
  entity: EntityName,
  from: string,
  replaces: boolean,
): Promise<void> {
  const target = `staging.${quoted(entity)}`;
  const insert = `insert into state.changed select ${literal(entity)}, `;
  if (isFactMember(entity)) {
    const same = ['id', ...factMembers[entity]].map(
      (name) => `t.${quoted(name)} is not distinct from l.${quoted(name)}`,
    );
    await connection.run(
      `${insert} l.id from ${from} l where not exists (select 1 from ${target} t where t.id = l.id and ${same.join(' and ')})`,
    );
  } else if (isFactRow(entity)) {
    const id = factRows[entity];
    if (!replaces) await connection.run(`${insert} ${id} from ${from}`);
    else if (entityOf(entity).watermark !== undefined) await connection.run(`${insert} null`);
    else {
      const names = columnNames(entity).map(quoted).join(', ');
      const [loaded, staged] = [`select ${names} from ${from}`, `select ${names} from ${target}`];
      await connection.run(
        `${insert} ${id} from ((${loaded} except ${staged}) union all (${staged} except ${loaded}))`,
      );
    }
  }
}

/** The snapshot that holds everything staging held before what is noted as changed; null where none does. */
export const snapshotBefore = (store: StagingStore): Promise<string | null> => store.setting('star of');

/** Entities of which every row may have changed; `everything` where nothing of the star can be kept. */
export async function changedWhole(store: StagingStore): Promise<readonly (EntityName | 'everything')[]> {
  const found = await store.connection.runAndReadAll(
    `select distinct coalesce(entity, 'everything') from state.changed where id is null order by 1`,
  );
  return found.getRows().map((row) => row[0] as EntityName | 'everything');
}

/** Makes a temporary table of the staged rows noted as changed, with these columns. Gives its place. */
export async function changedRowsOf(
  connection: DuckDBConnection,
  entity: FactRowEntity,
  columns: readonly string[],
): Promise<string> {
  const table = `staging.${quoted(entity)}`;
  const name = `changed_${entity}`;
  // By their place: most of them lie together at the end, so that their columns are read only there.
  const changed = `select rowid from ${table} where ${factRows[entity]} in (select id from state.changed where entity = ${literal(entity)})`;
  await connection.run(
    `create or replace temp table ${quoted(name)} as select ${columns.map(quoted).join(', ')} from ${table} where rowid in (${changed})`,
  );
  return `temp.main.${quoted(name)}`;
}

/** Rows noted as changed, by entity. */
export const changedRows = (store: StagingStore): Promise<Readonly<Partial<Record<TrackedEntity, number>>>> =>
  store.numbers('select entity, count(*) from state.changed where entity is not null group by entity');

/** The snapshot holds all that staging holds: from now on changes are noted against it. */
export async function forgetChanges(store: StagingStore, snapshot: string): Promise<void> {
  await store.transaction(async () => {
    await store.connection.run('delete from state.changed');
    await store.setSetting('star of', snapshot);
  });
}
