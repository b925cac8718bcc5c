/** Where the star is built: what SQL Server and Azure SQL write one way and Fabric Warehouse another. */

export interface Target {
  readonly name: 'sqlserver' | 'fabric';
  /** False where no table has keys and indexes that the server keeps. */
  readonly keys: boolean;
  /** Hint of an INSERT into an empty table. */
  readonly bulk: string;
  /** A column that numbers the rows of a SELECT … INTO as they come. */
  readonly rowNumber: string;
  /** One row as a text that a person can read, by column name and SQL. */
  rowAsText(columns: readonly (readonly [name: string, sql: string])[]): string;
  /** Statements that end the wait for somebody else's lock after a minute. */
  readonly lockTimeout: string;
  /** Takes the right to build, or throws `lockedNumber`. */
  lock(lockedNumber: number): string;
  readonly unlock: string;
  /** False where a view cannot be changed within a transaction. */
  readonly viewsInTransaction: boolean;
  /** Last step of every batch: how texts, their types and temporary tables are written. */
  finish(sql: string): string;
}

const resource = `@Resource = N'NPS Power Dashboards star'`;

export const sqlServer: Target = {
  name: 'sqlserver',
  keys: true,
  bulk: ' with (tablock)',
  rowNumber: 'identity(bigint, 1, 1)',
  rowAsText: (columns) => `(select ${columns.map(([, sql]) => sql).join(', ')} for json path, without_array_wrapper)`,
  lockTimeout: 'set lock_timeout 60000;\n',
  lock: (number) => `declare @taken int;
exec @taken = sp_getapplock ${resource}, @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 0;
if @taken < 0 throw ${String(number)}, N'Another build of the star is under way.', 1;`,
  unlock: `exec sp_releaseapplock ${resource}, @LockOwner = 'Session';`,
  viewsInTransaction: true,
  finish: (sql) => sql,
};

/** Hours after which a build that has not ended is taken for dead: Fabric has no lock that ends with its session. */
const deadAfterHours = 12;

const utf8Length = (characters: number): string => String(Math.min(8000, characters * 4));

/**
 * Differences by Microsoft's documentation of Fabric Data Warehouse ("T-SQL surface area", "Data types", "Tables",
 * "Transactions", "COLLATE"): texts are UTF-8 (no nvarchar in tables), no indexes and no enforced keys, no hints, no FOR
 * within a query, no application locks, `#tables` that cannot be filled from tables, snapshot isolation only.
 */
export const fabric: Target = {
  ...sqlServer,
  name: 'fabric',
  keys: false,
  bulk: '',
  rowNumber: 'row_number() over (order by (select null))',
  rowAsText: (columns) =>
    `concat_ws(N', ', ${columns.map(([name, sql]) => `case when ${sql} is not null then concat(N'${name}: ', ${sql}) end`).join(', ')}, cast(null as nvarchar(1)))`,
  lockTimeout: '',
  // Of two updates at the same time, the one that ends last fails.
  lock: (number) => `if schema_id(N'state') is null exec (N'create schema [state]');
if object_id(N'[state].[build_lock]', N'U') is null
begin
  create table [state].[build_lock] ([since] datetime2(3) not null);
  insert into [state].[build_lock] ([since]) values ('1900-01-01T00:00:00');
end;
set xact_abort on;
begin transaction;
if exists (select 1 from [state].[build_lock] where [since] > dateadd(hour, -${String(deadAfterHours)}, sysutcdatetime()))
  throw ${String(number)}, N'Another build of the star is under way, or ended without a word less than ${String(deadAfterHours)} hours ago.', 1;
update [state].[build_lock] set [since] = sysutcdatetime();
commit transaction;`,
  unlock: `update [state].[build_lock] set [since] = '1900-01-01T00:00:00';`,
  viewsInTransaction: false,
  finish: (sql) =>
    sql
      .split(/('(?:[^']|'')*')/)
      .map((part, index) => (index % 2 === 1 ? part : inUtf8(part)))
      .join(''),
};

/** What stands between literals. */
const inUtf8 = (sql: string): string =>
  sql
    .replaceAll(/\bN$/g, '')
    .replaceAll(/\bnvarchar\((\d+)\)/g, (_, length: string) => `varchar(${utf8Length(Number(length))})`)
    .replaceAll('nvarchar(max)', 'varchar(max)')
    .replaceAll(/\bLatin1_General_100_BIN2\b/g, 'Latin1_General_100_BIN2_UTF8')
    .replaceAll(/\[#(\w+)\]|"#(\w+)"|#(\w+)/g, (_, ...names: (string | undefined)[]) => {
      return `[staging].[temporary_${names.slice(0, 3).find((name) => name !== undefined) ?? ''}]`;
    });

export const targets = { sqlserver: sqlServer, fabric } as const;
