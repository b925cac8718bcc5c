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

/** Answers above this size are read as part of a longer read, so the next page is made ahead. */
const readAheadBytes = 1_000_000;

export class PageMaker {
  private readonly counts = new WeakMap<SnapshotReader, Map<string, Promise<bigint>>>();
  private readonly keyRanges = new WeakMap<SnapshotReader, Map<string, Promise<KeyRange | null>>>();
  private readingAhead = 0;

  constructor(private readonly answers: AnswerStore) {}

  /** The digest that stands for the page: equal for equal bytes. */
  key(request: PageRequest): string {
    const { plan, context, at, pageSize, top, count } = request;
    const place = [plan.byKey, at, pageSize];
    const links = [context.request.root, linkQuery(context), context.negotiated.metadata];
    const now = plan.usesNow ? request.now.getTime() : null;
    return answerKey(request.snapshot.version, [plan.signature, place, top, count, ...links, now]);
  }

  async page(request: PageRequest): Promise<Answer> {
    let next: PageStart | null = null;
    const answer = await this.answers.bytes(this.key(request), async () => {
      const made = await this.make(request);
      next = made.next;
      return made.pieces;
    });
    if (next !== null && answer.size >= readAheadBytes) this.readAhead({ ...request, at: next });
    return answer;
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

  /** Makes one page before it is asked for; one at a time, and its failure is nobody's. */
  private readAhead(request: PageRequest): void {
    if (this.readingAhead > 0 || this.answers.has(this.key(request))) return;
    this.readingAhead += 1;
    void this.answers
      .bytes(this.key(request), async () => (await this.make(request)).pieces)
      .catch(() => undefined)
      .finally(() => (this.readingAhead -= 1));
  }

  private async make(request: PageRequest): Promise<{ pieces: Uint8Array[]; next: PageStart | null }> {
    const { plan, at, top, snapshot, context } = request;
    const left = top === null ? Infinity : Math.max(0, top - at.given);
    const size = Math.min(request.pageSize, left);
    const [{ body, next }, total] = await Promise.all([
      plan.byKey ? this.stretch(request, size, left > size) : this.rows(request, size, left > size),
      request.count ? this.rowCount(plan, snapshot) : null,
    ]);
    const open = [
      ...(context.negotiated.metadata === 'none' ? [] : [`"@odata.context":${JSON.stringify(contextUrl(request))}`]),
      ...(total === null ? [] : [`"@odata.count":${countText(total, context)}`]),
      '"value":[',
    ].join(',');
    const link = next === null ? '' : `,"@odata.nextLink":${JSON.stringify(nextLink(request, next))}`;
    return { pieces: [Buffer.from(`{${open}`), body, Buffer.from(`]${link}}`)], next };
  }

  /** A page in an order of the caller's: found by its place. */
  private async rows({ plan, at, snapshot }: PageRequest, size: number, mayGoOn: boolean): Promise<Made> {
    const [row] = await snapshot.reader.rows(plan.rows(size, at.offset));
    const hasMore = mayGoOn && Number(row?.['n'] ?? 0) > size;
    const next = { after: null, offset: at.offset + size, given: at.given + size };
    return { body: bytesOf(row?.['body']), next: hasMore ? next : null };
  }

  /** A page in key order: first its last key, then the rows up to it. */
  private async stretch(request: PageRequest, size: number, mayGoOn: boolean): Promise<Made> {
    const { plan, at, snapshot } = request;
    if (size === 0) return { body: new Uint8Array(), next: null };
    const start = at.offset === 0 ? at.after : (await this.keysAt(request, at.after, at.offset - 1))[0];
    if (start === undefined) return { body: new Uint8Array(), next: null };
    const [last, further] = await this.keysAt(request, start, size - 1);
    const [row] = await snapshot.reader.rows(plan.stretch({ after: start, upTo: last ?? null }));
    const next = last === undefined || further === undefined || !mayGoOn ? null : last;
    return {
      body: bytesOf(row?.['body']),
      next: next === null ? null : { after: next, offset: 0, given: at.given + size },
    };
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
