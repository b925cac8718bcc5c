/** The OData service: a request's path, query and headers to a reply. */
import type { Answer } from '../answer';
import { answerKey, type AnswerStore } from '../answerStore';
import { ConnectorError } from '../../errors';
import type { Compression } from '../compression';
import type { EntitySet } from '../entityModel';
import type { FeedReply } from '../feedReply';
import type { OpenSnapshot, SnapshotPool } from '../snapshotPool';
import { metadataJson, metadataXml, serviceDocument } from './metadata/describe';
import { mediaKind, negotiate, type Negotiated } from './negotiation';
import { jsonType, type ODataContext, type ODataLimits, type ODataRequest } from './odataContext';
import { planCollection, type CollectionPlan } from './plan/collectionPlan';
import { allowOnly, collectOptions } from './plan/queryOptions';
import { readSkipToken, type SkipToken } from './plan/skipToken';
import { linkQuery, PageMaker, type PageRequest } from './pageMaker';
import { PreparedReads, type RepeatedRead } from './preparedReads';
import { parseResource, type Resource } from './resourcePath';
import { serveEntity } from './serveEntity';
import { parseQuery } from './syntax/parseQuery';

export interface ODataServiceOptions {
  readonly pool: SnapshotPool;
  readonly answers: AnswerStore;
  readonly limits: ODataLimits;
  readonly now: () => Date;
  /** Whether pages that are read of one snapshot are made of the next before they are asked for. */
  readonly prepares: boolean;
  /** Query options that belong to authentication: read elsewhere, allowed here, never repeated in a link. */
  readonly customOptions: readonly string[];
}

export class ODataService {
  private readonly pages: PageMaker;
  private readonly reads = new PreparedReads((read, goesOn) => this.prepareRead(read, goesOn));

  constructor(private readonly service: ODataServiceOptions) {
    this.pages = new PageMaker(service.answers, service.limits.ahead);
  }

  /**
   * Called now and then: where the snapshot is a new one, begins to make the pages that were read of the one before, so
   * that they lie ready for its first reader. Resolves when it has begun.
   */
  async prepare(): Promise<void> {
    if (this.reads.isEmpty) return;
    const snapshot = await this.service.pool.current();
    try {
      if (this.reads.isNew(snapshot.version)) await this.service.pool.rest();
      this.reads.begin(snapshot.version);
    } finally {
      snapshot.done();
    }
  }

  /** Resolves when no page is being prepared. */
  async prepared(): Promise<void> {
    await this.reads.idle();
  }

  async close(): Promise<void> {
    await this.reads.stop();
  }

  /** @throws ConnectorError for anything but an answer. */
  async reply(request: ODataRequest): Promise<FeedReply> {
    const context = this.contextOf(request);
    const reply = await this.replyTo(parseResource(request.path), context);
    return { ...reply, headers: { ...reply.headers, ...versionHeaders(context.negotiated) } };
  }

  private contextOf(request: ODataRequest): ODataContext {
    const { customOptions, limits, answers } = this.service;
    const options = parseQuery(request.query, { customOptions, limits: limits.syntax });
    return { request, options, negotiated: negotiate(request.headers, options, limits.pageSize), limits, answers };
  }

  private async replyTo(resource: Resource, context: ODataContext): Promise<FeedReply> {
    switch (resource.kind) {
      case 'service': {
        allowOnly(context.options, ['$format'], 'the service document');
        mediaKind(context.request.headers, context.options, ['json']);
        const document = serviceDocument(`${context.request.root}$metadata`);
        return fixed(jsonType(context.negotiated), JSON.stringify(document));
      }
      case 'metadata': {
        allowOnly(context.options, ['$format'], '$metadata');
        const kind = mediaKind(context.request.headers, context.options, ['xml', 'json']);
        if (kind === 'xml') return fixed('application/xml;charset=utf-8', metadataXml());
        return fixed('application/json', JSON.stringify(metadataJson()));
      }
      case 'collection':
        return this.collection(resource, context);
      case 'count':
        return this.count(resource, context);
      case 'entity': {
        const snapshot = await this.service.pool.current();
        return guarded(snapshot, () => serveEntity(resource, context, snapshot, this.service.now()));
      }
    }
  }

  private async collection(
    { set }: Extract<Resource, { kind: 'collection' }>,
    context: ODataContext,
  ): Promise<FeedReply> {
    mediaKind(context.request.headers, context.options, ['json']);
    const { skipToken } = collectOptions(context.options);
    const token = skipToken === null ? null : readSkipToken(skipToken);
    const { pool } = this.service;
    const snapshot = token === null ? await pool.current() : await pool.byId(token.snapshot);
    return guarded(snapshot, () => {
      const page = this.pageOf(set, context, snapshot, token);
      return {
        status: 200,
        contentType: jsonType(context.negotiated),
        headers: {},
        etag: this.pages.key(page),
        body: () => {
          this.note(page, null);
          return this.pages.page(page);
        },
        packed: (coding) => {
          this.note(page, coding);
          return this.pages.packed(page, coding);
        },
        done: snapshot.done,
      };
    });
  }

  private pageOf(set: EntitySet, context: ODataContext, snapshot: OpenSnapshot, token: SkipToken | null): PageRequest {
    const { limits } = this.service;
    const options = collectOptions(context.options);
    const now = token?.now ?? startOfMinute(this.service.now());
    const { visibility } = context.request;
    const format = { omitNulls: context.negotiated.omitNulls, numbersAsText: context.negotiated.numbersAsText };
    const plan = planCollection({
      set,
      options,
      visibility,
      now,
      format,
      expandDepth: limits.expandDepth,
      dialect: snapshot.reader.dialect,
    });
    checkToken(token, plan);
    return {
      plan,
      set,
      snapshot,
      context,
      pageSize: pageSize(token?.pageSize ?? context.negotiated.maxPageSize, plan, limits),
      top: options.top,
      count: options.count,
      at: token ?? { after: null, offset: options.skip, given: 0 },
      now,
    };
  }

  /** A read that goes on is one that will come again of the next snapshot, unless it asks what depends on the moment. */
  private note(page: PageRequest, coding: Compression | null): void {
    if (!this.service.prepares || page.at.given === 0 || page.plan.usesNow) return;
    const { request } = page.context;
    const read = { request: { ...request, query: linkQuery(page.context) }, coding, given: page.at.given };
    this.reads.note(this.pages.readKey(page, coding), page.snapshot.version, read);
  }

  private async prepareRead({ request, coding, given }: RepeatedRead, goesOn: () => boolean): Promise<void> {
    const resource = parseResource(request.path);
    if (resource.kind !== 'collection') return;
    const snapshot = await this.service.pool.current();
    try {
      let page = this.pageOf(resource.set, this.contextOf(request), snapshot, null);
      for (;;) {
        const next = await this.pages.prepare(page, coding, given);
        if (next === null || next.given > given || !goesOn()) return;
        page = { ...page, at: next };
      }
    } finally {
      snapshot.done();
    }
  }

  private async count({ set }: Extract<Resource, { kind: 'count' }>, context: ODataContext): Promise<FeedReply> {
    allowOnly(context.options, ['$filter', '$format', '$apply', '$compute'], `${set.name}/$count`);
    const snapshot = await this.service.pool.current();
    return guarded(snapshot, () => {
      const options = { ...collectOptions(context.options), count: false };
      const { visibility } = context.request;
      const format = { omitNulls: false, numbersAsText: false };
      const now = startOfMinute(this.service.now());
      const { dialect } = snapshot.reader;
      const plan = planCollection({ set, options, visibility, now, format, expandDepth: 0, dialect });
      return {
        status: 200,
        contentType: 'text/plain;charset=utf-8',
        headers: {},
        etag: answerKey(snapshot.version, ['count', plan.countSignature]),
        body: async (): Promise<Answer | string> => String(await this.pages.rowCount(plan, snapshot)),
        done: snapshot.done,
      };
    });
  }
}

/** Values in a row from which pages get shorter, so that no page is much larger than others. */
const wideRow = 50;

function pageSize(preferred: number | null, { width }: CollectionPlan, limits: ODataLimits): number {
  const most = Math.ceil(limits.pageSize * Math.min(1, wideRow / Math.max(1, width)));
  return Math.min(preferred ?? most, most);
}

/** A token can only continue the kind of read that it came from. */
function checkToken(token: SkipToken | null, plan: CollectionPlan): void {
  if (token === null) return;
  const fits = plan.byKey ? token.after?.length === plan.set.key.length : token.after === null;
  if (fits) return;
  throw new ConnectorError('OPTION_INVALID', {
    target: '$skiptoken',
    expected: 'the token of a next link, with the other options unchanged',
  });
}

/** Gives the snapshot back where no reply comes about. */
async function guarded(snapshot: OpenSnapshot, make: () => FeedReply | Promise<FeedReply>): Promise<FeedReply> {
  try {
    return await make();
  } catch (error) {
    snapshot.done();
    throw error;
  }
}

/** `now()` moves once a minute, so that equal requests close in time are the same answer. */
const startOfMinute = (now: Date): Date => new Date(Math.floor(now.getTime() / 60_000) * 60_000);

const versionHeaders = ({ version, applied }: Negotiated): Readonly<Record<string, string>> => ({
  'OData-Version': version,
  Vary: 'Accept, Prefer, OData-MaxVersion',
  ...(applied.length === 0 ? {} : { 'Preference-Applied': applied.join(', ') }),
});

function fixed(contentType: string, text: string): FeedReply {
  return {
    status: 200,
    contentType,
    headers: {},
    etag: answerKey('fixed', [contentType, text]),
    body: () => Promise.resolve(text),
    done: () => undefined,
  };
}
