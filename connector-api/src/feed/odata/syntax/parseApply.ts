/** `$apply`: a pipeline of transformations (OData Extension for Data Aggregation 4.0). */
import type { AggregateItem, Span, Transformation } from './ast';
import type { Cursor } from './cursor';
import { parseExpression } from './parseExpression';
import { parseAs, parseCommaList, parseCompute, parseOrderBy } from './parseLists';
import { parseItems } from './parseOperand';
import { parseWhole } from './parseOptionValue';

/** Transformations of the standard that have a grammar of their own and are not read here beyond their parentheses. */
const others =
  /(?:concat|join|outerjoin|nest|topcount|topsum|toppercent|bottomcount|bottomsum|bottompercent|search|ancestors|descendants|traverse|expand)(?=\()/y;

export function parseApply(cursor: Cursor): Transformation[] {
  return cursor.deeper(() => {
    const transformations = [parseTransformation(cursor)];
    while (cursor.take('/')) transformations.push(parseTransformation(cursor));
    return transformations;
  });
}

function parseTransformation(cursor: Cursor): Transformation {
  cursor.count();
  const start = cursor.position;
  if (cursor.match(/identity(?![A-Za-z0-9_(])/y) !== null) return { kind: 'identity', start, end: cursor.position };
  const other = cursor.match(others);
  if (other !== null) {
    skipParentheses(cursor);
    return { kind: 'other', name: other, start, end: cursor.position };
  }
  const name = cursor.match(/(?:aggregate|groupby|filter|compute|orderby|top|skip)(?=\()/y);
  if (name === null) {
    throw cursor.error('a transformation: aggregate, groupby, filter, compute, orderby, top, skip or identity');
  }
  cursor.need('(');
  cursor.skipSpace();
  const body = parseBody(cursor, name);
  cursor.skipSpace();
  if (!cursor.take(')')) throw cursor.error('"," or ")"');
  return { ...body, start, end: cursor.position } as Transformation;
}

function parseBody(cursor: Cursor, name: string): object {
  switch (name) {
    case 'aggregate':
      return { kind: name, items: parseCommaList(cursor, parseAggregate) };
    case 'groupby':
      return parseGroupBy(cursor);
    case 'filter':
      return { kind: name, condition: parseExpression(cursor) };
    case 'compute':
      return { kind: name, items: parseCompute(cursor) };
    case 'orderby':
      return { kind: name, items: parseOrderBy(cursor) };
    default:
      return { kind: name, count: parseWhole(cursor) };
  }
}

function parseAggregate(cursor: Cursor): AggregateItem {
  const start = cursor.position;
  cursor.count();
  if (cursor.match(/\$count(?![A-Za-z0-9_])/y) !== null) {
    return { expression: null, method: '$count', alias: parseAs(cursor), start, end: cursor.position };
  }
  const expression = parseExpression(cursor);
  cursor.skipSpace();
  if (cursor.match(/with(?=[ \t])/iy) === null) {
    throw cursor.error('"with" and a method: sum, min, max, average or countdistinct');
  }
  cursor.skipSpace();
  const method = cursor.match(/[A-Za-z_][A-Za-z0-9_.]*/y);
  if (method === null) throw cursor.error('a method: sum, min, max, average or countdistinct');
  return { expression, method, alias: parseAs(cursor), start, end: cursor.position };
}

function parseGroupBy(cursor: Cursor): object {
  if (!cursor.take('(')) throw cursor.error('"(" and the properties to group by');
  const paths = parseItems(cursor, ')', (): Span & { path: string[] } => {
    const start = cursor.position;
    cursor.count();
    const path = [cursor.needIdentifier('a property to group by')];
    while (cursor.take('/')) path.push(cursor.needIdentifier('a property after "/"'));
    return { path, start, end: cursor.position };
  });
  cursor.skipSpace();
  if (!cursor.take(',')) return { kind: 'groupby', paths, then: [] };
  cursor.skipSpace();
  return { kind: 'groupby', paths, then: parseApply(cursor) };
}

/** Moves past a balanced `(…)`, texts in quotes apart. */
function skipParentheses(cursor: Cursor): void {
  const start = cursor.position;
  let open = 0;
  do {
    const piece = cursor.match(/[^()']+|'[^']*'|[()]/y);
    if (piece === null) throw cursor.error('a closing ")" for the one that starts here', start);
    if (piece === '(') open += 1;
    if (piece === ')') open -= 1;
  } while (open > 0);
}
