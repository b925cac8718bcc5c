/** The OData service: a request's path, query and headers to a reply. */
import type { Answer } from '../answer';
import { answerKey, type AnswerStore } from '../answerStore';
import type { FeedReply } from '../feedReply';
import type { OpenSnapshot, SnapshotPool } from '../snapshotPool';
import { collectionPage, startOfMinute } from './collectionPage';
import { metadataJson, metadataXml, serviceDocument } from './metadata/describe';
import { mediaKind, negotiate, type Negotiated } from './negotiation';
import { jsonType, type ODataContext, type ODataLimits, type ODataRequest } from './odataContext';
import { planCollection } from './plan/collectionPlan';
import { allowOnly, collectOptions } from './plan/queryOptions';
import { readSkipToken } from './plan/skipToken';
import { PageMaker } from './pageMaker';
import { Preparation, type Preparing } from './prepare/preparation';
import { parseResource, type Resource } from './resourcePath';
import { serveEntity } from './serveEntity';
import { parseQuery } from './syntax/parseQuery';

export interface ODataServiceOptions {
  readonly pool: SnapshotPool;
  readonly answers: AnswerStore;
  readonly limits: ODataLimits;
  readonly now: () => Date;
  /** How pages are made before they are asked for; null for none. */
  readonly preparing: Preparing | null;
  /** Query options that belong to authentication: read elsewhere, allowed here, never repeated in a link. */
  readonly customOptions: readonly string[];
}

export class ODataService {
  private readonly pages: PageMaker;
  /** Null where no page is made before it is asked for. */
  readonly preparation: Preparation | null;

  constructor(private readonly service: ODataServiceOptions) {
    this.pages = new PageMaker(service.answers, service.limits.ahead);
    const { preparing } = service;
    this.preparation = preparing === null ? null : new Preparation({ ...service, pages: this.pages }, preparing);
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
      const page = collectionPage({ set, context, snapshot, token, now: this.service.now() });
      return {
        status: 200,
        contentType: jsonType(context.negotiated),
        headers: {},
        etag: this.pages.key(page),
        body: () => {
          this.preparation?.note(page, null);
          return this.pages.page(page);
        },
        packed: (coding) => {
          this.preparation?.note(page, coding);
          return this.pages.packed(page, coding);
        },
        done: snapshot.done,
      };
    });
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

/** Gives the snapshot back where no reply comes about. */
async function guarded(snapshot: OpenSnapshot, make: () => FeedReply | Promise<FeedReply>): Promise<FeedReply> {
  try {
    return await make();
  } catch (error) {
    snapshot.done();
    throw error;
  }
}

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
