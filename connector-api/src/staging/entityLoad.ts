/** Loads one entity: batches into a temporary table, then bad rows to quarantine and good rows into staging. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { ConnectorError } from '../errors';
import { type EntityBatch, type RefusedRow, rowDigest } from '../source/source';
import { type EntityName, entityOf } from '../survey/entities';
import { ChunkAppender } from './chunkAppender';
import { carriedType, columnNames, literal, quoted } from './schema';
import { expectation, problemOf, storedValue } from './valueExpressions';

/** What became of the rows of one entity: `rowsIn` = loaded + quarantined + collapsed + deleted. */
export interface LoadCounts {
  readonly rowsIn: number;
  readonly loaded: number;
  readonly quarantined: number;
  /** Repeats of derived members. */
  readonly collapsed: number;
  /** Rows that the source marks as deleted. */
  readonly deleted: number;
}

export interface LoadExtent {
  /** Everything was read, not only changes. */
  readonly whole: boolean;
  /** What is there came from the same source. */
  readonly sameSource: boolean;
}

export class EntityLoad {
  private appender: ChunkAppender | null = null;
  private rowsIn = 0;
  private refused = 0;
  private derived = false;
  private numbered = false;

  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly entity: EntityName,
    private readonly table: string,
  ) {}

  static async open(connection: DuckDBConnection, entity: EntityName): Promise<EntityLoad> {
    const table = `load_${entity}`;
    const columns = Object.entries(entityOf(entity).columns).map(
      ([name, column]) => `${quoted(name)} ${carriedType(column.type)}`,
    );
    await connection.run(
      `create or replace temp table ${quoted(table)} (${columns.join(', ')}, ${quoted(rowDigest)} varchar)`,
    );
    const load = new EntityLoad(connection, entity, table);
    load.appender = await ChunkAppender.open(connection, { name: table, schema: 'main', catalog: 'temp' }, [
      ...Object.entries(entityOf(entity).columns).map(([name, column]) => [name, carriedType(column.type)] as const),
      [rowDigest, 'varchar'],
    ]);
    return load;
  }

  add(batch: EntityBatch): void {
    this.appender?.append(batch.rows, batch.columns);
    this.rowsIn += batch.rows;
    this.derived ||= batch.derived === true;
    this.numbered ||= batch.numbered === true;
  }

  /** Puts a row that could not even be carried straight into quarantine. */
  async refuse(row: RefusedRow): Promise<void> {
    await this.connection.run('insert into state.quarantine values ($1, $2, $3, $4)', [
      row.entity,
      row.id,
      row.reason,
      JSON.stringify(row.row),
    ]);
    this.rowsIn += 1;
    this.refused += 1;
  }

  /**
   * Makes staging hold what was loaded: only that (`whole`), or that on top of what is there.
   * Members of the same source that are no longer sent stay: facts still refer to them.
   * @throws ConnectorError VALUE_INVALID where a strict column holds another text than the accepted ones.
   */
  async finish({ whole, sameSource }: LoadExtent): Promise<LoadCounts> {
    this.appender?.close();
    this.appender = null;
    const entity = entityOf(this.entity);
    const target = `staging.${quoted(this.entity)}`;
    const load = `temp.main.${quoted(this.table)}`;
    await this.checkStrictColumns(load);
    await this.noteEmptied(load);

    const quarantinedBefore = await this.count('select count(*) from state.quarantine');
    await this.run(
      `insert into state.quarantine
       select ${literal(this.entity)}, ${this.idText('l')}, problem, to_json(l)
       from (select *, ${problemOf(this.entity)} as problem from ${load}) l where problem is not null`,
    );
    const stored = Object.entries(entity.columns)
      .map(([name, column]) => `${storedValue(name, column)} as ${quoted(name)}`)
      .join(', ');
    await this.run(
      `create or replace temp table good as select ${stored}, ${quoted(rowDigest)}, rowid as load_row from ${load} where ${problemOf(this.entity)} is null`,
    );
    await this.run(`drop table ${load}`);
    const collapsed = await this.removeRepeats();
    const quarantined = (await this.count('select count(*) from state.quarantine')) - quarantinedBefore + this.refused;

    const deleted =
      'deleted' in entity.columns ? await this.count('select count(*) from good where coalesce(deleted, false)') : 0;
    const sameKey = entity.key.map((column) => `t.${quoted(column)} is not distinct from g.${quoted(column)}`);
    if (whole && !(entity.member && sameSource)) await this.run(`delete from ${target}`);
    else await this.run(`delete from ${target} t using good g where ${sameKey.join(' and ')}`);
    const names = columnNames(this.entity).map(quoted).join(', ');
    const live = 'deleted' in entity.columns ? ' where not coalesce(deleted, false)' : '';
    await this.run(`insert into ${target} (${names}) select ${names} from good${live}`);
    const loaded = await this.count(`select count(*) from good${live}`);
    await this.run('drop table good');
    return { rowsIn: this.rowsIn, loaded, quarantined, collapsed, deleted };
  }

  /** Keeps the newest row of each key; the others collapse (derived) or go to quarantine. */
  private async removeRepeats(): Promise<number> {
    const entity = entityOf(this.entity);
    const key = entity.key.map(quoted).join(', ');
    const repeats = await this.count(
      `select coalesce(sum(n - 1), 0) from (select count(*) as n from good group by ${key} having count(*) > 1)`,
    );
    if (repeats === 0) return 0;
    if (this.numbered) await this.numberRepeats();
    const newest = 'modified_at' in entity.columns ? 'modified_at desc nulls last, ' : '';
    await this.run(
      `create or replace temp table repeated as select load_row from
       (select load_row, row_number() over (partition by ${key} order by ${newest}load_row desc) as place from good)
       where place > 1`,
    );
    if (!this.derived) {
      await this.run(
        `insert into state.quarantine select ${literal(this.entity)}, ${this.idText('g')}, 'repeats the key of a newer row', to_json(g)
         from good g semi join repeated r on r.load_row = g.load_row`,
      );
    }
    await this.run('delete from good g using repeated r where r.load_row = g.load_row');
    await this.run('drop table repeated');
    return this.derived ? repeats : 0;
  }

  /** Different rows under one id become rows of their own; a row that says all the same again stays a repeat. */
  private async numberRepeats(): Promise<void> {
    await this.run(
      `create or replace temp table numbered as select load_row, id || '#' || place as new_id from (
         select load_row, id, dense_rank() over (partition by id order by first_row) as place from (
           select load_row, id, min(load_row) over (partition by id, ${quoted(rowDigest)}) as first_row from good
           where id in (select id from good group by id having count(*) > 1))) where place > 1`,
    );
    const numbered = await this.count('select count(*) from numbered');
    if (numbered > 0) {
      const text = `${this.entity}: ${String(numbered)} rows repeat the id of another row; they count as rows of their own, as in "<id>#2".`;
      await this.connection.run('insert into state.note values ($1)', [text]);
    }
    await this.run('update good g set id = n.new_id from numbered n where n.load_row = g.load_row');
    await this.run('drop table numbered');
  }

  private async checkStrictColumns(load: string): Promise<void> {
    for (const [name, column] of Object.entries(entityOf(this.entity).columns)) {
      if (column.strict !== true) continue;
      const found = await this.connection.runAndReadAll(
        `select ${quoted(name)} from ${load} where ${quoted(name)} is not null and ${storedValue(name, column)} is null limit 1`,
      );
      const value = found.getRows()[0]?.[0];
      if (value !== undefined) {
        throw new ConnectorError('VALUE_INVALID', {
          target: `${this.entity}.${name}`,
          found: `"${String(value)}"`,
          expected: expectation(column),
        });
      }
    }
  }

  /** Says how many optional values were not what their column holds and became empty. */
  private async noteEmptied(load: string): Promise<void> {
    for (const [name, column] of Object.entries(entityOf(this.entity).columns)) {
      if (column.required || (column.type === 'text' && column.accepted === undefined) || column.type === 'boolean') {
        continue;
      }
      const emptied = await this.connection.runAndReadAll(
        `select count(*), min(${quoted(name)}) from ${load} where ${quoted(name)} is not null and ${storedValue(name, column)} is null`,
      );
      const [count, example] = emptied.getRows()[0] ?? [];
      if (typeof count === 'bigint' && count > 0n) {
        const text = `${this.entity}.${name}: ${String(count)} values are not ${expectation(column)} and became empty, such as "${String(example)}".`;
        await this.connection.run('insert into state.note values ($1)', [text]);
      }
    }
  }

  private idText(alias: string): string {
    const parts = entityOf(this.entity).key.map((column) => `cast(${alias}.${quoted(column)} as varchar)`);
    return `concat_ws('|', ${parts.join(', ')})`;
  }

  private async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  private async count(sql: string): Promise<number> {
    const reader = await this.connection.runAndReadAll(sql);
    return Number(reader.getRows()[0]?.[0] ?? 0);
  }
}
