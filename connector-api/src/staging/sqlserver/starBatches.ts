/** The star inside SQL Server: tables filled beside the current ones, tested, then switched in one transaction. */
import { type CalendarOptions, calendar } from '../../star/calendar';
import { dataTests } from '../../star/dataTests';
import { sqlServerEngine } from '../../star/engine/sqlServerEngine';
import { sqlServerQueries, type SqlServerQuery, sqlServerText, unicode } from '../../star/engine/sqlServerQuery';
import { bracketed, createStarTable, indexStarTable } from '../../star/engine/sqlServerTables';
import { windowsTimeZone } from '../../star/engine/windowsTimeZone';
import { star, starTables, type TableDefinition } from '../../star';
import { tableBuilds } from '../../star/build';
import { scoreRows } from '../../star/scoreRows';
import type { Value } from '../../survey/entity';
import { type Batch, dataTestNumber, inTransaction, text } from './batch';
import { type BuildFacts, keepBuild, nextTable, showNewest } from './keptBuilds';
import { reconciliationQuery } from './reconciliationQuery';
import type { Target } from './target';

export interface SqlServerStarOptions {
  readonly target: Target;
  /** IANA name. */
  readonly timeZone: string;
  readonly unknownName: string;
  /** ISO instant in UTC. */
  readonly dataAsOf: string;
}

/** Makes and fills every table that is a query over staging. */
export function fillStar(options: SqlServerStarOptions): Batch[] {
  const db = sqlServerQueries();
  const engine = sqlServerEngine(windowsTimeZone(options.timeZone));
  const context = { db, engine, dataAsOf: options.dataAsOf, unknownName: options.unknownName };
  return [
    ...starTables.map((table) => ({
      title: `Table ${table.name}`,
      sql: `drop table if exists ${nextTable(table.name)};\n${createStarTable(table, nextTable(table.name))}`,
    })),
    ...tableBuilds.map(({ table, query }) => fillTable(table, sqlServerText(query(context)), options.target)),
    ...insertRows(star.DimScore, scoreRows()),
    fillTable(star.FactReconciliation, reconciliationQuery(context, nextTable('FactResponse')), options.target),
  ];
}

function fillTable(table: TableDefinition, { temporaryTables, select }: SqlServerQuery, { bulk }: Target): Batch {
  const columns = Object.keys(table.columns).map(bracketed).join(', ');
  return {
    title: `Fill ${table.name}`,
    sql: [
      ...temporaryTables.flatMap(([name, rows]) => [
        `drop table if exists ${name};`,
        `select * into ${name} from (\n${rows}\n) as [rows];`,
      ]),
      `insert into ${nextTable(table.name)}${bulk} (${columns})\nselect ${columns} from (\n${select}\n) as [built];`,
      ...temporaryTables.map(([name]) => `drop table ${name};`),
    ].join('\n'),
  };
}

/** Fills the calendar, for the years that the facts refer to. */
export const fillCalendar = (options: CalendarOptions): Batch[] => insertRows(star.DimDate, calendar(options));

/** First and last year that any fact refers to, one row; null in an empty star. */
export function calendarYears(): string {
  const columns = starTables.flatMap((table) =>
    Object.entries(table.columns)
      .filter(([, column]) => column.reference?.table === 'DimDate')
      .map(
        ([name]) =>
          `select min(${bracketed(name)}) as [first], max(${bracketed(name)}) as [last] from ${nextTable(table.name)}`,
      ),
  );
  return `select min([first]) / 10000, max([last]) / 10000 from (\n${columns.join('\nunion all\n')}\n) as [years];`;
}

/** The newest thing that happened in the data, not later than tomorrow; null where there is none. */
export function newestInstant(): string {
  const columns: readonly (readonly [string, readonly string[]])[] = [
    ['response', ['responded_at', 'modified_at']],
    ['invitation', ['sent_at', 'opened_at', 'modified_at']],
    ['follow_up', ['opened_at', 'first_action_at', 'closed_at', 'modified_at']],
  ];
  const parts = columns.flatMap(([entity, names]) =>
    names.map(
      (name) =>
        `select max([${name}]) as [t] from [staging].[${entity}] where [${name}] <= dateadd(day, 1, sysutcdatetime())`,
    ),
  );
  return `select max([t]) from (\n${parts.join('\nunion all\n')}\n) as [instants];`;
}

const rowsPerInsert = 500;

function insertRows(table: TableDefinition, rows: readonly Readonly<Record<string, Value>>[]): Batch[] {
  const columns = Object.keys(table.columns);
  const list = columns.map(bracketed).join(', ');
  const batches: Batch[] = [];
  for (let at = 0; at < rows.length; at += rowsPerInsert) {
    const values = rows
      .slice(at, at + rowsPerInsert)
      .map((row) => `(${columns.map((column) => literal(row[column] ?? null)).join(', ')})`);
    batches.push({
      title: `Fill ${table.name}`,
      sql: `insert into ${nextTable(table.name)} (${list}) values\n${values.join(',\n')};`,
    });
  }
  return batches;
}

function literal(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return text(value);
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

export const indexStar = ({ keys }: Target): Batch[] =>
  (keys ? starTables : []).map((table) => ({
    title: `Indexes of ${table.name}`,
    sql: indexStarTable(table, nextTable(table.name)).join('\n'),
  }));

/** Each test throws where rows break its rule: the switch is then not reached. */
export const testStar = (): Batch[] =>
  dataTests(nextTable).map(({ name, sql }) => ({
    title: `Test ${name}`,
    sql: `declare @broken bigint = (${unicode(sql)});
if @broken <> 0
begin
  declare @said nvarchar(2000) = concat(${text(`${name}: `)}, @broken, N' rows break it');
  throw ${String(dataTestNumber)}, @said, 1;
end;`,
  }));

/** Readers see the build of before or this one, never a mixture; readers of the views too, where views take part in transactions. */
export function switchStar(facts: BuildFacts, { viewsInTransaction, lockTimeout }: Target): Batch[] {
  const switched = (sql: string): Batch => ({ title: 'Switch', sql: `${lockTimeout}${inTransaction(sql)}` });
  if (viewsInTransaction) return [switched(`${keepBuild(facts)}\n${showNewest()}`)];
  return [switched(keepBuild(facts)), { title: 'Views of the newest build', sql: showNewest() }];
}
