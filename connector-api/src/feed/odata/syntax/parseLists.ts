/** `$orderby`, `$select`, `$expand` and `$compute`: comma-separated lists. */
import type { ComputeItem, OrderItem, PathItem } from './ast';
import type { Cursor } from './cursor';
import { parseExpression } from './parseExpression';
import { parseNestedOptions } from './parseNestedOptions';

/** Parses `parseItem *(BWS "," BWS item)`. */
export function parseCommaList<Item>(cursor: Cursor, parseItem: (cursor: Cursor) => Item): Item[] {
  const items = [parseItem(cursor)];
  for (;;) {
    const before = cursor.position;
    cursor.skipSpace();
    if (!cursor.take(',')) {
      cursor.position = before;
      return items;
    }
    cursor.skipSpace();
    items.push(parseItem(cursor));
  }
}

export const parseOrderBy = (cursor: Cursor): OrderItem[] => parseCommaList(cursor, parseOrderItem);

function parseOrderItem(cursor: Cursor): OrderItem {
  const start = cursor.position;
  const expression = parseExpression(cursor);
  const end = cursor.position;
  const spaced = cursor.skipSpace();
  const direction = spaced ? cursor.match(/(?:asc|desc)(?![A-Za-z0-9_])/iy)?.toLowerCase() : undefined;
  if (direction === undefined) cursor.position = end;
  return { expression, descending: direction === 'desc', start, end: cursor.position };
}

export const parseCompute = (cursor: Cursor): ComputeItem[] => parseCommaList(cursor, parseComputeItem);

export function parseComputeItem(cursor: Cursor): ComputeItem {
  const start = cursor.position;
  const expression = parseExpression(cursor);
  return { expression, alias: parseAs(cursor), start, end: cursor.position };
}

/** ` as Name`. */
export function parseAs(cursor: Cursor): string {
  if (!cursor.skipSpace() || cursor.match(/as(?=[ \t])/iy) === null) throw cursor.error('"as" and a name');
  cursor.skipSpace();
  return cursor.needIdentifier('a name after "as"');
}

export const parseSelect = (cursor: Cursor): PathItem[] => parseCommaList(cursor, parseSelectItem);

function parseSelectItem(cursor: Cursor): PathItem {
  const start = cursor.position;
  const path = [parsePathStep(cursor, 'a property name or "*"')];
  while (cursor.take('/')) path.push(parsePathStep(cursor, 'a property name after "/"'));
  const options = cursor.peek() === '(' && !skipParameterNames(cursor) ? parseNestedOptions(cursor) : [];
  return { path, suffix: null, options, start, end: cursor.position };
}

/** A function overload `(Location,Kind)`: its parameter names pick nothing in this service. */
function skipParameterNames(cursor: Cursor): boolean {
  return cursor.match(/\((?:[A-Za-z_][A-Za-z0-9_]*(?:,[A-Za-z_][A-Za-z0-9_]*)*)?\)/y) !== null;
}

export const parseExpand = (cursor: Cursor): PathItem[] => parseCommaList(cursor, parseExpandItem);

function parseExpandItem(cursor: Cursor): PathItem {
  const start = cursor.position;
  if (cursor.match(/\$value(?![A-Za-z0-9_])/y) !== null) {
    return { path: ['$value'], suffix: null, options: [], start, end: cursor.position };
  }
  const path = [parsePathStep(cursor, 'a navigation property or "*"')];
  let suffix: PathItem['suffix'] = null;
  while (suffix === null && cursor.take('/')) {
    const found = cursor.match(/\$(?:ref|count)(?![A-Za-z0-9_])/y);
    if (found === '$ref' || found === '$count') suffix = found;
    else path.push(parsePathStep(cursor, 'a navigation property, $ref or $count'));
  }
  const options = cursor.peek() === '(' && suffix !== '$ref' ? parseNestedOptions(cursor, allowedIn(suffix)) : [];
  return { path, suffix, options, start, end: cursor.position };
}

const allowedIn = (suffix: PathItem['suffix']): readonly string[] | undefined =>
  suffix === '$count' ? ['filter', 'search'] : undefined;

/** `*`, `Name`, `Namespace.Name`, `Namespace.*` or `@Term`, as written. */
function parsePathStep(cursor: Cursor, expected: string): string {
  cursor.count();
  if (cursor.take('*')) return '*';
  let step = cursor.take('@') ? '@' : '';
  step += cursor.needIdentifier(expected);
  while (cursor.take('.')) {
    if (cursor.take('*')) return `${step}.*`;
    step += `.${cursor.needIdentifier('a name after "."')}`;
  }
  return cursor.take('#') ? `${step}#${cursor.needIdentifier('a qualifier')}` : step;
}
