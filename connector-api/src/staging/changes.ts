/** What changed in staging since the snapshot that is in use: noted while loading, forgotten when a snapshot holds it. */
import type { DuckDBConnection } from '@duckdb/node-api';
import {
  dimensionMembers,
  factMembers,
  factRows,
  isFactMember,
  isFactRow,
  type Tracked,
} from '../star/build/factInputs';
import { type EntityName, entityOf } from '../survey/entities';
import { columnNames, literal, quoted, stagingTable } from './schema';
import type { StagingStore } from './stagingStore';

/** Notes that a table holds other rows than when the star was made of it. @param table its schema and name. */
const noteTouched = (connection: DuckDBConnection, table: string) =>
  connection.run(`insert into state.touched values (${literal(table)})`);

/** Notes that nothing of the star can be kept. */
export async function noteEverything(connection: DuckDBConnection): Promise<void> {
  await connection.run('insert into state.changed values (null, null)');
}

/** Notes that every row of the entity may have changed. */
export async function noteWhole(connection: DuckDBConnection, entity: EntityName): Promise<void> {
  await noteTouched(connection, `staging.${entity}`);
  if (isFactRow(entity) || isFactMember(entity)) {
    await connection.run(
      `insert into state.changed select ${literal(entity)}, null where exists (select 1 from staging.${quoted(entity)})`,
    );
  }
}

/** Notes rows of staging that are about to go. @param condition on columns of `t`. */
export async function noteGoing(connection: DuckDBConnection, entity: EntityName, condition: string): Promise<void> {
  await noteTouched(connection, `staging.${entity}`);
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
  await noteTouched(connection, `staging.${entity}`);
  // Members are replaced only by those of another source, and then nothing is kept.
  if (replaces && entityOf(entity).member) return;
  const target = stagingTable(entity);
  const insert = `insert into state.changed select ${literal(entity)}, `;
  await noteDimensions(connection, entity, from);
  if (isFactMember(entity)) {
    await connection.run(`${insert} id from ${from} l where ${differs(entity, factMembers[entity])}`);
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

/** Notes the rows of dimensions that loading members touches. */
async function noteDimensions(connection: DuckDBConnection, entity: EntityName, from: string): Promise<void> {
  for (const [dimension, { own, from: inputs }] of Object.entries(dimensionMembers)) {
    for (const { by, columns } of inputs.filter((input) => input.entity === entity)) {
      const changed = `select id from ${from} l where ${differs(entity, columns)}`;
      await connection.run(
        `insert into state.changed select ${literal(dimension)}, id from ${
          own === entity ? `(${changed})` : `${stagingTable(own)} where ${quoted(by)} in (${changed})`
        }`,
      );
    }
  }
}

/** Notes what got its key, in the caller's transaction. @param condition on columns of `k`, the new keys. */
export async function noteNewKeys(connection: DuckDBConnection, name: string, condition: string): Promise<void> {
  await noteTouched(connection, `keys.${name}`);
  for (const [dimension, { own }] of Object.entries(dimensionMembers)) {
    if (own !== name) continue;
    await connection.run(
      `insert into state.changed select ${literal(dimension)}, k.id from keys.${quoted(own)} k where ${condition}
       and not exists (select 1 from state.changed where entity is null)`,
    );
  }
}

/** The ids noted as changed. */
export const changedIds = (entity: Tracked): string => `select id from state.changed where entity = ${literal(entity)}`;

/** True for a loaded row (`l`) that is not staged with the same values in these columns. */
function differs(entity: EntityName, columns: readonly string[]): string {
  const same = columns.map((name) => `t.${quoted(name)} is not distinct from l.${quoted(name)}`);
  return `not exists (select 1 from ${stagingTable(entity)} t where t.id = l.id and ${same.join(' and ')})`;
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

/** Rows noted as changed, by entity. */
export const changedRows = (store: StagingStore): Promise<Readonly<Partial<Record<Tracked, number>>>> =>
  store.numbers('select entity, count(*) from state.changed where entity is not null group by entity');

/** Tables of staging, as `schema.name`, that may hold other rows than when the star was made of them. */
export async function touchedTables(store: StagingStore): Promise<ReadonlySet<string>> {
  const found = await store.connection.runAndReadAll('select distinct name from state.touched');
  return new Set(found.getRows().map(([name]) => String(name)));
}

/** The snapshot holds all that staging holds: from now on changes are noted against it. */
export async function forgetChanges(store: StagingStore, snapshot: string): Promise<void> {
  await store.transaction(async () => {
    await store.connection.run('delete from state.changed');
    await store.connection.run('delete from state.touched');
    await store.setSetting('star of', snapshot);
  });
}
