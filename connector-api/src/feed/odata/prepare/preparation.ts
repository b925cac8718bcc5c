/** Makes the pages that will be asked for before they are, while nobody is served. */
import type { PseudonymKeys } from '../../../auth/pseudonym';
import type { PossibleSights } from '../../../auth/possibleSights';
import type { Compression } from '../../compression';
import { entitySet } from '../../entityModel';
import type { Readers } from '../../readers';
import { type OpenSnapshot, type SnapshotPool, versionOf } from '../../snapshotPool';
import { collectionPage } from '../collectionPage';
import type { ODataContext } from '../odataContext';
import { linkQuery, type PageMaker, type PageRequest } from '../pageMaker';
import { parseQuery } from '../syntax/parseQuery';
import type { KeptReads } from './keptReads';
import { namesNobody } from './namesNobody';
import { NotedReads, type NotedRead } from './notedReads';
import type { RepeatedRead } from './repeatedRead';
import { templateReads } from './templateReads';

export interface Preparing {
  /** What an earlier run remembered. */
  readonly before: readonly NotedRead[];
  readonly kept: KeptReads;
  /** Whether pages are made of what the templates read, where nothing is remembered. */
  readonly forTemplates: boolean;
  readonly sights: PossibleSights;
  readonly pseudonyms: PseudonymKeys;
  readonly readers: Readers;
  /** Bytes of pages to make of a snapshot. */
  readonly mostBytes: number;
}

/** What the OData service itself makes its pages with. */
export interface PageMaking extends Pick<ODataContext, 'limits' | 'answers'> {
  readonly pool: SnapshotPool;
  readonly pages: PageMaker;
  readonly now: () => Date;
}

/** A little less, as no two mornings are alike. */
const aDay = 20 * 3_600_000;

interface Planned {
  readonly reads: readonly RepeatedRead[];
  readonly forTemplates: boolean;
}

export class Preparation {
  private readonly noted: NotedReads;
  private version: string | null = null;
  /** When pages were last made of what the templates read, milliseconds since 1970. */
  private madeForTemplates: number | null = null;
  private isStopped = false;
  private underWay = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly making: PageMaking,
    private readonly options: Preparing,
  ) {
    this.noted = new NotedReads(options.before);
  }

  /** A read that goes on is one that will come again of the next snapshot, unless it asks what depends on the moment. */
  note(page: PageRequest, coding: Compression | null): void {
    if (page.at.given === 0 || page.plan.usesNow) return;
    const { request, negotiated, options } = page.context;
    const { metadata, numbersAsText, omitNulls, maxPageSize } = negotiated;
    const read: RepeatedRead = {
      set: page.set.name,
      root: request.root,
      query: linkQuery(page.context),
      form: { metadata, numbersAsText, omitNulls, maxPageSize },
      sight: request.visibility.sight,
      coding,
      given: page.at.given,
    };
    const named = options.filter(({ name }) => name !== '$skiptoken');
    this.noted.note(read, page.snapshot.version, this.making.now(), namesNobody(named));
  }

  /**
   * Where the snapshot is one that nothing was made of yet, begins to make its pages, one read after the other; what is
   * being made of an older one is broken off. Writes down what was noted. Resolves when it has begun.
   */
  async begin(): Promise<void> {
    await this.start();
    await this.keep();
  }

  /** Resolves when nothing is being prepared. */
  async idle(): Promise<void> {
    await this.running;
  }

  /** Breaks off after the pages that are being made. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.underWay.abort();
    await this.running;
    await this.keep();
  }

  private async start(): Promise<void> {
    const manifest = this.making.pool.manifest();
    if (manifest === null || versionOf(manifest) === this.version) return;
    if (this.noted.isEmpty && !this.options.forTemplates) return;
    const snapshot = await this.making.pool.current();
    try {
      const { version } = snapshot;
      if (version === this.version || this.isStopped) return;
      const planned = this.readsOf(snapshot);
      this.version = version;
      this.underWay.abort();
      this.underWay = new AbortController();
      const { signal } = this.underWay;
      this.running = this.running.then(() => this.prepareAll(planned, version, signal));
    } finally {
      snapshot.done();
    }
  }

  private readsOf({ manifest }: OpenSnapshot): Planned {
    const { sights, forTemplates } = this.options;
    const now = this.making.now().getTime();
    const noted = this.noted.worthPreparing(now, (sight) => sights.has(sight));
    // Who reads files, or nothing, does not pay for pages with every refresh.
    const areMade = this.madeForTemplates !== null && now - this.madeForTemplates < aDay;
    if (noted.length > 0 || !forTemplates || areMade) return { reads: noted, forTemplates: false };
    return { reads: templateReads(manifest.tables, sights.ofWholeCompany()), forTemplates: true };
  }

  private async prepareAll({ reads, forTemplates }: Planned, version: string, signal: AbortSignal): Promise<void> {
    // What cannot be let go of costs memory and nothing else.
    await this.making.pool.rest().catch(() => undefined);
    let left = this.options.mostBytes;
    for (const read of reads) {
      if (signal.aborted || !this.isCurrent(version)) return;
      // Whoever asks shows what is wrong; here nobody waits for an answer.
      left -= await this.prepare(read, signal, left).catch(() => 0);
    }
    if (forTemplates && !signal.aborted) this.madeForTemplates = this.making.now().getTime();
  }

  /** Gives the bytes of the pages, those that lay there already too. */
  private async prepare(read: RepeatedRead, signal: AbortSignal, mostBytes: number): Promise<number> {
    const { pool, pages, now } = this.making;
    const snapshot = await pool.current();
    try {
      let bytes = 0;
      let page = collectionPage({
        set: entitySet(read.set),
        context: this.contextOf(read),
        snapshot,
        token: null,
        now: now(),
      });
      for (;;) {
        await this.options.readers.calm(signal);
        if (signal.aborted || bytes >= mostBytes || !this.isCurrent(snapshot.version)) return bytes;
        const made = await pages.prepare(page, read.coding, read.given);
        bytes += made.bytes;
        if (made.next === null || made.next.given > read.given) return bytes;
        page = { ...page, at: made.next };
      }
    } finally {
      snapshot.done();
    }
  }

  /** What a switch replaced may hold somebody who was erased: nothing more is made of it. */
  private isCurrent(version: string): boolean {
    const manifest = this.making.pool.manifest();
    return manifest !== null && versionOf(manifest) === version;
  }

  private contextOf({ set, root, query, form, sight }: RepeatedRead): ODataContext {
    const { limits, answers } = this.making;
    const visibility = { sight, pseudonyms: this.options.pseudonyms };
    return {
      request: { root, path: set, query, headers: {}, visibility },
      options: parseQuery(query, { customOptions: [], limits: limits.syntax }),
      negotiated: { ...form, version: '4.01', applied: [] },
      limits,
      answers,
    };
  }

  /** One write after the other; what a failed one held is written with the next change. */
  private async keep(): Promise<void> {
    const reads = this.noted.takeChanged();
    const written = reads === null ? this.writing : this.writing.then(() => this.options.kept.write(reads));
    this.writing = written.catch(() => undefined);
    await written;
  }
}
