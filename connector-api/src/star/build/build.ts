/** How a star table is built: one query over staging whose columns are held to the table's definition by the compiler. */
import type { Compilable, Expression, Kysely, OperationNodeSource } from 'kysely';
import type { StagingDatabase } from '../../survey/stagingDatabase';
import type { Engine } from '../engine/engine';
import type { ColumnDefinition, ColumnNameOf, TableDefinition } from '../types';

export interface BuildContext {
  readonly db: Kysely<StagingDatabase>;
  readonly engine: Engine;
  /** Newest change in the data, ISO instant in UTC: what "overdue" is measured against. */
  readonly dataAsOf: string;
  /** What key 0 is called. */
  readonly unknownName: string;
  /** Table that holds the judged answers (answers.ts), where the engine made one; several facts are built from them. */
  readonly judgedTable?: string;
  /** Table that holds the recovered cases (answers.ts), where the engine made one. */
  readonly recoveredTable?: string;
}

type SqlTypeOf<Column extends ColumnDefinition> = Column['type'] extends 'int32' | 'double' | 'decimal'
  ? number
  : Column['type'] extends 'int64'
    ? bigint
    : Column['type'] extends 'boolean'
      ? boolean
      : string;

type SqlRowOf<Table extends TableDefinition> = {
  readonly [Name in ColumnNameOf<Table>]:
    | SqlTypeOf<Table['columns'][Name] & ColumnDefinition>
    | ((Table['columns'][Name] & ColumnDefinition)['nullable'] extends true ? null : never);
};

export interface TableBuild {
  readonly table: TableDefinition;
  readonly query: (context: BuildContext) => Compilable & OperationNodeSource;
}

/** Ties a query to its table: a missing, extra, wrongly typed or wrongly nullable output column does not compile. */
export const defineBuild = <Table extends TableDefinition, Row extends SqlRowOf<Table>>(
  table: Table,
  query: (
    context: BuildContext,
  ) => [Exclude<keyof Row, ColumnNameOf<Table>>] extends [never]
    ? Expression<Row> & Compilable
    : { readonly extraColumns: Exclude<keyof Row, ColumnNameOf<Table>> },
): TableBuild => ({ table, query: query as unknown as TableBuild['query'] });
