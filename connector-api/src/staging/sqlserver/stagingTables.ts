/** The schemas and tables that the star is built from inside SQL Server: staging, keys, history, state. */
import { binaryCollation, bracketed, longestId } from '../../star/engine/sqlServerTables';
import { entityNames, entityOf, type EntityName } from '../../survey/entities';
import type { EntityColumn, ValueType } from '../../survey/entity';
import { keyedMembers } from '../../survey/stagingDatabase';
import { dimensionKeys } from '../schema';
import { type Batch, text } from './batch';
import { keptLists, keptSchema } from './keptBuilds';
import type { Target } from './target';

const storedTypes: Readonly<Record<Exclude<ValueType, 'text'>, string>> = {
  integer: 'int',
  number: 'float',
  money: 'decimal(18, 2)',
  boolean: 'bit',
  date: 'date',
  instant: 'datetime2(3)',
};

/** Texts that may be as long as a person writes. */
const isLong = (name: string): boolean => name === 'comment' || name.startsWith('question_');

/** All texts compare binary here, as in the embedded engine; the star's own tables use the database's collation. */
export function storedType(name: string, column: EntityColumn, entity: EntityName): string {
  if (column.type !== 'text') return storedTypes[column.type];
  const isId = name === 'id' || column.of !== undefined || entityOf(entity).key.includes(name);
  const length = isLong(name) ? 'max' : isId ? String(longestId) : '4000';
  return `nvarchar(${length}) ${binaryCollation}`;
}

/** Longest composed id: an index key of 1700 bytes. */
const longestComposedId = 850;

const schemas = ['staging', 'keys', 'history', 'state', 'star', keptSchema];

/** Makes what is not there yet; what is there (keys above all) stays. */
export function stagingTables(target: Target): Batch[] {
  return [
    ...schemas.map((schema) => ({
      title: `Schema ${schema}`,
      sql: `if schema_id(${text(schema)}) is null exec (${text(`create schema ${bracketed(schema)}`)});`,
    })),
    {
      title: 'Keys, kept for ever',
      sql: Object.entries(keyedMembers)
        .map((keyed) => keyTable(keyed, target))
        .join('\n'),
    },
    { title: 'The unknown member', sql: dimensionKeys.map(unknownKey).join('\n') },
    { title: 'Highest key ever given', sql: keyHigh(target) },
    {
      title: 'History of attributes',
      sql: ['company_segment', 'contact_role'].map((name) => historyTable(name, target)).join('\n'),
    },
    { title: 'Bad rows', sql: quarantineTable },
    keptLists(),
  ];
}

const ifMissing = (table: string, create: string): string => `if object_id(${text(table)}, N'U') is null\n${create};`;

function keyTable([name, type]: readonly [string, 'int32' | 'int64'], { keys }: Target): string {
  const table = `[keys].${bracketed(name)}`;
  const key = type === 'int64' ? 'bigint' : 'int';
  return ifMissing(
    table,
    `create table ${table} (
  [id] nvarchar(${String(longestComposedId)}) ${binaryCollation} not null,
  [key] ${key} not null${
    keys
      ? `,
  constraint ${bracketed(`PK_keys_${name}`)} primary key clustered ([key]),
  constraint ${bracketed(`UQ_keys_${name}`)} unique nonclustered ([id])`
      : ''
  }
)`,
  );
}

const unknownKey = (name: string): string =>
  `insert into [keys].${bracketed(name)} ([id], [key]) select N'', 0 where not exists (select 1 from [keys].${bracketed(name)} where [key] = 0);`;

function keyHigh({ keys }: Target): string {
  const names = Object.keys(keyedMembers);
  return `${ifMissing('[state].[key_high]', `create table [state].[key_high] ([name] nvarchar(60) not null${keys ? ' primary key' : ''}, [high] bigint not null)`)}
insert into [state].[key_high] ([name], [high])
select n.[name], 0 from (values ${names.map((name) => `(${text(name)})`).join(', ')}) as n([name])
where not exists (select 1 from [state].[key_high] as h where h.[name] = n.[name]);`;
}

const historyTable = (name: string, { keys }: Target): string =>
  ifMissing(
    `[history].${bracketed(name)}`,
    `create table [history].${bracketed(name)} (
  [id] nvarchar(${String(longestId)}) ${binaryCollation} not null,
  [value] nvarchar(4000) ${binaryCollation} null,
  [valid_from] datetime2(3) not null,
  [valid_to] datetime2(3) null${keys ? `,\n  index ${bracketed(`IX_${name}`)} clustered ([id], [valid_from])` : ''}
)`,
  );

const quarantineTable = `drop table if exists [state].[quarantine];
create table [state].[quarantine] (
  [entity] nvarchar(60) not null,
  [id] nvarchar(max) null,
  [reason] nvarchar(max) not null,
  [row] nvarchar(max) null
);`;

/** The staging table of an entity, empty: it is filled anew each time. */
export function createStaging(entity: EntityName): string {
  const table = `[staging].${bracketed(entity)}`;
  const columns = Object.entries(entityOf(entity).columns).map(
    ([name, column]) => `  ${bracketed(name)} ${storedType(name, column, entity)} null`,
  );
  return `drop table if exists ${table};\ncreate table ${table} (\n${columns.join(',\n')}\n);`;
}

export const createAllStaging = (): Batch[] =>
  entityNames.map((entity) => ({ title: `Staging of ${entity}`, sql: createStaging(entity) }));
