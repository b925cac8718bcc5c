/** The survey data of a SQL Server, Azure SQL or Fabric database as a source. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type sql from 'mssql';
import type { AnswerCount } from '../../survey/answerCount';
import type { EntityName } from '../../survey/entities';
import type { ReadRequest, Source, SourceItem } from '../source';
import { answersStatement } from './answersStatement';
import { checkMappings } from './checkMapping';
import { openPool, sourceName } from './connection';
import { driverAuthentication, type SecretContext } from './credentials';
import { asSourceError } from './errorNumbers';
import { IdList } from './idList';
import { emptyWithout, mappingsOf } from './mapping';
import { mergeStreams } from './mergeStreams';
import {
  boundariesStatement,
  countStatement,
  idsStatement,
  type KeyRange,
  type ReadBounds,
  type ReadPlan,
  rowversionMark,
  tombstonesStatement,
  wholeRange,
} from './readPlan';
import { readRange, type ReadContext } from './readRange';
import { type RetryContext, usualRetrying, withRetry } from './retry';
import type { SqlServerSettings } from './settings';
import { fewRows, type Statement } from './statement';
import { streamRows } from './streamRows';
import { WorkerReaders } from './workerReaders';

export interface SqlServerContext extends SecretContext {
  readonly random: () => number;
  readonly retry?: Partial<RetryContext>;
  readonly signal?: AbortSignal;
  /** The compiled rangeWorker; without it all ranges are read on this thread. */
  readonly workerScript?: string;
  /** Entities with fewer rows are read on one connection: cutting them costs more than it gains. */
  readonly smallestCutRows?: number;
}

/** Starting the threads takes as long as one of them reads some hundred thousand rows. */
const usualSmallestCut = 500_000;

/** Ids of one `present` or `deleted` item. */
const idsPerItem = 8192;

/** A database that is reached, with every mapping checked. */
export interface CheckedDatabase {
  readonly pool: sql.ConnectionPool;
  readonly plans: readonly ReadPlan[];
  /** What stays empty, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Connects and checks every mapping; nothing is read yet.
 * @throws ConnectorError SOURCE_UNREACHABLE, SOURCE_REFUSED or SOURCE_TRANSIENT for the connection, CONFIG_MISSING for
 * a secret, SOURCE_SCHEMA for mappings, with one detail per problem.
 */
export async function openCheckedDatabase(
  settings: SqlServerSettings,
  context: SqlServerContext,
): Promise<CheckedDatabase> {
  const retry = retryOf(context);
  const authentication = driverAuthentication(settings.authentication, context);
  const pool = await openPool(settings, authentication, retry, { signal: context.signal });
  try {
    const mappings = mappingsOf(settings);
    const { plans, notes } = await checkMappings(pool, mappings, retry);
    return { pool, plans, notes: [...emptyWithout(mappings.map(({ entity }) => entity)), ...notes] };
  } catch (error) {
    await pool.close();
    throw error;
  }
}

const retryOf = (context: SqlServerContext): RetryContext => ({
  ...usualRetrying(context.random),
  ...context.retry,
});

/** @throws ConnectorError as `openCheckedDatabase`. */
export async function openSqlServerSource(settings: SqlServerSettings, context: SqlServerContext): Promise<Source> {
  const { pool, plans, notes } = await openCheckedDatabase(settings, context);
  const retry = retryOf(context);
  const script = context.workerScript ?? path.join(__dirname, 'rangeWorker.js');
  const workers =
    settings.readers > 1 && existsSync(script)
      ? new WorkerReaders(
          script,
          { settings, environment: { ...context.environment }, policy: retry.policy },
          retry.onRetry,
        )
      : null;
  const options = { retry, workers, smallestCutRows: context.smallestCutRows ?? usualSmallestCut };
  return sourceOf(settings, pool, plans, notes, options);
}

function sourceOf(
  settings: SqlServerSettings,
  pool: sql.ConnectionPool,
  plans: readonly ReadPlan[],
  notes: readonly string[],
  options: ReaderOptions,
): Source {
  const name = sourceName(settings);
  const source: { -readonly [Key in keyof Source]: Source[Key] } = {
    kind: 'sqlserver',
    name: `sqlserver ${name}`,
    identity: identityOf(name, plans),
    entities: plans.map(({ entity }) => entity),
    incremental: plans.filter(({ changes }) => changes !== null).map(({ entity }) => entity),
    exactMarks: plans.filter(({ changes }) => changes?.kind === 'rowversion').map(({ entity }) => entity),
    read: async function* (request) {
      const reader = new Reader(settings, pool, request, options);
      const counts = await reader.count(plans);
      const full = Object.keys(request.since).length === 0;
      if (full) source.expectedRows = [...counts.values()].reduce((sum, rows) => sum + rows, 0);
      else delete source.expectedRows;
      for (const text of notes) yield { kind: 'note', text };
      for (const plan of plans) yield* reader.read(plan, counts.get(plan.entity) ?? 0);
    },
    countAnswers: async (signal) => {
      const request = signal === undefined ? { since: {} } : { since: {}, signal };
      return new Reader(settings, pool, request, options).countAnswers(plans);
    },
    close: async () => {
      await Promise.all([pool.close(), options.workers?.close()]);
    },
  };
  return source;
}

/** Another database or another mapping is another source: what was read before then says nothing about what changed. */
function identityOf(name: string, plans: readonly ReadPlan[]): string {
  const texts = plans.map(({ entity, mapping, columns }) => [entity, mapping, columns.map((column) => column.name)]);
  return `sqlserver ${name} ${createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16)}`;
}

interface ReaderOptions {
  readonly retry: RetryContext;
  readonly workers: WorkerReaders | null;
  readonly smallestCutRows: number;
}

class Reader {
  private readonly context: ReadContext;

  constructor(
    private readonly settings: SqlServerSettings,
    pool: sql.ConnectionPool,
    private readonly request: ReadRequest,
    private readonly options: ReaderOptions,
  ) {
    this.context = {
      pool,
      retry: options.retry,
      idleMilliseconds: settings.requestTimeoutSeconds * 1000,
      signal: request.signal,
    };
  }

  /** Rows of each entity that is read whole, where the read is cut or its progress shown by them. */
  async count(plans: readonly ReadPlan[]): Promise<ReadonlyMap<EntityName, number>> {
    const counts = new Map<EntityName, number>();
    const full = Object.keys(this.request.since).length === 0;
    if (!full && this.settings.readers === 1) return counts;
    for (const plan of plans) {
      if (this.request.since[plan.entity] !== undefined) continue;
      counts.set(plan.entity, Number((await this.few(plan, countStatement(plan)))[0]?.[0] ?? 0));
    }
    return counts;
  }

  /** Answers per campaign, counted by the server. */
  async countAnswers(plans: readonly ReadPlan[]): Promise<readonly AnswerCount[]> {
    const responses = plans.find(({ entity }) => entity === 'response');
    const invitations = plans.find(({ entity }) => entity === 'invitation');
    const statement = responses === undefined ? null : answersStatement(responses, invitations);
    if (responses === undefined || statement === null) return [];
    return (await this.few(responses, statement)).map(([campaign, ...figures]) => {
      const [answers = 0, promoters = 0, passives = 0, detractors = 0] = figures.map(Number);
      return { campaign: typeof campaign === 'string' ? campaign : null, answers, promoters, passives, detractors };
    });
  }

  async *read(plan: ReadPlan, rows: number): AsyncGenerator<SourceItem> {
    const { entity, changes } = plan;
    const since = changes === null ? undefined : this.request.since[entity];
    const now = changes?.kind === 'instant' ? await this.serverTime(plan) : Infinity;
    // Asked before the read: what changes during it is read again next time.
    const mark = changes?.kind === 'rowversion' ? await this.committedMark(plan) : null;
    const ranges = since === undefined ? await this.ranges(plan, rows) : [wholeRange];
    const streams = ranges.map((range) => {
      const bounds: ReadBounds = { range, since: since ?? null };
      const { workers } = this.options;
      return workers === null || ranges.length === 1
        ? readRange(this.context, plan, bounds)
        : workers.read(plan, bounds, this.request.signal);
    });
    let newest = -Infinity;
    for await (const { batch, deleted, newest: newestOfBatch } of mergeStreams(streams)) {
      newest = Math.max(newest, newestOfBatch ?? -Infinity);
      if (batch.rows > 0) yield { kind: 'batch', batch };
      if (deleted.length > 0 && since !== undefined) yield { kind: 'deleted', entity, ids: deleted };
    }
    if (since !== undefined) yield* this.deletes(plan, since);
    if (mark !== null) yield { kind: 'watermark', entity, mark };
    // A time in the future (a clock that is wrong) must not hide the changes until then.
    else if (newest > -Infinity) yield { kind: 'watermark', entity, mark: Math.min(newest, now) };
  }

  private async *deletes(plan: ReadPlan, since: number): AsyncGenerator<SourceItem> {
    const { entity, mapping, changes } = plan;
    if (mapping.deletes === 'compare') {
      for await (const ids of this.ids(plan, idsStatement(plan))) yield { kind: 'present', entity, ids };
    } else if (mapping.deletes !== undefined && 'tombstones' in mapping.deletes) {
      // A rowversion says nothing about the time of a deletion: then all of them are read.
      const from = changes?.kind === 'rowversion' ? 0 : since;
      for await (const ids of this.ids(plan, tombstonesStatement(mapping.deletes.tombstones, from))) {
        if (ids.length > 0) yield { kind: 'deleted', entity, ids };
      }
    }
  }

  private async *ids(plan: ReadPlan, statement: Statement): AsyncGenerator<readonly string[]> {
    try {
      yield* streamRows(this.context.pool, statement, {
        collector: ([column], [codePage]) => new IdList(column, codePage),
        batchRows: idsPerItem,
        idleMilliseconds: this.context.idleMilliseconds,
        signal: this.context.signal,
      });
    } catch (error) {
      if (this.request.signal?.aborted === true) throw error;
      throw asSourceError(error, plan.entity);
    }
  }

  /** Cuts a big entity into as many ranges as there are readers. */
  private async ranges(plan: ReadPlan, rows: number): Promise<readonly KeyRange[]> {
    const { readers } = this.settings;
    if (readers === 1 || rows < this.options.smallestCutRows) return [wholeRange];
    const lower = (await this.few(plan, boundariesStatement(plan, readers))).map(([value]) => value).slice(1);
    return [null, ...lower].map((from, at) => ({ from, to: lower[at] ?? null }));
  }

  private async serverTime(plan: ReadPlan): Promise<number> {
    const [row] = await this.few(plan, { text: 'select sysutcdatetime()', parameters: [] });
    return row?.[0] instanceof Date ? row[0].getTime() : Infinity;
  }

  /** The smallest rowversion of a transaction still open: everything below it is committed and stays as it is. */
  private async committedMark(plan: ReadPlan): Promise<number> {
    const [row] = await this.few(plan, { text: 'select min_active_rowversion()', parameters: [] });
    return rowversionMark(row?.[0] as Buffer);
  }

  private async few(plan: ReadPlan, statement: Statement): Promise<readonly (readonly unknown[])[]> {
    const { pool, retry, signal } = this.context;
    try {
      return await withRetry(() => fewRows(pool, statement, signal), retry, signal);
    } catch (error) {
      if (signal?.aborted === true) throw error;
      throw asSourceError(error, plan.entity);
    }
  }
}
