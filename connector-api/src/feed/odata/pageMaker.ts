/** Makes the pages of collections: runs the statements, frames the rows as JSON, and has the next page ready in time. */
import type { DuckDBValue } from '@duckdb/node-api';
import { answerKey, type Answer, type AnswerStore } from '../answerStore';
import type { EntitySet } from '../entityModel';
import type { OpenSnapshot } from '../snapshotPool';
import { bytesOf, type Row, type SnapshotReader } from '../snapshotReader';
import { quoteName } from '../sql';
import type { CollectionPlan, Key } from './plan/collectionPlan';
import { writeSkipToken } from './plan/skipToken';
import type { ODataContext } from './odataService';

/** Where a page starts. */
export interface PageStart {
  readonly after: readonly string[] | null;
  readonly offset: number;
  /** Rows given before it. */
  readonly given: number;
}

export interface PageRequest {
  readonly plan: CollectionPlan;
  readonly set: EntitySet;
  readonly snapshot: OpenSnapshot;
  readonly context: ODataContext;
  readonly pageSize: number;
  readonly top: number | null;
  readonly count: boolean;
  readonly at: PageStart;
  readonly now: Date;
}

/** Pages that are made before they are asked for, where somebody reads page after page. */
const pagesAhead = 2;

/** Rows of a page from which making it takes longer than asking for it. */
const worthReadingAhead = 1000;

export class PageMaker {
  private readonly counts = new WeakMap<SnapshotReader, Map<string, Promise<bigint>>>();
  private readonly keyRanges = new WeakMap<SnapshotReader, Map<string, Promise<KeyRange | null>>>();
  private readonly readingAhead = new Set<string>();
  /** Where the page after a page starts, by the page's key. */
  private readonly following = new Map<string, PageStart>();

  constructor(private readonly answers: AnswerStore) {}

  /** The digest that stands for the page: equal for equal bytes. */
  key(request: PageRequest): string {
    const { plan, context, at, pageSize, top, count } = request;
    const place = [plan.byKey, at.after, at.offset, at.given, pageSize];
    const links = [context.request.root, linkQuery(context), context.negotiated.metadata];
    const now = plan.usesNow ? request.now.getTime() : null;
    return answerKey(request.snapshot.version, [plan.signature, place, top, count, ...links, now]);
  }

  async page(request: PageRequest): Promise<Answer> {
    const key = this.key(request);
    // Whoever comes back for a second page will come back for the rest.
    const ahead = request.at.given > 0 ? pagesAhead : 0;
    const known = this.following.get(key);
    if (known !== undefined) this.readAhead({ ...request, at: known }, ahead);
    return this.answers.bytes(key, () => this.make(request, key, ahead));
  }

  /** Rows of the collection, paging apart. */
  async rowCount(plan: CollectionPlan, { reader }: OpenSnapshot): Promise<bigint> {
    const known = this.counts.get(reader) ?? new Map<string, Promise<bigint>>();
    this.counts.set(reader, known);
    const statement = plan.count();
    const key = JSON.stringify(statement);
    const count = known.get(key) ?? reader.rows(statement).then(([row]) => BigInt(String(row?.['n'] ?? 0)));
    if (known.size >= 1000) known.clear();
    known.set(key, count);
    count.catch(() => known.delete(key));
    return count;
  }

  /** Makes pages before they are asked for; a failure shows when they are. */
  private readAhead(request: PageRequest, pages: number): void {
    const key = this.key(request);
    if (pages === 0 || request.pageSize < worthReadingAhead || this.readingAhead.has(key)) return;
    if (this.readingAhead.size >= pagesAhead) return;
    if (this.answers.has(key)) {
      const next = this.following.get(key);
      if (next !== undefined) this.readAhead({ ...request, at: next }, pages - 1);
      return;
    }
    this.readingAhead.add(key);
    void this.answers
      .bytes(key, () => this.make(request, key, pages - 1))
      .catch(() => undefined)
      .finally(() => this.readingAhead.delete(key));
  }

  private async make(request: PageRequest, key: string, ahead: number): Promise<readonly Uint8Array[]> {
    const { plan, at, top, snapshot, context } = request;
    const left = top === null ? Infinity : Math.max(0, top - at.given);
    const size = Math.min(request.pageSize, left);
    const continued = (next: PageStart | null): void => {
      if (next === null) return;
      if (this.following.size >= 10_000) this.following.clear();
      this.following.set(key, next);
      this.readAhead({ ...request, at: next }, ahead);
    };
    const [{ body, next }, total] = await Promise.all([
      plan.byKey ? this.stretch(request, size, left > size, continued) : this.rows(request, size, left > size),
      request.count ? this.rowCount(plan, snapshot) : null,
    ]);
    const open = [
      ...(context.negotiated.metadata === 'none' ? [] : [`"@odata.context":${JSON.stringify(contextUrl(request))}`]),
      ...(total === null ? [] : [`"@odata.count":${countText(total, context)}`]),
      '"value":[',
    ].join(',');
    const link = next === null ? '' : `,"@odata.nextLink":${JSON.stringify(nextLink(request, next))}`;
    return [Buffer.from(`{${open}`), body, Buffer.from(`]${link}}`)];
  }

  /** A page in an order of the caller's: found by its place. */
  private async rows({ plan, at, snapshot }: PageRequest, size: number, mayGoOn: boolean): Promise<Made> {
    const [row] = await snapshot.reader.rows(plan.rows(size, at.offset));
    const hasMore = mayGoOn && Number(row?.['n'] ?? 0) > size;
    const next = { after: null, offset: at.offset + size, given: at.given + size };
    return { body: bytesOf(row?.['body']), next: hasMore ? next : null };
  }

  /** A page in key order: first its last key, then the rows up to it. */
  private async stretch(
    request: PageRequest,
    size: number,
    mayGoOn: boolean,
    continued: (next: PageStart | null) => void,
  ): Promise<Made> {
    const { plan, at, snapshot } = request;
    if (size === 0) return { body: new Uint8Array(), next: null };
    const start = at.offset === 0 ? at.after : (await this.keysAt(request, at.after, at.offset - 1))[0];
    if (start === undefined) return { body: new Uint8Array(), next: null };
    const [last, further] = await this.keysAt(request, start, size - 1);
    const goesOn = last !== undefined && further !== undefined && mayGoOn;
    const next = goesOn ? { after: last, offset: 0, given: at.given + size } : null;
    continued(next);
    const [row] = await snapshot.reader.rows(plan.stretch({ after: start, upTo: last ?? null }));
    return { body: bytesOf(row?.['body']), next };
  }

  /**
   * The key of the row after `skip` rows, and the one after that, as far as they exist. Looks at a short stretch of keys first,
   * and at longer ones until it finds both.
   */
  private async keysAt({ plan, set, snapshot }: PageRequest, after: Key | null, skip: number): Promise<readonly Key[]> {
    const range = await this.keyRange(set, snapshot.reader);
    const at = async (upTo: Key | null) => {
      const rows = await snapshot.reader.rows(plan.keysAt({ after, upTo }, skip));
      return rows.map((row) => plan.key.map((_, index) => String(row[`k${String(index)}`])));
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
  private async keyRange(set: EntitySet, reader: SnapshotReader): Promise<KeyRange | null> {
    const known = this.keyRanges.get(reader) ?? new Map<string, Promise<KeyRange | null>>();
    this.keyRanges.set(reader, known);
    const column = quoteName(set.key[0] ?? '');
    const sql = `SELECT min(${column})::BIGINT AS first, max(${column})::BIGINT AS last FROM ${quoteName(set.name)}`;
    const range = known.get(set.name) ?? reader.rows({ sql, values: [] }).then(([row]) => rangeOf(row));
    known.set(set.name, range);
    range.catch(() => known.delete(set.name));
    return range;
  }
}

interface Made {
  readonly body: Uint8Array;
  /** Where the next page starts; null after the last. */
  readonly next: PageStart | null;
}

interface KeyRange {
  readonly first: bigint;
  readonly last: bigint;
}

function rangeOf(row: Row | undefined): KeyRange | null {
  const [first, last]: (DuckDBValue | undefined)[] = [row?.['first'], row?.['last']];
  return typeof first === 'bigint' && typeof last === 'bigint' ? { first, last } : null;
}

const contextUrl = ({ context, set, plan }: PageRequest): string =>
  `${context.request.root}$metadata#${set.name}${plan.context}`;

const countText = (total: bigint, { negotiated }: ODataContext): string =>
  negotiated.numbersAsText ? `"${String(total)}"` : String(total);

/** The query as written, without the token and without what identifies the caller. */
const linkQuery = ({ options, request }: ODataContext): string => {
  const dropped = new Set(options.filter(({ kind }) => kind === 'custom').map(({ name }) => name.toLowerCase()));
  return request.query
    .split('&')
    .filter((part) => part !== '')
    .filter((part) => {
      const name = decodeURIComponent(part.split('=', 1)[0] ?? '').toLowerCase();
      return !/^\$?skiptoken$/.test(name) && !dropped.has(name);
    })
    .join('&');
};

function nextLink({ context, snapshot, pageSize, set, plan, now }: PageRequest, next: PageStart): string {
  const token = writeSkipToken({ snapshot: snapshot.id, ...next, pageSize, now: plan.usesNow ? now : null });
  const query = linkQuery(context);
  return `${context.request.root}${set.name}?${query === '' ? '' : `${query}&`}$skiptoken=${token}`;
}
