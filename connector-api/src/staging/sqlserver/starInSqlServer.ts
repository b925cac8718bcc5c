/** Builds the star inside SQL Server: the script, step by step, and running it. */
import type sql from 'mssql';
import { ConnectorError } from '../../errors';
import { asSourceError, numberOf } from '../../source/mssql/errorNumbers';
import { fewRows } from '../../source/mssql/statement';
import { starTables, type TableName } from '../../star';
import type { EntityName } from '../../survey/entities';
import { type BuildFacts, describeBuild, dropOldBuilds } from './keptBuilds';
import { type Batch, dataTestNumber, lockedNumber, strictValueNumber } from './batch';
import { assignKeys, recordHistory } from './keysAndHistory';
import { calendarYears, fillCalendar, fillStar, indexStar, newestInstant, switchStar, testStar } from './starBatches';
import { fillStaging } from './stagingFill';
import { createAllStaging, stagingTables } from './stagingTables';
import type { Target } from './target';

/** Where an entity's rows come from inside the server, and which of its columns that gives. */
export interface MappedSelect {
  readonly entity: EntityName;
  readonly select: string;
  readonly columns: readonly string[];
}

export interface SqlServerStarSettings {
  readonly target: Target;
  /** IANA name of the zone whose calendar days count. */
  readonly timeZone: string;
  readonly fiscalStartMonth: number;
  readonly unknownName: string;
  readonly now: () => Date;
  /** Version of the product. */
  readonly version: string;
  /** Where the rows come from, free of secrets. */
  readonly source: string;
  /** Builds that stay, the newest included: who reads one reaches its last page. */
  readonly keep: number;
}

const lockBatch = (target: Target): Batch => ({ title: 'One build at a time', sql: target.lock(lockedNumber) });

const unlockBatch = (target: Target): Batch => ({ title: 'Let others build', sql: target.unlock });

const loadBatches = (selects: readonly MappedSelect[], target: Target): Batch[] => [
  ...stagingTables(target),
  ...createAllStaging(),
  ...selects.map(({ entity, select, columns }) => fillStaging(entity, select, columns, target)),
  ...assignKeys(),
  ...recordHistory(),
];

const closingBatches = (facts: BuildFacts, target: Target): Batch[] => [
  ...testStar(),
  ...indexStar(target),
  ...describeBuild(),
  ...switchStar(facts, target),
];

/** The whole script for a person to read: the calendar is that of the year of `now`, as no server was asked for others. */
export function starScript(selects: readonly MappedSelect[], settings: SqlServerStarSettings): Batch[] {
  const { target } = settings;
  const now = settings.now();
  const batches = [
    lockBatch(target),
    ...loadBatches(selects, target),
    ...fillStar({ ...settings, dataAsOf: now.toISOString() }),
    ...fillCalendar({
      fromYear: now.getUTCFullYear(),
      toYear: now.getUTCFullYear(),
      dataDay: Math.floor(now.getTime() / 86_400_000),
      fiscalStartMonth: settings.fiscalStartMonth,
    }),
    ...closingBatches({ ...settings, dataAsOf: now.toISOString() }, target),
    dropOldBuilds(settings.keep, target),
    unlockBatch(target),
  ];
  return batches.map(({ title, sql: text }) => ({ title, sql: target.finish(text) }));
}

/**
 * Builds, tests and switches; what throws leaves the star of before in use.
 * @param pool a pool of one connection: the lock belongs to its session.
 * @returns rows of each table.
 * @throws ConnectorError DATA_TEST_FAILED, VALUE_INVALID, DATA_LOCKED, or what the server's error means.
 */
export async function buildStarInSqlServer(
  pool: sql.ConnectionPool,
  selects: readonly MappedSelect[],
  settings: SqlServerStarSettings,
  progress: (title: string) => void,
  signal?: AbortSignal,
): Promise<Record<TableName, number>> {
  const { target } = settings;
  const runAll = async (batches: readonly Batch[]): Promise<void> => {
    for (const batch of batches) {
      signal?.throwIfAborted();
      progress(batch.title);
      await run(pool, batch, target);
    }
  };
  await checkTarget(pool, target);
  await runAll([lockBatch(target)]);
  try {
    await runAll(loadBatches(selects, target));
    const [newest] = (await fewRows(pool, { text: newestInstant(), parameters: [] }))[0] ?? [];
    const dataAsOf = newest instanceof Date ? newest : settings.now();
    await runAll(fillStar({ ...settings, dataAsOf: dataAsOf.toISOString() }));
    await runAll(await calendarBatches(pool, settings, dataAsOf));
    await runAll(closingBatches({ ...settings, dataAsOf: dataAsOf.toISOString() }, target));
    await dropOld(pool, settings, progress);
    return await countRows(pool);
  } finally {
    // A lost connection has given the lock back already.
    await run(pool, unlockBatch(target), target).catch(() => undefined);
  }
}

/** What `serverproperty('EngineEdition')` says of a Fabric Warehouse. */
const fabricEdition = 11;

/** @throws USAGE where the statements of `target` are not those of the server. */
async function checkTarget(pool: sql.ConnectionPool, target: Target): Promise<void> {
  const text = "select cast(serverproperty('EngineEdition') as int)";
  const [edition] = (await fewRows(pool, { text, parameters: [] }))[0] ?? [];
  if (typeof edition !== 'number' || (edition === fabricEdition) === (target.name === 'fabric')) return;
  throw new ConnectorError('USAGE', {
    target: '--engine',
    found: `"${target.name}" for a server of edition ${String(edition)}`,
    expected:
      target.name === 'fabric' ? 'sqlserver (this is no Fabric Warehouse)' : 'fabric (this is a Fabric Warehouse)',
  });
}

/** The new build is in use already: what cannot be dropped now, as somebody still reads it, goes after the next build. */
async function dropOld(
  pool: sql.ConnectionPool,
  { keep, target }: SqlServerStarSettings,
  progress: (title: string) => void,
): Promise<void> {
  const batch = dropOldBuilds(keep, target);
  progress(batch.title);
  try {
    await run(pool, batch, target);
  } catch (error) {
    progress(`Old builds stay until the next build: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function calendarBatches(
  pool: sql.ConnectionPool,
  settings: SqlServerStarSettings,
  dataAsOf: Date,
): Promise<Batch[]> {
  const [first, last] = (await fewRows(pool, { text: calendarYears(), parameters: [] }))[0] ?? [];
  const local = new Intl.DateTimeFormat('en-CA', { timeZone: settings.timeZone, dateStyle: 'short' }).format(dataAsOf);
  const dataDay = Date.parse(`${local}T00:00:00Z`) / 86_400_000;
  const dataYear = Number(local.slice(0, 4));
  return fillCalendar({
    fromYear: Math.min(dataYear, typeof first === 'number' ? first : dataYear),
    toYear: Math.max(dataYear, typeof last === 'number' ? last : dataYear),
    dataDay,
    fiscalStartMonth: settings.fiscalStartMonth,
  });
}

async function countRows(pool: sql.ConnectionPool): Promise<Record<TableName, number>> {
  const counts: Partial<Record<TableName, number>> = {};
  for (const { name } of starTables) {
    const text = `select cast(count_big(*) as float) from [star].[${name}]`;
    counts[name] = Number((await fewRows(pool, { text, parameters: [] }))[0]?.[0] ?? 0);
  }
  return counts as Record<TableName, number>;
}

/** Our own numbers mean what the script says; the rest is the server's. */
const ownErrors: ReadonlyMap<number, 'DATA_TEST_FAILED' | 'VALUE_INVALID' | 'DATA_LOCKED'> = new Map([
  [dataTestNumber, 'DATA_TEST_FAILED'],
  [strictValueNumber, 'VALUE_INVALID'],
  [lockedNumber, 'DATA_LOCKED'],
]);

async function run(pool: sql.ConnectionPool, { title, sql: text }: Batch, target: Target): Promise<void> {
  try {
    // No limit of time: a big table takes as long as it takes.
    await (pool.request as (overrides: object) => sql.Request)
      .call(pool, { requestTimeout: 0 })
      .batch(target.finish(text));
  } catch (error) {
    const code = ownErrors.get(numberOf(error) ?? 0);
    if (code === undefined) throw asSourceError(error, `star, "${title}"`);
    throw new ConnectorError(code, {
      target: code === 'DATA_LOCKED' ? 'the star' : title.replace(/^Test /, ''),
      found: error instanceof Error ? error.message : String(error),
      hint: 'The star of before stays in use.',
      cause: error,
    });
  }
}
