/** Staging as the star's queries see it when only some of its rows are to be built: the same names, fewer rows. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { FactRowEntity } from '../star/build/factInputs';
import { quotedName } from '../star/starDdl';
import { literal } from '../staging/schema';

/** Name of the catalog that stands before the staging database while queries run in the scope. */
const catalog = 'scope';

/** Entities whose rows a scope chooses; of all others it shows everything. */
type Chosen = 'staging.response' | 'staging.invitation' | 'staging.follow_up' | 'staging.response_category';

/**
 * A catalog of views over the staging tables. A query that says `staging.response` sees the rows that were chosen, so
 * that a part of a fact is built by the very query that builds the whole.
 */
export class StagingScope {
  private readonly chosenKeys = new Set<FactRowEntity>();

  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly staging: string,
  ) {}

  static async open(connection: DuckDBConnection): Promise<StagingScope> {
    const staging = String((await connection.runAndReadAll('select current_database()')).getRows()[0]?.[0]);
    await connection.run(`attach ':memory:' as ${catalog}`);
    const scope = new StagingScope(connection, quotedName(staging));
    for (const schema of ['staging', 'keys', 'history']) await connection.run(`create schema ${catalog}.${schema}`);
    const tables = await connection.runAndReadAll(
      `select schema_name, table_name from duckdb_tables() where database_name = ${literal(staging)} and schema_name in ('staging', 'keys', 'history')`,
    );
    for (const [schema, table] of tables.getRows()) await scope.show(`${String(schema)}.${String(table)}`);
    return scope;
  }

  /** A list of ids (column `id`) to choose by; made once. Gives its place. */
  async list(name: string, select: string): Promise<string> {
    const place = this.place(name);
    await this.connection.run(
      `create or replace table ${place} as select distinct id from (${select}) where id is not null`,
    );
    return place;
  }

  /** A table to work with, like `list` but as the query gives it. */
  async table(name: string, select: string): Promise<string> {
    const place = this.place(name);
    await this.connection.run(`create or replace table ${place} as ${select}`);
    return place;
  }

  private place(name: string): string {
    return `${catalog}.main.${quotedName(name)}`;
  }

  /** Shows only the rows whose `column` is in the list. */
  async choose(table: Chosen, column: string, list: string): Promise<void> {
    // By their place, as most that changed lie together at the end: all other columns are then read only there.
    const chosen = `select rowid from ${this.staging}.${table} where ${quotedName(column)} in (select id from ${list})`;
    await this.show(table, `where rowid in (${chosen})`);
  }

  /** Shows only the keys of the ids in the list. Gives their place: `id`, `key`. */
  async chooseKeys(of: Exclude<FactRowEntity, 'response_category'>, list: string): Promise<string> {
    const place = `${catalog}.keys.${quotedName(of)}`;
    await this.connection.run(`drop ${this.chosenKeys.has(of) ? 'table' : 'view'} ${place}`);
    await this.connection.run(
      `create table ${place} as select * from ${this.staging}.keys.${quotedName(of)} where id in (select id from ${list})`,
    );
    this.chosenKeys.add(of);
    return place;
  }

  /** Runs `work`, whose statements see the scope instead of staging. */
  async within<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.connection.run(`use ${catalog}`);
    try {
      return await work();
    } finally {
      await this.connection.run(`use ${this.staging}`);
    }
  }

  async close(): Promise<void> {
    await this.connection.run(`detach ${catalog}`);
  }

  private async show(table: string, rows = ''): Promise<void> {
    const [schema, name] = table.split('.').map((part) => quotedName(part)) as [string, string];
    await this.connection.run(
      `create or replace view ${catalog}.${schema}.${name} as select * from ${this.staging}.${schema}.${name} ${rows}`,
    );
  }
}

/** The ids that the loader noted as changed. */
export const changedIds = (entity: string): string => `select id from state.changed where entity = ${literal(entity)}`;
