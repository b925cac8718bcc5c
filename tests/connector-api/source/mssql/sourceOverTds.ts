/** A SQL Server source over the TDS responder, and small survey tables for it. */
import { openSqlServerSource, type SqlServerContext } from '../../../../connector-api/src/source/mssql/sqlServerSource';
import { parseSqlServerSettings } from '../../../../connector-api/src/source/mssql/settings';
import { valuesOf } from '../../../../connector-api/src/source/packedColumn';
import type { ReadRequest, Source, SourceItem } from '../../../../connector-api/src/source/source';
import { type EntityName, entityNames, entityOf } from '../../../../connector-api/src/survey/entities';
import type { Value } from '../../../../connector-api/src/survey/entity';
import { type Cell, type DataType, nvarchar, decimal, types } from '../../../support/tds/dataType';
import type { surveyServer } from '../../../support/tds/surveyServer';
import { type SurveyTable } from '../../../support/tds/surveyServer';
import { startTdsServer, type TdsServer } from '../../../support/tds/tdsServer';

export type Server = ReturnType<typeof surveyServer>;

const referenceTypes: Readonly<Record<string, DataType>> = {
  text: nvarchar(200),
  integer: types.int,
  number: types.float,
  money: decimal(18, 2),
  boolean: types.bit,
  date: types.date,
  instant: types.datetime2,
};

/** A table of the reference schema; columns that a row leaves out are null. */
export function referenceTable(entity: EntityName, rows: readonly Readonly<Record<string, Cell>>[] = []): SurveyTable {
  const names = Object.entries(entityOf(entity).columns);
  return {
    columns: names.map(([name, { type }]) => ({ name, type: referenceTypes[type] ?? types.nvarcharMax })),
    rows: rows.map((row) => names.map(([name]) => row[name] ?? null)),
  };
}

export const deletedRows = (rows: readonly (readonly [string, string, Date])[] = []): SurveyTable => ({
  columns: [
    { name: 'entity', type: nvarchar(40) },
    { name: 'id', type: nvarchar(200) },
    { name: 'deleted_at', type: types.datetime2 },
  ],
  rows,
});

/** Every reference table, empty but for those given. */
export function referenceTables(
  tables: Readonly<Partial<Record<EntityName, SurveyTable>>>,
): Record<string, SurveyTable> {
  const empty = Object.fromEntries(entityNames.map((entity) => [entity, referenceTable(entity)]));
  return { ...empty, deleted_row: deletedRows(), ...tables };
}

export const quickRetry = {
  policy: { attempts: 3, firstPause: 1, longestPause: 4 },
  random: () => 0.5,
};

export const environment = { NPS_SQLSERVER_PASSWORD: 'secret of the test' };

export function settingsFor(port: number, more: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    server: '127.0.0.1',
    port,
    database: 'survey',
    authentication: { kind: 'sql', user: 'reader' },
    encrypt: false,
    ...more,
  };
}

export interface Running {
  readonly tds: TdsServer;
  readonly open: (more?: Readonly<Record<string, unknown>>, context?: Partial<SqlServerContext>) => Promise<Source>;
  readonly stop: () => Promise<void>;
}

/** Starts the responder; `stop` closes every source opened and the responder. */
export async function running(server: Server): Promise<Running> {
  const tds = await startTdsServer(server);
  const sources: Source[] = [];
  return {
    tds,
    open: async (more = {}, context = {}) => {
      const source = await openSqlServerSource(parseSqlServerSettings(settingsFor(tds.port, more)), {
        environment,
        readFile: () => '',
        random: () => 0.5,
        retry: quickRetry,
        ...context,
      });
      sources.push(source);
      return source;
    },
    stop: async () => {
      await Promise.all(sources.map((source) => source.close()));
      await tds.close();
    },
  };
}

export async function readAll(source: Source, request: ReadRequest = { since: {} }): Promise<SourceItem[]> {
  const items: SourceItem[] = [];
  for await (const item of source.read(request)) items.push(item);
  return items;
}

/** The rows of an entity among items, as objects; a column that is empty in a whole batch is left out. */
export function rowsOf(items: readonly SourceItem[], entity: EntityName): Record<string, Value>[] {
  return items.flatMap((item) => {
    if (item.kind !== 'batch' || item.batch.entity !== entity) return [];
    const { columns, rows } = item.batch;
    const names = Object.keys(columns);
    const values = names.map((name) => valuesOf(columns[name], rows));
    return Array.from({ length: rows }, (_, at) =>
      Object.fromEntries(names.map((name, index) => [name, values[index]?.[at] ?? null])),
    );
  });
}

/** `count` answers with ids that sort as they are numbered. */
export function answers(count: number, from = 0): Readonly<Record<string, Cell>>[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `R${String(from + at).padStart(7, '0')}`,
    score: String((from + at) % 11),
    comment: `Answer ${String(from + at)} 😀`,
    responded_at: new Date(Date.UTC(2026, 0, 1) + (from + at) * 1000),
    modified_at: new Date(Date.UTC(2026, 0, 1) + (from + at) * 1000),
  }));
}
