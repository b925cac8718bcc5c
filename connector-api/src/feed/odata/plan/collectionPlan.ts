/** How a request for a collection is bound to the star: the parts that an engine makes its statements of. */
import type { Dialect, NamedBound, OrderTerm } from '../../engine/dialect';
import type { EntitySet } from '../../entityModel';
import { relation, type Visibility } from '../../relation';
import { Parameters } from '../../sql';
import { bindBoolean, type Binding } from '../bind/bindExpression';
import { Scope } from '../bind/scope';
import type { Expression } from '../syntax/ast';
import { applyTransformations, computeColumns, orderTerms, type Rows, stableOrder } from './applyTransformations';
import { selectFields, type Field, type RowFormat } from './fields';
import type { QueryOptions } from './queryOptions';

/** A key, as texts of whole numbers in the order of the set's key. */
export type Key = readonly string[];

/** A stretch of keys: after one (exclusive) and up to another (inclusive); null for no bound. */
export interface KeyStretch {
  readonly after: Key | null;
  readonly upTo: Key | null;
}

/** A request for a collection, bound to the star and ready to become SQL. */
export interface CollectionPlan {
  readonly set: EntitySet;
  /** True where pages follow the key, so that a page costs the same wherever it starts. */
  readonly byKey: boolean;
  /** What stands in parentheses of the context URL. */
  readonly context: string;
  /** Values in a row, those of expanded members counted too. */
  readonly width: number;
  /** True where the answer depends on the clock. */
  readonly usesNow: boolean;
  /** Equal for plans that give equal rows. */
  readonly signature: string;
  /** Equal for plans that give equally many rows. */
  readonly countSignature: string;
  readonly format: RowFormat;
  readonly fields: readonly Field[];
  /** What follows FROM: rows called `t`, with the joins that all of the parts need. */
  readonly from: string;
  /** The same with the joins that the conditions need. */
  readonly countFrom: string;
  /** All of them hold for a row that counts. */
  readonly conditions: readonly string[];
  /** The order asked for; empty where none is. */
  readonly order: readonly OrderTerm[];
  /** Columns that make the order one in which every row has its place. */
  readonly stable: readonly NamedBound[];
  readonly parameters: Parameters;
}

export interface PlanRequest {
  readonly set: EntitySet;
  readonly options: QueryOptions;
  readonly visibility: Visibility;
  readonly now: Date;
  readonly format: RowFormat;
  readonly expandDepth: number;
  readonly dialect: Dialect;
  /** Further condition of the service itself, over columns of `t`: the key of a single entity. */
  readonly where?: string;
}

export function planCollection(request: PlanRequest): CollectionPlan {
  const { set, options, format } = request;
  const parameters = new Parameters(request.dialect);
  let usesNow = false;
  const binding = bindingMaker(options.aliases, () => {
    usesNow = true;
    return request.now;
  });
  const rows = sourceRows(request, parameters, binding);
  const { scope } = rows;
  const conditions = [
    ...(request.where === undefined ? [] : [request.where]),
    ...(options.filter === null
      ? []
      : [request.dialect.condition(bindBoolean(options.filter, binding(scope, '$filter')))]),
  ];
  const countFrom = `${rows.from} ${scope.joinSql}`;
  const order = orderTerms(options.orderBy, binding(scope, '$orderby'));
  const { fields, context } = selectFields(scope, options.select, options.expand, request.expandDepth);
  const from = `${rows.from} ${scope.joinSql}`;
  return {
    set,
    byKey:
      request.where === undefined && options.orderBy.length === 0 && scope.set !== null && options.apply.length === 0,
    context,
    width: widthOf(fields),
    usesNow,
    signature: JSON.stringify([from, conditions, order, fields, format, parameters.values]),
    countSignature: JSON.stringify(parameters.statement(JSON.stringify([countFrom, conditions]))),
    format,
    fields,
    from,
    countFrom,
    conditions,
    order,
    stable: stableOrder(rows),
    parameters,
  };
}

const widthOf = (fields: readonly Field[]): number =>
  fields.reduce((sum, field) => sum + (field.kind === 'value' ? 1 : 1 + widthOf(field.fields)), 0);

const bindingMaker =
  (aliases: ReadonlyMap<string, Expression>, now: () => Date) =>
  (scope: Scope, option: string): Binding => ({ scope, option, aliases, now });

function sourceRows(
  { set, visibility, options }: PlanRequest,
  parameters: Parameters,
  binding: (scope: Scope, option: string) => Binding,
): Rows {
  const from = `${relation(set.name, visibility, parameters)} AS t`;
  const plain: Rows = { from, scope: Scope.ofSet(set, visibility, parameters), order: set.key };
  const applied = applyTransformations(plain, options.apply, binding);
  if (options.compute.length === 0) return applied;
  return computeColumns(applied, options.compute, binding(applied.scope, '$compute'));
}
