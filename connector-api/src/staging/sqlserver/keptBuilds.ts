/**
 * The builds of the star that stay in the server, each with tables of its own: who pages through one reads it to the
 * last page, also when the next one is built meanwhile. Views of the plain names, in schema `star`, show the newest.
 */
import { bracketed } from '../../star/engine/sqlServerTables';
import { type ColumnDefinition, starTables, type TableDefinition, type TableName } from '../../star';
import { type Batch, text } from './batch';
import type { Target } from './target';

export const keptSchema = 'star_kept';

/** Builds are numbered from 1; the number is never given again. */
export const buildId = (build: number): string => String(build).padStart(6, '0');

const kept = (name: string): string => `[${keptSchema}].${bracketed(name)}`;

/** Where a table is while it is filled and tested. */
export const nextTable = (table: TableName): string => kept(`${table}_next`);

/** Where a table of a build is. */
export const keptTable = (table: TableName, build: number): string => kept(`${table}_${buildId(build)}`);

const lists = {
  snapshot: `[build] int not null, [version] varchar(40) not null, [data_as_of] datetime2(3) not null, [built_at] datetime2(3) not null, [time_zone] varchar(100) not null, [source] varchar(400) not null`,
  snapshot_table: `[build] int not null, [table] varchar(128) not null, [rows] bigint not null, [hash] varchar(60) not null`,
  snapshot_count: `[build] int not null, [kind] varchar(20) not null, [name] varchar(200) not null, [rows] bigint not null`,
} as const;

/** The lists of builds, made where they are missing. */
export const keptLists = (): Batch => ({
  title: 'Lists of builds',
  sql: Object.entries(lists)
    .map(
      ([name, columns]) => `if object_id(${text(kept(name))}, N'U') is null\ncreate table ${kept(name)} (${columns});`,
    )
    .join('\n'),
});

const nextBuild = `(select coalesce(max([build]), 0) + 1 from ${kept('snapshot')})`;

export interface BuildFacts {
  /** Version of the product. */
  readonly version: string;
  /** ISO instant in UTC. */
  readonly dataAsOf: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly source: string;
}

/** Counts what the build holds, before anybody can see it. */
export function describeBuild(): Batch[] {
  const response = nextTable('FactResponse');
  const counted = (kind: string, name: string, from: string): string =>
    `insert into ${kept('snapshot_count')} ([build], [kind], [name], [rows])\nselect ${nextBuild}, '${kind}', ${name}, count_big(*) from ${from};`;
  return [
    {
      title: 'Count what counts',
      sql: [
        `delete from ${kept('snapshot_table')} where [build] >= ${nextBuild};`,
        `delete from ${kept('snapshot_count')} where [build] >= ${nextBuild};`,
        counted('rated', `''`, `${response} where [IsRated] = 1`),
        counted(
          'excluded',
          '[ExclusionReason]',
          `${response} where [ExclusionReason] is not null group by [ExclusionReason]`,
        ),
        counted('quarantined', '[entity]', '[state].[quarantine] group by [entity]'),
      ].join('\n'),
    },
    ...starTables.map((table) => ({
      title: `Hash of ${table.name}`,
      sql: `insert into ${kept('snapshot_table')} ([build], [table], [rows], [hash])\nselect ${nextBuild}, '${table.name}', count_big(*), cast(coalesce(sum(${rowHash(table)}), 0) as varchar(60)) from ${nextTable(table.name)};`,
    })),
  ];
}

/** 64 bits of a SHA-256 over every column, so that the sum over rows does not depend on their order. */
function rowHash({ columns }: TableDefinition): string {
  const parts = Object.entries(columns).map(
    ([name, column]) => `coalesce(${asWritten(bracketed(name), column)}, N'∅')`,
  );
  return `cast(cast(substring(hashbytes('SHA2_256', concat_ws(N'|', ${parts.join(', ')})), 1, 8) as bigint) as decimal(38, 0))`;
}

function asWritten(name: string, { type }: ColumnDefinition): string {
  if (type === 'double') return `convert(nvarchar(60), ${name}, 3)`;
  if (type === 'date') return `convert(nvarchar(60), ${name}, 23)`;
  if (type === 'dateTime') return `convert(nvarchar(60), ${name}, 126)`;
  // A text that looks like a separator must not look like two columns.
  return type === 'string' ? `replace(cast(${name} as nvarchar(max)), N'|', N'||')` : `cast(${name} as nvarchar(60))`;
}

/** Gives the filled tables their lasting names and lists the build: from then on it is the newest. */
export function keepBuild({ version, dataAsOf, timeZone, source }: BuildFacts): string {
  const instant = `cast('${dataAsOf.replace('Z', '')}' as datetime2(3))`;
  const values = [text(version), instant, 'sysutcdatetime()', text(timeZone), text(source)].join(', ');
  return [
    `declare @build int = ${nextBuild};`,
    `declare @suffix nvarchar(10) = concat(N'_', right(concat(N'000000', @build), 6));`,
    `declare @name nvarchar(200);`,
    ...starTables.flatMap(({ name }) => [
      `set @name = concat(N'${name}', @suffix);`,
      `exec sp_rename N'${keptSchema}.${name}_next', @name;`,
    ]),
    `insert into ${kept('snapshot')} ([build], [version], [data_as_of], [built_at], [time_zone], [source])\nvalues (@build, ${values});`,
  ].join('\n');
}

/** Shows the newest build under the plain names. */
export const showNewest = (): string =>
  [
    `declare @newest nvarchar(10) = (select concat(N'_', right(concat(N'000000', max([build])), 6)) from ${kept('snapshot')});`,
    `declare @view nvarchar(max);`,
    ...starTables.flatMap(({ name, columns }) => {
      const list = Object.keys(columns).map(bracketed).join(', ');
      return [
        `if object_id(N'[star].[${name}]', N'U') is not null drop table [star].[${name}];`,
        `set @view = concat(N'create or alter view [star].[${name}] as select ${list} from [${keptSchema}].[${name}', @newest, N']');`,
        `exec (@view);`,
      ];
    }),
  ].join('\n');

/** Drops what is older than the newest `keep` builds. Fails where somebody reads one of them for longer than a minute. */
export const dropOldBuilds = (keep: number, { lockTimeout }: Target): Batch => ({
  title: 'Drop old builds',
  sql: `${lockTimeout}declare @old int, @drop nvarchar(max);
while 1 = 1
begin
  set @old = (select min([build]) from ${kept('snapshot')}
    where [build] <= (select max([build]) from ${kept('snapshot')}) - ${String(keep)});
  if @old is null break;
  set @drop = N'';
${starTables.map(({ name }) => `  set @drop = concat(@drop, N'drop table if exists [${keptSchema}].[${name}_', right(concat(N'00000', @old), 6), N'];');`).join('\n')}
  exec (@drop);
  delete from ${kept('snapshot_table')} where [build] = @old;
  delete from ${kept('snapshot_count')} where [build] = @old;
  delete from ${kept('snapshot')} where [build] = @old;
end;`,
});

/** The statements that list the builds; numbers travel as the driver holds them. */
export const listBuilds = {
  builds: `select [build], [version], [data_as_of], [built_at], [time_zone], [source] from ${kept('snapshot')} order by [build]`,
  tables: `select [build], [table], cast([rows] as float), [hash] from ${kept('snapshot_table')}`,
  counts: `select [build], [kind], [name], cast([rows] as float) from ${kept('snapshot_count')}`,
} as const;
