/** Rows of one load that share a key: the newest stays, or each becomes a row of its own where ids only number a list. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { rowDigest } from '../source/source';
import { type EntityName, entityOf } from '../survey/entities';
import { besideTable, columnNames, idText, quoted } from './schema';
import { isStorable, storedValue } from './valueExpressions';

export interface RepeatOptions {
  readonly entity: EntityName;
  /** The relation of all rows as they came. */
  readonly rows: string;
  /** A repeated id on a different row is another answer. */
  readonly numbered: boolean;
  /** Repeats are kept for quarantine, in the table beside. */
  readonly keep: boolean;
}

interface Work {
  readonly connection: DuckDBConnection;
  readonly note: (text: string) => void;
}

/** How the rows lie in their files: later parts have greater names. */
const loadRow = `cast(regexp_extract(filename, '(\\d+)[.]parquet$', 1) as bigint) * 4294967296 + file_row_number`;

/** Leaves one row of each key in the table of the load. @returns how many rows were taken out */
export async function removeRepeats({ connection, note }: Work, options: RepeatOptions): Promise<number> {
  const { entity, rows, numbered, keep } = options;
  const { key, columns } = entityOf(entity);
  const next = besideTable(entity, 'next');
  const run = (sql: string) => connection.run(sql);
  const keys = key.map(quoted).join(', ');
  const count = async (sql: string): Promise<number> =>
    Number((await connection.runAndReadAll(sql)).getRows()[0]?.[0] ?? 0);
  const repeated = `select ${keys} from ${next} group by ${keys} having count(*) > 1`;
  if ((await count(`select count(*) from (${repeated})`)) === 0) return 0;
  await run(`create or replace temp table repeated_key as ${repeated}`);

  const sameKey = (a: string, b: string): string =>
    key.map((name) => `${a}.${quoted(name)} is not distinct from ${b}.${quoted(name)}`).join(' and ');
  const stored = Object.entries(columns)
    .map(([name, column]) => `${storedValue(name, column)} as ${quoted(name)}`)
    .join(', ');
  const asStored = `(select ${stored}, ${quoted(rowDigest)}, ${loadRow} as load_row from ${rows} where ${isStorable(entity)})`;
  await run(
    `create or replace temp table suspect as select s.* from ${asStored} s semi join repeated_key k on ${sameKey('s', 'k')}`,
  );
  if (numbered) {
    await run(
      `create or replace temp table numbered as select load_row, id || '#' || place as new_id from (
         select load_row, id, dense_rank() over (partition by id order by first_row) as place from (
           select load_row, id, min(load_row) over (partition by id, ${quoted(rowDigest)}) as first_row from suspect))
       where place > 1`,
    );
    const renamed = await count('select count(*) from numbered');
    if (renamed > 0) {
      note(
        `${entity}: ${String(renamed)} rows repeat the id of another row; they count as rows of their own, as in "<id>#2".`,
      );
    }
    // A new id may be the id of another row by chance.
    await run(
      `insert into suspect select s.* from ${asStored} s where id in (select new_id from numbered) and load_row not in (select load_row from suspect)`,
    );
    await run('update suspect s set id = n.new_id from numbered n where n.load_row = s.load_row');
    await run('insert into repeated_key select distinct new_id from numbered');
    await run('drop table numbered');
  }
  const newest = 'modified_at' in columns ? 'modified_at desc nulls last, ' : '';
  await run(
    `create or replace temp table repeat as select load_row from
     (select load_row, row_number() over (partition by ${keys} order by ${newest}load_row desc) as place from suspect)
     where place > 1`,
  );
  if (keep) {
    await run(
      `create or replace table ${besideTable(entity, 'repeats')} as
       select ${idText(entity, 's')} as id, to_json(s) as "row" from suspect s semi join repeat r on r.load_row = s.load_row`,
    );
  }
  const names = columnNames(entity).map(quoted).join(', ');
  await run(`delete from ${next} n using repeated_key k where ${sameKey('n', 'k')}`);
  await run(
    `insert into ${next} (${names}) select ${names} from suspect where load_row not in (select load_row from repeat)`,
  );
  const removed = await count('select count(*) from repeat');
  for (const table of ['repeated_key', 'suspect', 'repeat']) await run(`drop table ${table}`);
  return removed;
}
