/** Compares the rows of a load with those staged under the same key, so that only what is new or differs goes on. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { type EntityName, entityOf } from '../survey/entities';
import { columnNames, quoted, stagingTable } from './schema';

/** Temporary table of the rows of a load (`came`, a rowid) that take the place of staged ones (`staged`, a rowid). */
const replacedRows = (entity: EntityName): string => quoted(`replaced_${entity}`);

/** Place of the rows of a load that stand for no staged one. @param next the rows of the load, after `leaveOutUnchanged`. */
export const newRows = (entity: EntityName, next: string): string =>
  `(select * from ${next} where rowid not in (select came from ${replacedRows(entity)}))`;

/** Condition on `rowid`: staged rows whose place rows of the load take. */
export const isReplaced = (entity: EntityName): string => `rowid in (select staged from ${replacedRows(entity)})`;

/**
 * Takes out of `next` the rows that are staged with all the same values.
 * @returns how many.
 */
export async function leaveOutUnchanged(
  connection: DuckDBConnection,
  entity: EntityName,
  next: string,
): Promise<number> {
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
  if (watermark !== undefined) {
    await connection.run(
      `update ${replaced} set same = false where same and came not in (
         select came from ${replaced} r join ${next} n on n.rowid = r.came join ${target} t on t.rowid = r.staged
         where r.same and ${sameRow})`,
    );
  }
  const { rowsChanged } = await connection.run(
    `delete from ${next} where rowid in (select came from ${replaced} where same)`,
  );
  if (rowsChanged > 0) await connection.run(`delete from ${replaced} where same`);
  return rowsChanged;
}
