/** The reference schema `survey` as T-SQL, from the entity definitions: tables, keys, checks, indexes, descriptions. */
import { type EntityName, entityNames, entityOf } from '../../survey/entities';
import type { EntityColumn, ValueType } from '../../survey/entity';
import { tombstoneTable } from './mapping';
import { bracketed } from './statement';

const types: Readonly<Record<Exclude<ValueType, 'text'>, string>> = {
  integer: 'int',
  number: 'float',
  money: 'decimal(18, 2)',
  boolean: 'bit',
  date: 'date',
  instant: 'datetime2(3)',
};

/** Characters of an id: two key columns together stay within the 1700 bytes of an index. */
const idLength = 200;

const text = (value: string): string => `N'${value.replaceAll("'", "''")}'`;

function typeOf(entity: EntityName, name: string, column: EntityColumn): string {
  if (column.type !== 'text') return types[column.type];
  if (column.accepted !== undefined) return 'nvarchar(40)';
  if (name === 'comment' || name.startsWith('question_')) return 'nvarchar(max)';
  return name === 'id' || column.of !== undefined || entityOf(entity).key.includes(name)
    ? `nvarchar(${String(idLength)})`
    : 'nvarchar(400)';
}

function columnLine(entity: EntityName, name: string, column: EntityColumn): string {
  const { watermark } = entityOf(entity);
  const parts = [`  ${bracketed(name)} ${typeOf(entity, name, column)}`];
  // A key column that may be empty (a goal of the whole company) cannot be in a primary key; it is in a unique index.
  const filled = column.required || name === watermark;
  parts.push(filled ? 'not null' : 'null');
  if (name === watermark) parts.push(`constraint [DF_${entity}_${name}] default sysutcdatetime()`);
  if (column.accepted !== undefined) {
    parts.push(
      `constraint [CK_${entity}_${name}] check (${bracketed(name)} in (${column.accepted.map(text).join(', ')}))`,
    );
  } else if (column.range !== undefined) {
    const [from, to] = column.range;
    parts.push(
      `constraint [CK_${entity}_${name}] check (${bracketed(name)} between ${String(from)} and ${String(to)})`,
    );
  }
  return parts.join(' ');
}

function tableSql(schema: string, entity: EntityName): string {
  const definition = entityOf(entity);
  const at = `${bracketed(schema)}.${bracketed(entity)}`;
  const columns = Object.entries(definition.columns);
  const key = definition.key.map(bracketed).join(', ');
  const keyIsFilled = definition.key.every((name) => definition.columns[name]?.required === true);
  const lines = columns.map(([name, column]) => columnLine(entity, name, column));
  if (keyIsFilled) lines.push(`  constraint [PK_${entity}] primary key clustered (${key})`);
  const { watermark } = definition;
  const indexes = [
    ...(keyIsFilled ? [] : [`create unique clustered index [UX_${entity}] on ${at} (${key});`]),
    ...(watermark === undefined
      ? []
      : [`create index [IX_${entity}_${watermark}] on ${at} (${bracketed(watermark)});`]),
  ];
  return [
    `-- ${definition.says}.`,
    `create table ${at} (\n${lines.join(',\n')}\n);`,
    ...indexes,
    describe(schema, entity, null, definition.says),
    ...columns.map(([name, column]) => describe(schema, entity, name, column.says)),
    'go',
  ].join('\n');
}

function describe(schema: string, table: string, column: string | null, says: string): string {
  const place = `N'SCHEMA', ${text(schema)}, N'TABLE', ${text(table)}${column === null ? '' : `, N'COLUMN', ${text(column)}`}`;
  return `exec sys.sp_addextendedproperty N'MS_Description', ${text(says)}, ${place};`;
}

/** The whole script; running it twice fails, as it never drops a table that holds answers. */
export function surveySchemaSql(schema = 'survey'): string {
  const at = `${bracketed(schema)}.${bracketed(tombstoneTable)}`;
  return `-- The reference schema of NPS Power Dashboards for SQL Server 2017 and later and Azure SQL.
-- Written from connector-api/src/survey/entities.ts; change it there.
-- All times are UTC. A row that changes must get a new modified_at; a row that is deleted must leave a row in
-- ${schema}.${tombstoneTable}: that is how an incremental refresh sees it.
if schema_id(${text(schema)}) is null exec (${text(`create schema ${bracketed(schema)}`)});
go
${entityNames.map((entity) => tableSql(schema, entity)).join('\n\n')}

-- Rows that are gone, so that an incremental refresh forgets them too.
create table ${at} (
  [entity] nvarchar(40) not null constraint [CK_${tombstoneTable}_entity] check ([entity] in (${entityNames.map(text).join(', ')})),
  [id] nvarchar(${String(idLength)}) not null,
  [deleted_at] datetime2(3) not null constraint [DF_${tombstoneTable}_deleted_at] default sysutcdatetime(),
  constraint [PK_${tombstoneTable}] primary key clustered ([entity], [deleted_at], [id])
);
go
`;
}
