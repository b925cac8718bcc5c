/** A single entity by its key, one of its properties, or the bare value of a property. */
import { ConnectorError } from '../../errors';
import { answerKey } from '../answerStore';
import { quoteName } from '../sql';
import type { FeedReply } from '../feedReply';
import { onePage } from '../engine/starReader';
import type { OpenSnapshot } from '../snapshotPool';
import { mediaKind } from './negotiation';
import { jsonType, type ODataContext } from './odataContext';
import { planCollection } from './plan/collectionPlan';
import { allowOnly, collectOptions, type QueryOptions } from './plan/queryOptions';
import type { Resource } from './resourcePath';

type EntityResource = Extract<Resource, { kind: 'entity' }>;

/** @throws NOT_FOUND where there is no such entity or property. */
export async function serveEntity(
  resource: EntityResource,
  context: ODataContext,
  snapshot: OpenSnapshot,
  now: Date,
): Promise<FeedReply> {
  const { set, property, key, raw } = resource;
  allowOnly(context.options, property === null ? ['$select', '$expand', '$format'] : ['$format'], 'an entity');
  const known = property === null || set.properties.has(property);
  if (property !== null && !known) {
    if (set.navigations.has(property))
      throw new ConnectorError('NOT_SUPPORTED', { target: `${set.name}(key)/${property}` });
    throw new ConnectorError('NOT_FOUND', { target: `${set.name}(${key.join(',')})/${property.slice(0, 40)}` });
  }
  if (!raw) mediaKind(context.request.headers, context.options, ['json']);
  const options = collectOptions(context.options);
  const { negotiated, request, limits } = context;
  const plan = planCollection({
    set,
    options: property === null ? options : onlyProperty(options, property),
    visibility: request.visibility,
    now,
    format: { omitNulls: negotiated.omitNulls && property === null, numbersAsText: negotiated.numbersAsText },
    expandDepth: limits.expandDepth,
    dialect: snapshot.reader.dialect,
    where: set.key.map((column, index) => `t.${quoteName(column)} = ${key[index] ?? 'NULL'}`).join(' AND '),
  });
  const at = { after: null, offset: 0 };
  const page = await onePage(snapshot.reader, { plan, at, size: 1, left: 1, pool: context.answers.pool });
  const body = Buffer.concat(page.body.buffers).toString('utf8');
  page.body.release();
  const name = `${set.name}(${key.join(',')})`;
  if (body === '') throw new ConnectorError('NOT_FOUND', { target: name });
  const etag = answerKey(snapshot.version, ['entity', plan.signature, request.root, property, raw, negotiated]);
  const common = { headers: {}, etag, done: snapshot.done };
  if (property === null) {
    const text = framed(body, `${request.root}$metadata#${set.name}${plan.context}/$entity`, negotiated.metadata);
    return { ...common, status: 200, contentType: jsonType(negotiated), body: () => Promise.resolve(text) };
  }
  const value = (JSON.parse(body) as Record<string, unknown>)[property] ?? null;
  if (value === null) return { ...common, status: 204, contentType: 'text/plain', etag: null, body: null };
  if (raw) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return { ...common, status: 200, contentType: 'text/plain;charset=utf-8', body: () => Promise.resolve(text) };
  }
  const inner = body.slice(body.indexOf(':') + 1, -1);
  const text = framed(`{"value":${inner}}`, `${request.root}$metadata#${name}/${property}`, negotiated.metadata);
  return { ...common, status: 200, contentType: jsonType(negotiated), body: () => Promise.resolve(text) };
}

const framed = (object: string, context: string, metadata: 'minimal' | 'none'): string =>
  metadata === 'none'
    ? object
    : `{"@odata.context":${JSON.stringify(context)}${object === '{}' ? '' : ','}${object.slice(1)}`;

const onlyProperty = (options: QueryOptions, property: string): QueryOptions => ({
  ...options,
  select: [{ path: [property], suffix: null, options: [], start: 0, end: 0 }],
});
