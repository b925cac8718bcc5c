/** Makes the pages of collections: runs the statements, frames the rows as JSON, and has the next page ready in time. */
import { answerKey, type Answer, type AnswerStore } from '../answerStore';
import type { Compression } from '../compression';
import type { EntitySet } from '../entityModel';
import type { Pieces } from '../pieces';
import type { OpenSnapshot } from '../snapshotPool';
import type { PagePlace, StarReader } from '../engine/starReader';
import type { CollectionPlan } from './plan/collectionPlan';
import { writeSkipToken } from './plan/skipToken';
import type { ODataContext } from './odataContext';

/** Where a page starts. */
export interface PageStart extends PagePlace {
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

/** Rows of a page from which making it takes longer than asking for it. */
const worthReadingAhead = 1000;

export class PageMaker {
  private readonly counts = new WeakMap<StarReader, Map<string, Promise<bigint>>>();
  private readonly readingAhead = new Set<string>();
  /** Where the page after a page starts, by the page's key. */
  private readonly following = new Map<string, PageStart>();

  /** @param pagesAhead pages that are made before they are asked for, where somebody reads page after page. */
  constructor(
    private readonly answers: AnswerStore,
    private readonly pagesAhead: number,
  ) {}

  /** The digest that stands for the page: equal for equal bytes. */
  key(request: PageRequest): string {
    const { plan, context, at, pageSize, top, count } = request;
    const place = [plan.byKey, at.after, at.offset, at.given, pageSize];
    const now = plan.usesNow ? request.now.getTime() : null;
    return answerKey(request.snapshot.version, [plan.signature, place, top, count, ...linkParts(context), now]);
  }

  /** The digest that stands for the whole read in that coding, of whatever snapshot. */
  readKey({ plan, context, pageSize, top, count }: PageRequest, coding: Compression | null): string {
    return answerKey('read', [plan.signature, pageSize, top, count, coding, ...linkParts(context)]);
  }

  async page(request: PageRequest): Promise<Answer> {
    const key = this.key(request);
    // Whoever comes back for a second page will come back for the rest.
    const ahead = request.at.given > 0 ? this.pagesAhead : 0;
    const known = this.following.get(key);
    if (known !== undefined) this.readAhead({ ...request, at: known }, ahead);
    return this.answers.bytes(key, () => this.make(request, key, ahead));
  }

  /** The page compressed; null where it is too small to be kept so. */
  async packed(request: PageRequest, coding: Compression): Promise<Answer | null> {
    return this.answers.packed(this.key(request), coding, () => this.page(request));
  }

  /** Makes a page that nobody waits for, and none ahead. Where the next page starts; null after the last. */
  async prepare(request: PageRequest, coding: Compression | null): Promise<PageStart | null> {
    const key = this.key(request);
    const plain = (): Promise<Answer> => this.answers.bytes(key, () => this.make(request, key, 0));
    if (coding === null) await plain();
    else await this.answers.packed(key, coding, plain);
    return this.following.get(key) ?? null;
  }

  /** Rows of the collection, paging apart. */
  async rowCount(plan: CollectionPlan, { reader }: OpenSnapshot): Promise<bigint> {
    const known = this.counts.get(reader) ?? new Map<string, Promise<bigint>>();
    this.counts.set(reader, known);
    const key = plan.countSignature;
    const count = known.get(key) ?? reader.rowCount(plan);
    if (known.size >= 1000) known.clear();
    known.set(key, count);
    count.catch(() => known.delete(key));
    return count;
  }

  /** Makes pages before they are asked for; a failure shows when they are. */
  private readAhead(request: PageRequest, pages: number): void {
    const key = this.key(request);
    if (pages === 0 || request.pageSize < worthReadingAhead || this.readingAhead.has(key)) return;
    if (this.readingAhead.size >= this.pagesAhead) return;
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

  private async make(request: PageRequest, key: string, ahead: number): Promise<Pieces> {
    const { plan, at, top, snapshot, context } = request;
    const left = top === null ? Infinity : Math.max(0, top - at.given);
    const size = Math.min(request.pageSize, left);
    const started = (place: PagePlace): PageStart => ({ ...place, given: at.given + size });
    const continued = (place: PagePlace): void => {
      const next = started(place);
      if (this.following.size >= 10_000) this.following.clear();
      this.following.set(key, next);
      this.readAhead({ ...request, at: next }, ahead);
    };
    const [{ body, next }, total] = await Promise.all([
      snapshot.reader.page({ plan, at, size, mayGoOn: left > size, continued, pool: this.answers.pool }),
      request.count ? this.rowCount(plan, snapshot) : null,
    ]);
    const open = [
      ...(context.negotiated.metadata === 'none' ? [] : [`"@odata.context":${JSON.stringify(contextUrl(request))}`]),
      ...(total === null ? [] : [`"@odata.count":${countText(total, context)}`]),
      '"value":[',
    ].join(',');
    const link = next === null ? '' : `,"@odata.nextLink":${JSON.stringify(nextLink(request, started(next)))}`;
    return { ...body, buffers: [Buffer.from(`{${open}`), ...body.buffers, Buffer.from(`]${link}}`)] };
  }
}

const contextUrl = ({ context, set, plan }: PageRequest): string =>
  `${context.request.root}$metadata#${set.name}${plan.context}`;

const countText = (total: bigint, { negotiated }: ODataContext): string =>
  negotiated.numbersAsText ? `"${String(total)}"` : String(total);

/** The query as written, without the token and without what identifies the caller. */
export const linkQuery = ({ options, request }: ODataContext): string => {
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

/** What the links of a page depend on. */
const linkParts = (context: ODataContext): readonly string[] => [
  context.request.root,
  linkQuery(context),
  context.negotiated.metadata,
];

function nextLink({ context, snapshot, pageSize, set, plan, now }: PageRequest, next: PageStart): string {
  const token = writeSkipToken({ snapshot: snapshot.id, ...next, pageSize, now: plan.usesNow ? now : null });
  const query = linkQuery(context);
  return `${context.request.root}${set.name}?${query === '' ? '' : `${query}&`}$skiptoken=${token}`;
}
