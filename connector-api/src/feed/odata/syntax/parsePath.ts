/** Paths: properties, navigation, `$it`, `$count`, `$filter`, lambda operators, keys and functions of the service. */
import type { Alias, Expression, Named, Path, Segment } from './ast';
import type { Cursor } from './cursor';
import { parseExpression } from './parseExpression';
import { parseItems } from './parseOperand';
import { parseNestedOptions } from './parseNestedOptions';

/** Parses a path; `expected` says what was wanted where none starts. */
export function parsePath(cursor: Cursor, expected: string): Path | Alias {
  const start = cursor.position;
  const segments: Segment[] = [];
  const first = parseFirst(cursor, expected);
  if (typeof first === 'string') {
    if (!isAnnotation(first) && cursor.peek() !== '/') {
      return { kind: 'alias', name: first.slice(1), start, end: cursor.position };
    }
    segments.push({ kind: 'annotation', name: first, start, end: cursor.position });
  } else segments.push(first);
  parseArguments(cursor, segments, segments[0]?.kind === 'name');
  while (cursor.take('/')) {
    cursor.count();
    segments.push(parseSegment(cursor));
    parseArguments(cursor, segments, true);
  }
  const last = segments.at(-1);
  if (last?.kind === 'name' && last.name.includes('.') && segments.length === 1) throw cursor.error('"/" or "("');
  return { kind: 'path', segments, start, end: cursor.position };
}

const isAnnotation = (name: string): boolean => name.includes('.') || name.includes('#');

function parseFirst(cursor: Cursor, expected: string): Segment | string {
  const start = cursor.position;
  const annotation = parseAnnotation(cursor);
  if (annotation !== null) return annotation;
  const variable = cursor.match(/\$(?:it|this|these|root)(?![A-Za-z0-9_])/y);
  if (variable !== null) {
    const name = variable as '$it' | '$root' | '$this' | '$these';
    if (name === '$root' && cursor.peek() !== '/') throw cursor.error('"/" after $root');
    return { kind: 'variable', name, start, end: cursor.position };
  }
  return { kind: 'name', name: qualifiedName(cursor, expected), start, end: cursor.position };
}

function parseAnnotation(cursor: Cursor): string | null {
  if (!cursor.take('@')) return null;
  const name = qualifiedName(cursor, 'a parameter alias or annotation name');
  return cursor.take('#') ? `@${name}#${cursor.needIdentifier('a qualifier')}` : `@${name}`;
}

/** `name` or `name.name…`. */
export function qualifiedName(cursor: Cursor, expected: string): string {
  let name = cursor.needIdentifier(expected);
  while (cursor.peek() === '.') {
    cursor.position += 1;
    name += `.${cursor.needIdentifier('a name after "."')}`;
  }
  return name;
}

function parseSegment(cursor: Cursor): Segment {
  const start = cursor.position;
  if (cursor.match(/\$count(?![A-Za-z0-9_])/y) !== null) {
    const options = cursor.peek() === '(' ? parseNestedOptions(cursor, ['filter', 'search']) : [];
    return { kind: 'count', options, start, end: cursor.position };
  }
  if (cursor.match(/\$filter(?=\()/y) !== null) {
    return cursor.deeper(() => {
      cursor.need('(');
      const condition = parseExpression(cursor);
      cursor.need(')');
      return { kind: 'filter', condition, start, end: cursor.position };
    });
  }
  const quantifier = cursor.match(/(?:any|all)(?=\()/iy)?.toLowerCase();
  if (quantifier === 'any' || quantifier === 'all') return parseLambda(cursor, quantifier, start);
  const annotation = parseAnnotation(cursor);
  if (annotation !== null) return { kind: 'annotation', name: annotation, start, end: cursor.position };
  return { kind: 'name', name: qualifiedName(cursor, 'a property after "/"'), start, end: cursor.position };
}

function parseLambda(cursor: Cursor, quantifier: 'any' | 'all', start: number): Segment {
  return cursor.deeper(() => {
    cursor.need('(');
    cursor.skipSpace();
    if (quantifier === 'any' && cursor.take(')')) {
      return { kind: 'lambda', quantifier, variable: null, condition: null, start, end: cursor.position };
    }
    const variable = cursor.needIdentifier('a lambda variable');
    cursor.skipSpace();
    cursor.need(':');
    cursor.skipSpace();
    const condition = parseExpression(cursor);
    cursor.skipSpace();
    cursor.need(')');
    return { kind: 'lambda', quantifier, variable, condition, start, end: cursor.position };
  });
}

/** Reads `(…)` after a name: a key, or arguments by name. */
function parseArguments(cursor: Cursor, segments: Segment[], allowed: boolean): void {
  while (allowed && cursor.peek() === '(') {
    const start = cursor.position;
    const before = segments.at(-1);
    if (segments.length === 1 && before?.kind === 'name' && /^(?:any|all)$/i.test(before.name)) {
      throw cursor.error(`a collection before ${before.name}`, start);
    }
    cursor.deeper(() => {
      cursor.position += 1;
      cursor.count();
      const values: Expression[] = [];
      const named: Named[] = [];
      parseItems(cursor, ')', () => {
        const name = cursor.match(/[A-Za-z_][A-Za-z0-9_]*(?==)/y);
        if (name === null) return values.push(parseExpression(cursor));
        cursor.position += 1;
        return named.push({ name, value: parseExpression(cursor) });
      });
      segments.push({ kind: 'arguments', values, named, start, end: cursor.position });
    });
  }
}
