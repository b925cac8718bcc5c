/** The syntax of `$search`: words, phrases and parentheses. */
import type { Cursor } from './cursor';

/** Reads a search text up to the end or to an unbalanced ")" or a ";"; gives it as written. */
export function parseSearch(cursor: Cursor): string {
  const start = cursor.position;
  cursor.skipSpace();
  parseTerms(cursor);
  return cursor.text.slice(start, cursor.position);
}

function parseTerms(cursor: Cursor): void {
  cursor.deeper(() => {
    parseTerm(cursor);
    for (;;) {
      const before = cursor.position;
      if (!cursor.skipSpace()) return;
      if (cursor.atEnd || cursor.peek() === ')') {
        cursor.position = before;
        return;
      }
      parseTerm(cursor);
    }
  });
}

function parseTerm(cursor: Cursor): void {
  cursor.count();
  if (cursor.take('(')) {
    cursor.skipSpace();
    parseTerms(cursor);
    cursor.skipSpace();
    cursor.need(')');
    return;
  }
  if (cursor.take('"')) {
    cursor.match(/[^"]+/y);
    cursor.need('"');
    return;
  }
  if (cursor.match(/'[^']*'/y) !== null) return;
  const start = cursor.position;
  while (!cursor.atEnd && isWordPart(cursor)) cursor.position += 1;
  if (cursor.position === start) throw cursor.error('a search word, a phrase in double quotes or "("');
}

function isWordPart(cursor: Cursor): boolean {
  if (/[\s()"]/.test(cursor.peek())) return false;
  return !cursor.atDelimiter(';') && !cursor.atDelimiter('#') && !cursor.atDelimiter('&');
}
