/** Operators and their precedence (OData URL Conventions 4.01, section 5.1.1.16). */
import type { Binary, BinaryOperator, Expression } from './ast';
import type { Cursor } from './cursor';
import { parseOperand } from './parseOperand';

/** Binding strength of each binary operator; a higher one binds tighter. */
const strength: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  eq: 3,
  ne: 3,
  gt: 4,
  ge: 4,
  lt: 4,
  le: 4,
  add: 5,
  sub: 5,
  mul: 6,
  div: 6,
  divby: 6,
  mod: 6,
  has: 8,
  in: 8,
};
const unaryStrength = 7;

/** Parses one expression; what follows it is the caller's business. Blanks before it are refused, as the grammar does. */
export function parseExpression(cursor: Cursor): Expression {
  return parseBinary(cursor, 1);
}

function parseBinary(cursor: Cursor, least: number): Expression {
  return cursor.deeper(() => {
    let left = parseUnary(cursor);
    for (;;) {
      const found = peekOperator(cursor);
      if (found === null || strength[found.operator] < least) return left;
      cursor.position = found.at + found.operator.length;
      if (!cursor.skipSpace()) throw cursor.error(`a space after "${found.operator}"`);
      cursor.count();
      const right = found.operator === 'in' ? parseInList(cursor) : parseBinary(cursor, strength[found.operator] + 1);
      left = binary(found, left, right);
    }
  });
}

const binary = (found: FoundOperator, left: Expression, right: Expression): Binary => ({
  kind: 'binary',
  operator: found.operator,
  at: found.at,
  left,
  right,
  start: left.start,
  end: right.end,
});

interface FoundOperator {
  readonly operator: BinaryOperator;
  readonly at: number;
}

/** The binary operator that follows after at least one blank; the cursor does not move. */
function peekOperator(cursor: Cursor): FoundOperator | null {
  const start = cursor.position;
  const spaced = cursor.skipSpace();
  const at = cursor.position;
  const word = spaced ? cursor.match(/[A-Za-z]{2,5}(?![A-Za-z0-9_])/y)?.toLowerCase() : undefined;
  cursor.position = start;
  return word !== undefined && word in strength ? { operator: word as BinaryOperator, at } : null;
}

function parseUnary(cursor: Cursor): Expression {
  const start = cursor.position;
  // The standard wants a blank after it; before a parenthesis many clients leave it out, and no function is called so.
  if (cursor.match(/not(?=[ \t(])/iy) !== null) {
    cursor.count();
    cursor.skipSpace();
    const operand = parseBinary(cursor, unaryStrength);
    return { kind: 'unary', operator: 'not', operand, start, end: operand.end };
  }
  if (cursor.peek() === '-' && !/[0-9I]/.test(cursor.peek(1))) {
    cursor.position += 1;
    cursor.count();
    cursor.skipSpace();
    const operand = parseBinary(cursor, unaryStrength);
    return { kind: 'unary', operator: 'minus', operand, start, end: operand.end };
  }
  return parseOperand(cursor);
}

/** The right side of `in`: `(a,b)` with literals, or any expression that gives a collection. */
function parseInList(cursor: Cursor): Expression {
  if (cursor.peek() !== '(') return parseBinary(cursor, strength.in + 1);
  const start = cursor.position;
  cursor.position += 1;
  cursor.skipSpace();
  const items: Expression[] = [];
  while (!cursor.take(')')) {
    if (items.length > 0) {
      cursor.need(',');
      cursor.skipSpace();
    }
    const item = parseExpression(cursor);
    cursor.skipSpace();
    if (cursor.peek() === ',' && item.kind !== 'literal') throw cursor.error('")": a list holds literals only');
    if (items.length > 0 && item.kind !== 'literal') throw cursor.error('a literal in the list', item.start);
    items.push(item);
  }
  return { kind: 'list', items, start, end: cursor.position };
}
