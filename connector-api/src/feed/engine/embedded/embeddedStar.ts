/** A snapshot's star in the embedded engine. */
import type { DuckDBValue } from '@duckdb/node-api';
import type { CampaignFigures } from '../../../snapshot/compareCampaigns';
import type { EntitySet } from '../../entityModel';
import type { CollectionPlan, Key } from '../../odata/plan/collectionPlan';
import { noPieces } from '../../pieces';
import type { Visibility } from '../../relation';
import { quoteName } from '../../sql';
import { type FileFormat, type Period, writeTableFile } from '../../tableFile';
import type { PagePlace, PagesOrder, StarReader } from '../starReader';
import { embeddedDialect } from './embeddedDialect';
import { fileIdentity } from './fileIdentity';
import { comesInKeyOrder, countStatement, keysStatement, rowsStatement, stretchStatement } from './embeddedStatements';
import { readPages, type RowsPage, type RowsRequest } from './rows/readPages';
import { type RowsThreads, statementsAtOnce } from './rows/rowsThreads';
import { RowsWorkers } from './rows/rowsWorkers';
import { type ReaderLimits, type Row, SnapshotReader } from './snapshotReader';

/** What a snapshot is read with. */
export interface EmbeddedEngine {
  readonly limits: ReaderLimits;
  /** They write the rows of readers who go from page to page, each with an engine of its own; null for none. */
  readonly threads: RowsThreads | null;
}

/** Rows of a page from which handing it to a thread is worth the way. */
const worthAThread = 1000;

/** After so long without a page the engines of the threads give their memory back. */
const threadsIdleMs = 60_000;

export class EmbeddedStar implements StarReader {
  readonly dialect = embeddedDialect;
  private readonly keyRanges = new Map<string, Promise<KeyRange | null>>();

  private constructor(
    private readonly reader: SnapshotReader,
    private readonly workers: RowsWorkers | null,
  ) {}

  /** @throws SNAPSHOT_BROKEN where the file cannot be opened. */
  static async open(databasePath: string, snapshot: string, engine: EmbeddedEngine): Promise<EmbeddedStar> {
    const reader = await SnapshotReader.open(databasePath, snapshot, engine.limits);
    return new EmbeddedStar(reader, workersOf(databasePath, snapshot, engine));
  }

  async pages(order: PagesOrder): Promise<void> {
    await (order.plan.byKey ? this.stretch(order) : this.rows(order));
  }

  async rowCount(plan: CollectionPlan): Promise<bigint> {
    const [row] = await this.reader.rows(countStatement(plan));
    return BigInt(String(row?.['n'] ?? 0));
  }

  async writeFile(set: EntitySet, format: FileFormat, period: Period, visibility: Visibility, target: string) {
    await this.reader.rows(writeTableFile(set, format, period, visibility, target));
    this.trim();
  }

  async campaigns(): Promise<readonly CampaignFigures[]> {
    return (await this.reader.rows({ sql: campaignsSql, values: [] })) as unknown as readonly CampaignFigures[];
  }

  async close(): Promise<void> {
    await Promise.all([this.reader.close(), this.workers?.close()]);
  }

  private trim(): void {
    this.reader.trim().catch(() => undefined);
  }

  /** On a thread where one is free, else here; false where a thread began and broke. */
  private async read(
    request: RowsRequest,
    { pool }: PagesOrder,
    take: (page: RowsPage) => Promise<void>,
  ): Promise<boolean> {
    let isBegun = false;
    const taken = (page: RowsPage): Promise<void> => {
      isBegun = true;
      return take(page);
    };
    if (request.pageRows >= worthAThread && (await this.workers?.read(request, pool, taken)) === true) return true;
    if (isBegun) return false;
    await readPages(this.reader, request, pool, take);
    return true;
  }

  /** A page in an order of the caller's: found by its place. */
  private async rows(order: PagesOrder): Promise<void> {
    const { plan, at, size, left, take } = order;
    const most = Math.min(size, left);
    this.startThreads(order);
    const next = { after: null, offset: at.offset + most };
    const request = { ...rowsStatement(plan, most + 1, at.offset), pageRows: most, most };
    await this.read(request, order, ({ pieces, more }) =>
      take({ body: pieces, next: more && left > most ? next : null, isLast: true }),
    );
  }

  /** Pages in key order: first the key of the last row, then the rows up to it. */
  private async stretch(order: PagesOrder): Promise<void> {
    const { plan, at, size, left, continued, take } = order;
    this.startThreads(order);
    const pages = this.pagesInOneGo(order);
    const most = Math.min(pages * size, left);
    const start = at.offset === 0 ? at.after : (await this.keysAt(plan, at.after, at.offset - 1))[0];
    if (start === undefined || most === 0) {
      await take({ body: noPieces, next: null, isLast: true });
      return;
    }
    const [last, further] = await this.keysAt(plan, start, most - 1);
    const end = last !== undefined && further !== undefined && left > most ? { after: last, offset: 0 } : null;
    if (end !== null) continued(end, pages);
    let place: PagePlace | null = at;
    let given = 0;
    const rows = stretchStatement(plan, { after: start, upTo: last ?? null });
    const isDone = await this.read({ ...rows, pageRows: size, most: Infinity }, order, (page) => {
      place = page.more ? { after: page.lastKey, offset: 0 } : end;
      given += page.rows;
      return take({ body: page.pieces, next: place, isLast: !page.more });
    });
    // A reader who has been given many pages goes on behind them.
    if (pages > 1) this.trim();
    if (!isDone && place !== null && given < most) {
      await this.stretch({ ...order, at: place, left: left - given, pages: pages - Math.ceil(given / size) });
    }
  }

  /** Many in one statement where that holds no more in memory than one, and where rows are written on a thread. */
  private pagesInOneGo({ plan, size, pages }: PagesOrder): number {
    const isCheap = comesInKeyOrder(plan) && (this.workers === null || (size >= worthAThread && this.workers.areFree));
    return isCheap ? pages : 1;
  }

  /** Whoever reads on will read more. */
  private startThreads({ at, size, pool }: PagesOrder): void {
    if (size >= worthAThread && (at.after !== null || at.offset > 0)) this.workers?.start(pool);
  }

  /**
   * The key of the row after `skip` rows, and the one after that, as far as they exist. Looks at a short stretch of keys first,
   * and at longer ones until it finds both.
   */
  private async keysAt(plan: CollectionPlan, after: Key | null, skip: number): Promise<readonly Key[]> {
    const range = await this.keyRange(plan.set);
    const at = async (upTo: Key | null) => {
      const rows = await this.reader.rows(keysStatement(plan, { after, upTo }, skip));
      return rows.map((row) => plan.set.key.map((_, index) => String(row[`k${String(index)}`])));
    };
    if (range === null) return [];
    const from = after === null ? range.first - 1n : BigInt(after[0] ?? '0');
    for (let width = BigInt(skip + 2); from + width < range.last; width *= 8n) {
      const found = await at([String(from + width)]);
      if (found.length === 2) return found;
    }
    return at(null);
  }

  /** Smallest and largest first key; null for an empty table. */
  private async keyRange(set: EntitySet): Promise<KeyRange | null> {
    const column = quoteName(set.key[0] ?? '');
    const sql = `SELECT min(${column})::BIGINT AS first, max(${column})::BIGINT AS last FROM ${quoteName(set.name)}`;
    const range = this.keyRanges.get(set.name) ?? this.reader.rows({ sql, values: [] }).then(([row]) => rangeOf(row));
    this.keyRanges.set(set.name, range);
    range.catch(() => this.keyRanges.delete(set.name));
    return range;
  }
}

/** A statement holds less on a thread than where files are written. */
const threadShare = 3;
const leastMegabytes = 32;

function workersOf(databasePath: string, snapshot: string, { limits, threads }: EmbeddedEngine): RowsWorkers | null {
  if (threads === null) return null;
  return new RowsWorkers({
    threads,
    idleMilliseconds: threadsIdleMs,
    star: {
      databasePath,
      identity: fileIdentity(databasePath),
      snapshot,
      limits: {
        ...limits,
        connections: statementsAtOnce,
        threads: 1,
        memoryMb: Math.max(leastMegabytes, Math.floor(limits.memoryMb / threadShare)),
      },
    },
  });
}

interface KeyRange {
  readonly first: bigint;
  readonly last: bigint;
}

function rangeOf(row: Row | undefined): KeyRange | null {
  const [first, last]: (DuckDBValue | undefined)[] = [row?.['first'], row?.['last']];
  return typeof first === 'bigint' && typeof last === 'bigint' ? { first, last } : null;
}

/** NPS = 100 × (promoters − detractors) / rated; null where nobody is rated. */
const campaignsSql = `
  SELECT c."CampaignId" AS id, c."CampaignName" AS name,
    count(*)::INTEGER AS answers,
    count(r."Score")::INTEGER AS rated,
    count(*) FILTER (r."Score" >= 9)::INTEGER AS promoters,
    count(*) FILTER (r."Score" BETWEEN 7 AND 8)::INTEGER AS passives,
    count(*) FILTER (r."Score" <= 6)::INTEGER AS detractors,
    count(r."ExclusionReason")::INTEGER AS excluded,
    100.0::DOUBLE * (count(*) FILTER (r."Score" >= 9) - count(*) FILTER (r."Score" <= 6)) / nullif(count(r."Score"), 0) AS nps
  FROM "FactResponse" AS r LEFT JOIN "DimCampaign" AS c ON c."CampaignKey" = r."CampaignKey"
  GROUP BY r."CampaignKey", c."CampaignId", c."CampaignName" ORDER BY r."CampaignKey"`;
