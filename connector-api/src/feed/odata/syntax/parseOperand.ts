/** Operands: literals, parentheses, JSON arrays and objects, function calls and paths. */
import type { Expression, Named } from './ast';
import { builtInFunctions } from './builtInFunctions';
import type { Cursor } from './cursor';
import { parseExpression } from './parseExpression';
import { jsonString, parseLiteral, quoted } from './parseLiteral';
import { parsePath } from './parsePath';

const anOperand = 'a property, literal, function call or "("';

export function parseOperand(cursor: Cursor): Expression {
  cursor.count();
  const literal = parseLiteral(cursor);
  if (literal !== null) return literal;
  const start = cursor.position;
  switch (cursor.peek()) {
    case '(':
      return parseParentheses(cursor);
    case '[':
      return parseArray(cursor);
    case '{':
      return parseObject(cursor);
    case '"':
      return { kind: 'literal', type: 'string', text: jsonString(cursor), start, end: cursor.position };
    case ' ':
    case '\t':
      return parseAfterBlank(cursor);
  }
  return parseCall(cursor) ?? parsePath(cursor, anOperand);
}

/** Only a JSON array or object may follow blanks here. */
function parseAfterBlank(cursor: Cursor): Expression {
  cursor.skipSpace();
  if (cursor.peek() === '[' || cursor.peek() === '{') return parseOperand(cursor);
  throw cursor.error('no space before the expression');
}

function parseParentheses(cursor: Cursor): Expression {
  return cursor.deeper(() => {
    cursor.need('(');
    cursor.skipSpace();
    const inner = parseExpression(cursor);
    cursor.skipSpace();
    if (!cursor.take(')')) throw cursor.error('")" or an operator');
    return inner;
  });
}

function parseArray(cursor: Cursor): Expression {
  const start = cursor.position;
  cursor.need('[');
  const items = parseItems(cursor, ']', () => parseExpression(cursor));
  return { kind: 'list', items, start, end: cursor.position };
}

function parseObject(cursor: Cursor): Expression {
  const start = cursor.position;
  cursor.need('{');
  const members = parseItems(cursor, '}', (): Named => {
    if (cursor.peek() !== '"') throw cursor.error('a member name in double quotes');
    const name = jsonString(cursor);
    cursor.skipSpace();
    cursor.need(':');
    cursor.skipSpace();
    return { name, value: parseExpression(cursor) };
  });
  return { kind: 'object', members, start, end: cursor.position };
}

/** Items divided by commas up to `close`, blanks allowed around each. */
export function parseItems<Item>(cursor: Cursor, close: string, parseItem: () => Item): Item[] {
  const items: Item[] = [];
  cursor.skipSpace();
  while (!cursor.take(close)) {
    if (items.length > 0) {
      if (!cursor.take(',')) throw cursor.error(`"," or "${close}"`);
      cursor.skipSpace();
    }
    items.push(parseItem());
    cursor.skipSpace();
  }
  return items;
}

/** A built-in function call, or a literal with a type name; null where a path starts instead (the cursor has not moved). */
function parseCall(cursor: Cursor): Expression | null {
  const start = cursor.position;
  const word = cursor.match(/[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*(?=[('])/y);
  if (word === null) return null;
  if (cursor.peek() === "'") {
    if (!word.includes('.')) throw cursor.error('an operator', cursor.position);
    return { kind: 'literal', type: 'enum', text: `${word}'${quoted(cursor)}'`, start, end: cursor.position };
  }
  const name = word.toLowerCase();
  const known = builtInFunctions[name];
  if (known === undefined || isKeyOrNamed(cursor)) {
    cursor.position = start;
    return null;
  }
  return cursor.deeper(() => {
    cursor.need('(');
    if (name === 'cast' || name === 'isof') return parseTypeTest(cursor, name, start);
    if (name === 'case') return parseCase(cursor, start);
    const values = parseItems(cursor, ')', () => parseExpression(cursor));
    const [least, most] = known;
    if (values.length < least || values.length > most) {
      const wanted = least === most ? String(least) : `${String(least)} or ${String(most)}`;
      throw cursor.error(`${wanted} argument${most === 1 ? '' : 's'} for ${word}`, start);
    }
    return { kind: 'call', name, values, start, end: cursor.position };
  });
}

/** True for `name(x=…)`, which is a function of the service and not a built-in one. */
function isKeyOrNamed(cursor: Cursor): boolean {
  const start = cursor.position;
  const named = cursor.match(/\([A-Za-z_][A-Za-z0-9_]*=/y) !== null;
  cursor.position = start;
  return named;
}

function parseTypeTest(cursor: Cursor, operator: 'cast' | 'isof', start: number): Expression {
  cursor.skipSpace();
  const parts = parseItems(cursor, ')', () => {
    const typeName = cursor.match(/[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*(?=[ \t]*\))/y);
    return typeName ?? parseExpression(cursor);
  });
  const last = parts.at(-1);
  const operand = parts.length === 2 ? (parts[0] ?? null) : null;
  if (typeof last !== 'string' || parts.length > 2 || typeof operand === 'string') {
    throw cursor.error(`an optional expression and a type name for ${operator}`, start);
  }
  return { kind: 'typeTest', operator, operand, typeName: last, start, end: cursor.position };
}

function parseCase(cursor: Cursor, start: number): Expression {
  const branches = parseItems(cursor, ')', () => {
    const when = parseExpression(cursor);
    cursor.skipSpace();
    cursor.need(':');
    cursor.skipSpace();
    return { when, then: parseExpression(cursor) };
  });
  if (branches.length === 0) throw cursor.error('at least one condition for case', start);
  return { kind: 'case', branches, start, end: cursor.position };
}
