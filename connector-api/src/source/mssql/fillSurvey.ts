/** Fills the tables of the reference schema with the rows of another source, such as the sample, by bulk load. */
import sql from 'mssql';
import { ConnectorError } from '../../errors';
import { type EntityName, entityNames, entityOf } from '../../survey/entities';
import type { EntityColumn, Value } from '../../survey/entity';
import { valuesOf } from '../packedColumn';
import type { EntityBatch, Source } from '../source';
import { asSourceError } from './errorNumbers';
import { tombstoneTable } from './mapping';
import { bracketed, fewRows } from './statement';

const dayMilliseconds = 86_400_000;

function typeOf(name: string, column: EntityColumn): sql.ISqlType {
  switch (column.type) {
    case 'text':
      return name === 'comment' || name.startsWith('question_') ? sql.NVarChar(sql.MAX) : sql.NVarChar(400);
    case 'integer':
      return sql.Int();
    case 'number':
      return sql.Float();
    case 'money':
      return sql.Decimal(18, 2);
    case 'boolean':
      return sql.Bit();
    case 'date':
      return sql.Date();
    case 'instant':
      return sql.DateTime2(3);
  }
}

function storedValue(column: EntityColumn, value: Value): string | number | boolean | Date | null {
  if (value === null) return null;
  if (column.type === 'instant') return new Date(Number(value));
  return column.type === 'date' ? new Date(Number(value) * dayMilliseconds) : value;
}

export interface FillOptions {
  readonly schema: string;
  /** Empties tables that hold rows; without it they are refused. */
  readonly replace: boolean;
  readonly progress: (entity: EntityName, rows: number) => void;
}

/**
 * @param pool a login that may insert into the schema, and delete where `replace`.
 * @throws ConnectorError USAGE where a table holds rows and `replace` is false; else what the server's error means.
 */
export async function fillSurvey(pool: sql.ConnectionPool, source: Source, options: FillOptions): Promise<void> {
  await emptyTables(pool, options);
  let rows = 0;
  for await (const item of source.read({ since: {} })) {
    if (item.kind !== 'batch') continue;
    await bulkInsert(pool, options.schema, item.batch);
    rows += item.batch.rows;
    options.progress(item.batch.entity, rows);
  }
}

async function emptyTables(pool: sql.ConnectionPool, { schema, replace }: FillOptions): Promise<void> {
  for (const name of [tombstoneTable, ...entityNames]) {
    const at = `${bracketed(schema)}.${bracketed(name)}`;
    try {
      if (replace) await pool.request().batch(`delete from ${at};`);
      const [found] = await fewRows(pool, { text: `select top (1) 1 from ${at}`, parameters: [] });
      if (found === undefined) continue;
    } catch (error) {
      throw asSourceError(error, at, { hint: 'connector-api/sql/survey.sql makes the tables.' });
    }
    throw new ConnectorError('USAGE', { target: at, found: 'rows', expected: 'an empty table, or --replace' });
  }
}

async function bulkInsert(pool: sql.ConnectionPool, schema: string, batch: EntityBatch): Promise<void> {
  const { columns, watermark } = entityOf(batch.entity);
  const table = new sql.Table(`${bracketed(schema)}.${bracketed(batch.entity)}`);
  // A watermark that the rows lack is left to the table's default.
  const given = Object.entries(columns).filter(([name]) => name !== watermark || batch.columns[name] !== undefined);
  const values = given.map(([name]) => valuesOf(batch.columns[name], batch.rows));
  for (const [name, column] of given) {
    table.columns.add(name, typeOf(name, column), { nullable: !column.required && name !== watermark });
  }
  for (let at = 0; at < batch.rows; at += 1) {
    table.rows.add(...given.map(([, column], index) => storedValue(column, values[index]?.[at] ?? null)));
  }
  try {
    await pool.request().bulk(table);
  } catch (error) {
    throw asSourceError(error, `${schema}.${batch.entity}`);
  }
}
