/** Makes the pages of collections: runs the statements, frames the rows as JSON, and has the next page ready in time. */
import { type Answer, framed } from '../answer';
import { answerKey, type AnswerStore, type MadeBytes } from '../answerStore';
import type { Compression } from '../compression';
import type { EntitySet } from '../entityModel';
import { framedGzip, packed, unpacked, type Unpacked } from '../gzip/packedRows';
import type { OpenSnapshot } from '../snapshotPool';
import type { MadePage, PagePlace, StarReader } from '../engine/starReader';
import type { CollectionPlan } from './plan/collectionPlan';
import { writeSkipToken } from './plan/skipToken';
import type { ODataContext } from './odataContext';

/** Where a page starts. */
export interface PageStart extends PagePlace {
  /** Rows given before it. */
  readonly given: number;
}

/** A page that lies ready. */
export interface PreparedPage {
  readonly bytes: number;
  /** Null after the last. */
  readonly next: PageStart | null;
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

/** A page, and how its rows are kept: as they are asked for, so that nothing is written that nobody reads. */
interface RowsOf extends PageRequest {
  readonly coding: 'gzip' | null;
}

/** What is kept beside the rows of a page. */
interface RowsNote {
  /** Where the next page starts; null after the last. */
  readonly next: PagePlace | null;
  /** Of rows that are packed. */
  readonly unpacked?: Unpacked;
}

/** Rows of a page from which making it takes longer than asking for it. */
const worthReadingAhead = 1000;

/** Pages that one statement makes; about as many rows as the engine keeps together. */
export const pagesInOneGo = 16;

/** Places that next links led to and that are remembered: more than any number of readers is at, at the same time. */
const mostPlaces = 10_000;

/** How far pages are made before they are asked for, where somebody reads page after page. */
export interface ReadingAhead {
  /** Pages that lie ready, or are being made, before a reader. */
  readonly pages: number;
  /** Statements that make such pages, at the same time. */
  readonly statements: number;
}

/** A page that somebody waits for. */
interface Awaited {
  readonly give: (made: MadeBytes) => void;
  readonly fail: (error: unknown) => void;
  /** Settles when it is where it is kept. */
  readonly kept: Promise<unknown>;
}

export class PageMaker {
  private readonly counts = new WeakMap<StarReader, Map<string, Promise<bigint>>>();
  /** Rows that next links of this service led to, the oldest first. */
  private readonly linked = new Set<string>();
  private statementsAhead = 0;

  constructor(
    private readonly answers: AnswerStore,
    private readonly ahead: ReadingAhead,
  ) {}

  /** The digest that stands for the page: equal for equal bytes. */
  key(request: PageRequest): string {
    const { plan, context, at, pageSize, top, count } = request;
    const place = [plan.byKey, at.after, at.offset, at.given, pageSize];
    const now = plan.usesNow ? request.now.getTime() : null;
    return answerKey(request.snapshot.version, [plan.signature, place, top, count, ...linkParts(context), now]);
  }

  async page(request: PageRequest): Promise<Answer> {
    return this.read({ ...request, coding: null });
  }

  /** The page compressed; null where it is too small to be kept so with brotli. */
  async packed(request: PageRequest, coding: Compression): Promise<Answer | null> {
    if (coding === 'gzip') return this.read({ ...request, coding });
    return this.answers.packed(this.key(request), coding, () => this.page(request));
  }

  private async read(request: RowsOf): Promise<Answer> {
    // Whoever comes back for a second page will come back for the rest; who made the token up gets that page and no more.
    const goesOn = request.at.given > 0 && this.linked.has(placeKey(request));
    if (goesOn) {
      const next = nextOf(request, this.answers.noteOf(rowsKey(request)));
      if (next !== null) this.readAhead({ ...request, at: next }, this.ahead.pages);
    }
    return this.framed(request, await this.rows(request, goesOn ? pagesInOneGo : 1, goesOn ? this.ahead.pages : 0));
  }

  /**
   * Makes a page that nobody waits for, and in one go those after it up to `upTo` rows of the read. Its size, and where
   * the next page starts; null after the last.
   */
  async prepare(request: PageRequest, coding: Compression | null, upTo: number): Promise<PreparedPage> {
    const pages = Math.ceil((upTo - request.at.given) / request.pageSize) + 1;
    const rowsOf: RowsOf = { ...request, coding: coding === 'gzip' ? coding : null };
    const rows = await this.rows(rowsOf, Math.max(1, Math.min(pages, pagesInOneGo)), 0);
    // What stands around the rows may have to be counted.
    const page = await this.framed(rowsOf, rows);
    const brotli =
      coding === 'br' ? await this.answers.packed(this.key(request), coding, () => Promise.resolve(page)) : null;
    return { bytes: rows.size + (brotli?.size ?? 0), next: nextOf(request, rows.note) };
  }

  /** Rows of the whole collection; counted once per snapshot however many pages ask. */
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
  private readAhead(request: RowsOf, pages: number): void {
    let at: PageStart | null = request.at;
    for (let page = 0; page < pages && at !== null; page += 1) {
      const next: RowsOf = { ...request, at };
      const key = rowsKey(next);
      if (this.answers.isMaking(key)) return;
      if (this.answers.has(key)) at = nextOf(next, this.answers.noteOf(key));
      else {
        this.makeAhead(next, pages - page);
        return;
      }
    }
  }

  private makeAhead(request: RowsOf, pages: number): void {
    if (request.pageSize < worthReadingAhead || this.statementsAhead >= this.ahead.statements) return;
    this.statementsAhead += 1;
    void this.rows(request, pagesInOneGo, pages, () => (this.statementsAhead -= 1)).catch(() => undefined);
  }

  /**
   * The rows of a page, kept for whoever asks next.
   * @param pages how many may be made in one go. @param ahead how many of them and of those behind them are wanted.
   * @param over called when all of that go are made, or where none was begun.
   */
  private rows(request: RowsOf, pages: number, ahead: number, over = () => undefined as unknown): Promise<Answer> {
    let isBegun = false;
    const answer = this.answers.bytes(rowsKey(request), () => {
      isBegun = true;
      const other: RowsOf = { ...request, coding: request.coding === null ? 'gzip' : null };
      if (!this.answers.has(rowsKey(other))) return this.make(request, pages, ahead, over);
      // Where it is not at hand any more, it is made as if nothing were kept.
      const rows = this.answers.bytes(rowsKey(other), () => this.make(other, 1, 0, () => undefined));
      return this.recoded(rows).finally(over);
    });
    if (!isBegun) over();
    return answer;
  }

  /** Rows that were made for somebody who reads them in the other coding. */
  private async recoded(rows: Promise<Answer>): Promise<MadeBytes> {
    const answer = await rows;
    const note = readNote(answer.note);
    if (note.unpacked !== undefined) return { ...(await unpacked(answer)), note: noteOf({ next: note.next }) };
    const made = await packed(answer.pieces(), this.answers.pool);
    return { ...made.pieces, note: noteOf({ next: note.next, unpacked: made.unpacked }) };
  }

  private async made({ coding }: RowsOf, { body, next }: MadePage): Promise<MadeBytes> {
    if (coding === null) return { ...body, note: noteOf({ next }) };
    try {
      const made = await packed(body.buffers, this.answers.pool);
      return { ...made.pieces, note: noteOf({ next, unpacked: made.unpacked }) };
    } finally {
      body.release();
    }
  }

  /** Gives the first of the pages made in one go, and has the others kept. */
  private async make(request: RowsOf, pages: number, ahead: number, over: () => unknown): Promise<MadeBytes> {
    return new Promise((resolve, reject) => {
      let at: PagePlace & { readonly given: number } = request.at;
      let awaited: Awaited = { give: resolve, fail: reject, kept: Promise.resolve() };
      const take = async (page: MadePage): Promise<void> => {
        const { give, fail, kept } = awaited;
        const { next, isLast } = page;
        if (next !== null && !isLast) {
          at = { ...next, given: at.given + request.pageSize };
          awaited = this.await({ ...request, at });
        }
        await this.made(request, page).then(give, fail);
        await kept;
      };
      const continued = (place: PagePlace, madeBefore: number): void => {
        const next = { ...place, given: request.at.given + madeBefore * request.pageSize };
        if (ahead > madeBefore) this.readAhead({ ...request, at: next }, ahead - madeBefore);
      };
      const { plan, snapshot, pageSize: size } = request;
      const { pool } = this.answers;
      snapshot.reader
        .pages({ plan, at, size, left: rowsLeft(request), pages, continued, take, pool })
        .catch((error: unknown) => awaited.fail(error))
        .finally(over);
    });
  }

  /** Has the page kept as soon as it is given; lets it go where somebody else made it meanwhile. */
  private await(request: RowsOf): Awaited {
    let give = (made: MadeBytes): void => made.release();
    let fail = (_error: unknown): void => undefined;
    const kept = this.answers.bytes(
      rowsKey(request),
      () =>
        new Promise((resolve, reject) => {
          give = resolve;
          fail = reject;
        }),
    );
    return { give, fail, kept: kept.catch(() => undefined) };
  }

  private remember(request: PageRequest): void {
    const key = placeKey(request);
    this.linked.delete(key);
    this.linked.add(key);
    const [oldest] = this.linked;
    if (this.linked.size > mostPlaces && oldest !== undefined) this.linked.delete(oldest);
  }

  private async framed(request: RowsOf, rows: Answer): Promise<Answer> {
    const { context, count, plan, snapshot } = request;
    const total = count ? await this.rowCount(plan, snapshot) : null;
    const open = [
      ...(context.negotiated.metadata === 'none' ? [] : [`"@odata.context":${JSON.stringify(contextUrl(request))}`]),
      ...(total === null ? [] : [`"@odata.count":${countText(total, context)}`]),
      '"value":[',
    ].join(',');
    const next = nextOf(request, rows.note);
    if (next !== null) this.remember({ ...request, at: next });
    const link = next === null ? '' : `,"@odata.nextLink":${JSON.stringify(nextLink(request, next))}`;
    const frame = { before: `{${open}`, after: `]${link}}` };
    const note = readNote(rows.note);
    return note.unpacked === undefined ? framed(rows, frame) : framedGzip(rows, note.unpacked, frame);
  }
}

const rowsLeft = ({ top, at }: PageRequest): number => (top === null ? Infinity : Math.max(0, top - at.given));

/** The digest that stands for the rows of the page as they are kept, whatever they are framed in. */
const rowsKey = (request: RowsOf): string =>
  request.coding === null ? placeKey(request) : `${placeKey(request)}-${request.coding}`;

/** The digest that stands for the rows of the page. */
function placeKey(request: PageRequest): string {
  const { plan, at, pageSize, snapshot, now } = request;
  const rows = Math.min(pageSize, rowsLeft(request));
  const place = [plan.byKey, at.after, at.offset, rows, rowsLeft(request) > pageSize];
  return answerKey(snapshot.version, ['rows', plan.signature, place, plan.usesNow ? now.getTime() : null]);
}

/** Where the page after the page starts, by the note that was kept with its rows; null after the last. */
function nextOf({ at, pageSize }: PageRequest, note: string | undefined): PageStart | null {
  const { next } = readNote(note);
  return next === null ? null : { ...next, given: at.given + pageSize };
}

const noteOf = (note: RowsNote): string => JSON.stringify(note);

const readNote = (note: string | undefined): RowsNote => JSON.parse(note ?? '{"next":null}') as RowsNote;

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
