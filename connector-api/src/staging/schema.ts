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

/** How a value travels from source to staging: dates and instants as numbers, cast inside the engine. */
const carriedTypes: Readonly<Record<ValueType, 'varchar' | 'double' | 'boolean'>> = {
  text: 'varchar',
  integer: 'double',
  number: 'double',
  money: 'double',
  boolean: 'boolean',
  date: 'double',
  instant: 'double',
};

export const carriedType = (type: ValueType): 'varchar' | 'double' | 'boolean' => carriedTypes[type];

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
    ...entityNames.map(entityTable),
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
    'create table if not exists state.note (text varchar)',
    'create table if not exists state.erased (digest varchar)',
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

function entityTable(entity: EntityName): string {
  const columns = Object.entries(entityOf(entity).columns).map(
    ([name, column]) => `${quoted(name)} ${storedTypes[column.type]}`,
  );
  return `create table if not exists staging.${quoted(entity)} (${columns.join(', ')})`;
}
