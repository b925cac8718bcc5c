/** Builds every table of a snapshot's star in DuckDB from staging. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { Kysely } from 'kysely';
import { star, starTables, type TableDefinition, type TableName } from '../star';
import { type BuildContext, type TableBuild, tableBuilds } from '../star/build';
import { judgedAnswers, recoveredCases } from '../star/build/answers';
import { duckdbDialect } from '../star/engine/duckdbDialect';
import { duckdbEngine, duckdbEngineForMany } from '../star/engine/duckdbEngine';
import { createTableSql, fillTableSql, quotedName } from '../star/starDdl';
import type { StagingDatabase } from '../survey/stagingDatabase';
import { computedNames, computedTable } from './computedTables';
import type { Reconciliation } from './reconciliation';
import { at, temporary } from './starDatabase';

export interface StarOptions {
  readonly timeZone: string;
  readonly fiscalStartMonth: number;
  readonly unknownName: string;
  readonly dataAsOf: string;
  /** What source and staging hold. */
  readonly reconciliation: Reconciliation;
  readonly progress: (table: TableName) => void;
}

/** Temporary table of the judged answers: made once, it keeps the joins of the big facts few enough for little memory. */
export const judgedRows = 'judged_answer_rows';

/** Temporary table of the recovered cases. */
export const recoveredRows = 'recovered_case_rows';

/** What the queries of the star are made from on this connection; judged answers are judged where they are needed. */
export function judgingContext(
  connection: DuckDBConnection,
  options: Pick<StarOptions, 'timeZone' | 'dataAsOf' | 'unknownName'>,
): BuildContext {
  return {
    db: new Kysely<StagingDatabase>({ dialect: duckdbDialect(connection) }),
    engine: duckdbEngine(options.timeZone),
    dataAsOf: options.dataAsOf,
    unknownName: options.unknownName,
  };
}

export type SqlParameters = (string | number)[];

/** The text of a table's query and its parameters. */
export function queryOf(build: TableBuild, context: BuildContext): readonly [sql: string, parameters: SqlParameters] {
  const { sql, parameters } = build.query(context).compile();
  return [sql, parameters as SqlParameters];
}

/** Judges the answers that staging shows into a table, and gives the context in which the star's queries read that table. */
export async function judgeAnswers(connection: DuckDBConnection, context: BuildContext): Promise<BuildContext> {
  const { sql, parameters } = judgedAnswers(context).compile();
  await connection.run(`create or replace temp table ${quotedName(judgedRows)} as ${sql}`, parameters as SqlParameters);
  return { ...context, judgedTable: judgedRows };
}

/**
 * The same for the recovered cases. The engine takes them for far more than they are where they stand in a query: it then
 * holds all answers in memory to join them.
 */
export async function findRecovered(connection: DuckDBConnection, context: BuildContext): Promise<BuildContext> {
  const { sql, parameters } = recoveredCases(context).compile();
  await connection.run(
    `create or replace temp table ${quotedName(recoveredRows)} as ${sql}`,
    parameters as SqlParameters,
  );
  return { ...context, recoveredTable: recoveredRows };
}

/** Fills every table of the attached, empty database. */
export async function buildStar(connection: DuckDBConnection, options: StarOptions): Promise<void> {
  const engine = duckdbEngineForMany(options.timeZone, options.dataAsOf);
  const judged = await judgeAnswers(connection, { ...judgingContext(connection, options), engine });
  const context = await findRecovered(connection, judged);
  for (const table of starTables) await connection.run(createTableSql(table, at(table.name)));
  for (const build of tableBuilds) {
    options.progress(build.table.name);
    await fillInOrder(connection, build.table, at(build.table.name), ...queryOf(build, context));
  }
  for (const name of computedNames) {
    options.progress(name);
    const rows = await computedTable(connection, name, at, options);
    await fillInOrder(connection, star[name], at(name), `select * from ${temporary(rows)}`);
  }
  for (const rows of [judgedRows, recoveredRows]) await connection.run(`drop table ${temporary(rows)}`);
}

/** The rows of a table lie in the order of its key; everywhere else order costs memory and means nothing. Gives their number. */
export async function fillInOrder(
  connection: DuckDBConnection,
  table: TableDefinition,
  place: string,
  query: string,
  parameters: SqlParameters = [],
): Promise<number> {
  await connection.run('set preserve_insertion_order = true');
  const { rowsChanged } = await connection.run(fillTableSql(table, place, query), parameters);
  await connection.run('set preserve_insertion_order = false');
  return rowsChanged;
}
