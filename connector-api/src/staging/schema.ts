/** The tables of the staging database as DuckDB SQL, from the entity definitions. */
import { type EntityName, entityNames, entityOf } from '../survey/entities';
import type { ValueType } from '../survey/entity';
import { keyedMembers, type KeyedName } from '../survey/stagingDatabase';

const storedTypes: Readonly<Record<ValueType, string>> = {
  text: 'varchar',
  integer: 'integer',
  number: 'double',
  money: 'decimal(18, 2)',
  boolean: 'boolean',
  date: 'date',
  instant: 'timestamp',
};

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Text as an SQL literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const columnNames = (entity: EntityName): string[] => Object.keys(entityOf(entity).columns);

/** Keys that dimensions have for the unknown member; facts have none. */
export const dimensionKeys: readonly KeyedName[] = [
  'campaign',
  'touchpoint',
  'channel',
  'business_unit',
  'company',
  'contact',
  'employee',
  'product',
  'category',
];

/** Version of the layout below; another one in the data folder is an error that says what to do. */
export const stagingVersion = 1;

/** Every statement that makes an empty staging database. */
export function stagingSchema(): string[] {
  return [
    ...['staging', 'keys', 'history', 'state'].map((schema) => `create schema if not exists ${schema}`),
    ...entityNames.map((entity) => createEntityTable(entity, stagingTable(entity))),
    ...Object.entries(keyedMembers).map(
      ([name, type]) =>
        `create table if not exists keys.${quoted(name)} (id varchar, key ${type === 'int64' ? 'bigint' : 'integer'})`,
    ),
    ...['company_segment', 'contact_role'].map(
      (name) =>
        `create table if not exists history.${name} (id varchar, value varchar, valid_from timestamp, valid_to timestamp)`,
    ),
    'create table if not exists state.key_high (name varchar, high bigint)',
    'create table if not exists state.setting (name varchar, value varchar)',
    'create table if not exists state.watermark (entity varchar, instant bigint)',
    'create table if not exists state.quarantine (entity varchar, id varchar, reason varchar, "row" varchar)',
    'create table if not exists state.load (entity varchar, rows_in bigint, loaded bigint, quarantined bigint, collapsed bigint, deleted bigint)',
    'create table if not exists state.erased (digest varchar)',
    'create table if not exists state.changed (entity varchar, id varchar)',
    'create table if not exists state.touched (name varchar)',
    'create table if not exists state.source_answers (campaign varchar, answers bigint, promoters bigint, passives bigint, detractors bigint)',
    ...dimensionKeys.map(
      (name) =>
        `insert into keys.${quoted(name)} select '', 0 where not exists (select 1 from keys.${quoted(name)} where key = 0)`,
    ),
    ...Object.keys(keyedMembers).map(
      (name) =>
        `insert into state.key_high select ${literal(name)}, 0 where not exists (select 1 from state.key_high where name = ${literal(name)})`,
    ),
  ];
}

export const stagingTable = (entity: EntityName): string => `staging.${quoted(entity)}`;

/** Marks the tables of a refresh under way; what a killed one left of them is dropped at the next start. */
const beside = '~';

/** A table beside the one of the entity: the rows of the refresh under way, or those of them that repeat a key. */
export const besideTable = (entity: EntityName, what: 'next' | 'repeats'): string =>
  `staging.${quoted(`${entity}${beside}${what}`)}`;

/** Condition on `duckdb_tables()`: one that a refresh under way, or one that was killed, made. */
export const isBeside = `schema_name = 'staging' and contains(table_name, ${literal(beside)})`;

/** Their names. */
export const besideTables = `select table_name from duckdb_tables() where ${isBeside}`;

export function createEntityTable(entity: EntityName, table: string): string {
  const columns = Object.entries(entityOf(entity).columns).map(
    ([name, column]) => `${quoted(name)} ${storedTypes[column.type]}`,
  );
  return `create table if not exists ${table} (${columns.join(', ')})`;
}

/** The key of a row as one text, for messages and quarantine. */
export const idText = (entity: EntityName, alias: string): string =>
  `concat_ws('|', ${entityOf(entity)
    .key.map((column) => `cast(${alias}.${quoted(column)} as varchar)`)
    .join(', ')})`;
