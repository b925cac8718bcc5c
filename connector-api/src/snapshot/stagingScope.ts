/** Staging as the star's queries see it when only some of its rows are to be built: the same names, fewer rows. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { quotedName } from '../star/starDdl';
import { isBeside, literal } from '../staging/schema';

/** Name of the catalog that stands before the staging database while queries run in the scope. */
const catalog = 'scope';

/** Tables of which a scope chooses rows; of all others it shows everything. */
type ChosenRows = 'staging.response' | 'staging.invitation' | 'staging.follow_up' | 'staging.response_category';
type ChosenKeys = 'keys.response' | 'keys.invitation' | 'keys.follow_up' | 'keys.contact';
/** Tables of which it chooses by id, wherever in them a row lies. */
type ChosenById = ChosenKeys | 'staging.contact' | 'history.contact_role';

/**
 * A catalog with the names of the staging database. A query that says `staging.response` sees the rows that were chosen,
 * so that a part of a fact is built by the very query that builds the whole. They are copied: each big table is searched
 * once, and the engine knows how few they are.
 */
export class StagingScope {
  private readonly chosen = new Set<ChosenRows | ChosenById>();

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
      `select schema_name, table_name from duckdb_tables() where database_name = ${literal(staging)} and schema_name in ('staging', 'keys', 'history') and not (${isBeside})`,
    );
    for (const [schema, table] of tables.getRows()) {
      const name = `${quotedName(String(schema))}.${quotedName(String(table))}`;
      await connection.run(`create view ${catalog}.${name} as select * from ${scope.staging}.${name}`);
    }
    return scope;
  }

  /** A list of ids (column `id`) to choose by; made once. Gives its place. */
  async list(name: string, select: string): Promise<string> {
    return this.table(name, `select distinct id from (${select}) where id is not null`);
  }

  /** A table to work with, as the query gives it. Gives its place. */
  async table(name: string, select: string): Promise<string> {
    const place = `${catalog}.main.${quotedName(name)}`;
    await this.connection.run(`create or replace table ${place} as ${select}`);
    return place;
  }

  /** Place of what the scope shows of a table. */
  shown(table: ChosenRows | ChosenById): string {
    return `${catalog}.${table}`;
  }

  /** Shows only the rows that meet the condition. */
  async choose(table: ChosenRows, condition: string): Promise<void> {
    await this.replace(table, this.found(table, condition));
  }

  /** Shows further rows: those that meet the condition. */
  async chooseMore(table: ChosenRows, condition: string): Promise<void> {
    await this.add(table, this.found(table, condition));
  }

  /** Shows further rows: those that the query gives. */
  async add(table: ChosenRows, select: string): Promise<void> {
    await this.connection.run(`insert into ${this.shown(table)} ${select}`);
  }

  /** Shows only the rows whose `id` is in the list. Gives their place. */
  async chooseIds(table: ChosenById, list: string): Promise<string> {
    await this.replace(table, `select * from ${this.staging}.${table} where id in (select id from ${list})`);
    return this.shown(table);
  }

  /** Shows these keys and no others. @param select gives `id` and `key`. */
  async showKeys(table: ChosenKeys, select: string): Promise<string> {
    await this.replace(table, select);
    return this.shown(table);
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

  /** By their place, as most that changed lie together at the end: all other columns are then read only there. */
  private found(table: ChosenRows, condition: string): string {
    const rows = `${this.staging}.${table}`;
    return `select * from ${rows} where rowid in (select rowid from ${rows} where ${condition})`;
  }

  private async replace(table: ChosenRows | ChosenById, select: string): Promise<void> {
    if (!this.chosen.has(table)) await this.connection.run(`drop view ${this.shown(table)}`);
    this.chosen.add(table);
    await this.connection.run(`create or replace table ${this.shown(table)} as ${select}`);
  }
}
