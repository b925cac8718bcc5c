/** Compares the rows of a load with those staged under the same key, so that only what is new or differs goes on. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { FactRowEntity } from '../star/build/factInputs';
import { type EntityName, entityOf } from '../survey/entities';
import { changedIds } from './changes';
import { besideTable, columnNames, quoted, stagingTable } from './schema';

/** Temporary table of the rows of a load (`came`, a rowid) that take the place of staged ones (`staged`, a rowid). */
const replacedRows = (entity: EntityName): string => quoted(`replaced_${entity}`);

/** Place of the rows of a load that stand for no staged one. @param next the rows of the load, after `leaveOutUnchanged`. */
export const newRows = (entity: EntityName, next: string): string =>
  `(select * from ${next} where rowid not in (select came from ${replacedRows(entity)}))`;

/** Condition on `rowid`: staged rows whose place rows of the load take. */
export const isReplaced = (entity: EntityName): string => `rowid in (select staged from ${replacedRows(entity)})`;

/** Rows of a load that are staged with all the same values. */
export interface Unchanged {
  readonly rows: number;
  /** Place of a copy of them; null where none was needed. */
  readonly copy: string | null;
}

/** Takes out of `next` the rows that are staged with all the same values. */
export async function leaveOutUnchanged(
  connection: DuckDBConnection,
  entity: EntityName,
  next: string,
): Promise<Unchanged> {
  const { key, columns, watermark } = entityOf(entity);
  const target = stagingTable(entity);
  const replaced = replacedRows(entity);
  const sameValue = (name: string): string => `t.${quoted(name)} is not distinct from n.${quoted(name)}`;
  const sameKey = key.map((name) =>
    columns[name]?.required === true ? `t.${quoted(name)} = n.${quoted(name)}` : sameValue(name),
  );
  const sameRow = columnNames(entity).map(sameValue).join(' and ');
  // The time of change alone tells most rows apart: it is one column to read, and not all of them.
  const maybeSame = watermark === undefined ? sameRow : sameValue(watermark);
  await connection.run(
    `create or replace temp table ${replaced} as
     select n.rowid as came, t.rowid as staged, ${maybeSame} as same from ${next} n join ${target} t on ${sameKey.join(' and ')}`,
  );
  const copy = watermark === undefined ? null : await compareCopies(connection, entity, next, sameRow);
  const { rowsChanged: rows } = await connection.run(
    `delete from ${next} where rowid in (select came from ${replaced} where same)`,
  );
  if (rows > 0) await connection.run(`delete from ${replaced} where same`);
  return { rows, copy };
}

/** Looks at all columns of the staged rows that may be the same. Gives the place of copies of those that are. */
async function compareCopies(
  connection: DuckDBConnection,
  entity: EntityName,
  next: string,
  sameRow: string,
): Promise<string | null> {
  const replaced = replacedRows(entity);
  const some = await connection.runAndReadAll(`select count(*) from ${replaced} where same`);
  if (Number(some.getRows()[0]?.[0]) === 0) return null;
  const copy = `temp.main.${quoted(`unchanged_${entity}`)}`;
  await connection.run(
    `create or replace temp table ${copy} as select rowid as staged, * from ${stagingTable(entity)}
     where rowid in (select staged from ${replaced} where same)`,
  );
  await connection.run(
    `delete from ${copy} where staged not in (
       select t.staged from ${copy} t join ${replaced} r on r.staged = t.staged join ${next} n on n.rowid = r.came where ${sameRow})`,
  );
  await connection.run(`update ${replaced} set same = false where same and staged not in (select staged from ${copy})`);
  return copy;
}

/** The rows that came on top of others, as they are staged now, as a relation. @param unchanged place of a copy of those that were so before. */
export function cameAsStaged(entity: FactRowEntity, unchanged: string | null): string {
  const names = columnNames(entity).map(quoted).join(', ');
  const others = `select ${names} from ${besideTable(entity, 'next')}`;
  if (unchanged === null) return `(${others})`;
  return `(${others} union all select ${names} from ${unchanged} where id not in (${changedIds(entity)}))`;
}

/** True where staging holds just the rows of `next`. */
export async function areStagedAlike(connection: DuckDBConnection, entity: EntityName, next: string): Promise<boolean> {
  const target = stagingTable(entity);
  const names = columnNames(entity).map(quoted).join(', ');
  const alike = await connection.runAndReadAll(
    `select (select count(*) from ${next}) = (select count(*) from ${target})
       and not exists (select ${names} from ${next} except select ${names} from ${target})`,
  );
  return alike.getRows()[0]?.[0] === true;
}
