/** A request for a collection as the page it asks for: its plan, its size and where it starts. */
import { ConnectorError } from '../../errors';
import type { EntitySet } from '../entityModel';
import type { OpenSnapshot } from '../snapshotPool';
import type { ODataContext, ODataLimits } from './odataContext';
import type { PageRequest } from './pageMaker';
import { planCollection, type CollectionPlan } from './plan/collectionPlan';
import { collectOptions } from './plan/queryOptions';
import type { SkipToken } from './plan/skipToken';

export interface CollectionRequest {
  readonly set: EntitySet;
  readonly context: ODataContext;
  readonly snapshot: OpenSnapshot;
  /** Null for the first page. */
  readonly token: SkipToken | null;
  readonly now: Date;
}

/** @throws ConnectorError naming what the request has wrong. */
export function collectionPage({ set, context, snapshot, token, now: moment }: CollectionRequest): PageRequest {
  const { limits, negotiated, request } = context;
  const options = collectOptions(context.options);
  const now = token?.now ?? startOfMinute(moment);
  const plan = planCollection({
    set,
    options,
    visibility: request.visibility,
    now,
    format: { omitNulls: negotiated.omitNulls, numbersAsText: negotiated.numbersAsText },
    expandDepth: limits.expandDepth,
    dialect: snapshot.reader.dialect,
  });
  checkToken(token, plan);
  return {
    plan,
    set,
    snapshot,
    context,
    pageSize: pageSize(token?.pageSize ?? negotiated.maxPageSize, plan, limits),
    top: options.top,
    count: options.count,
    at: token ?? { after: null, offset: options.skip, given: 0 },
    now,
  };
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

/** `now()` moves once a minute, so that equal requests close in time are the same answer. */
export const startOfMinute = (now: Date): Date => new Date(Math.floor(now.getTime() / 60_000) * 60_000);
