/** Primitive literals of OData URLs. */
import type { Literal, LiteralType } from './ast';
import type { Cursor } from './cursor';

/** Ends a number, date or word: what follows may not continue it. */
const boundary = '(?![\\p{L}\\p{Nd}_.])';
const sticky = (pattern: string) => new RegExp(`${pattern}${boundary}`, 'uy');

/** Tried in this order at the start of an operand; each looks at a bounded number of characters or a plain run of digits. */
const forms: readonly (readonly [LiteralType, RegExp])[] = [
  ['null', sticky('null')],
  ['boolean', sticky('(?:[tT][rR][uU][eE]|[fF][aA][lL][sS][eE])')],
  ['double', sticky('(?:-?INF|NaN)')],
  ['guid', sticky('[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}')],
  [
    'dateTimeOffset',
    sticky(
      '-?(?:0\\d{3}|[1-9]\\d{3,8})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])[Tt](?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,12})?)?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)',
    ),
  ],
  ['date', sticky('-?(?:0\\d{3}|[1-9]\\d{3,8})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])')],
  ['timeOfDay', sticky('(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,12})?)?')],
  ['double', sticky('[+-]?\\d+(?:\\.\\d+)?[eE][+-]?\\d+')],
  ['decimal', sticky('[+-]?\\d+\\.\\d+')],
  ['integer', sticky('[+-]?\\d+')],
];

const typed: readonly (readonly [prefix: RegExp, LiteralType])[] = [
  [/duration'/iy, 'duration'],
  [/binary'/iy, 'binary'],
  [/geography'/iy, 'geo'],
  [/geometry'/iy, 'geo'],
];

const contents: Partial<Record<LiteralType, { readonly form: RegExp; readonly expected: string }>> = {
  duration: {
    form: /^[+-]?P(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/,
    expected: "a duration such as 'P1DT2H'",
  },
  binary: { form: /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3}={0,2})?$/, expected: 'base64url text' },
  geo: {
    form: /^SRID=\d{1,5};(?:Point|LineString|Polygon|Multi\w+|Collection)\(.*\)$/i,
    expected: "'SRID=…;Point(…)'",
  },
};

/** The literal that starts here; null where none does (then the cursor has not moved). */
export function parseLiteral(cursor: Cursor): Literal | null {
  const start = cursor.position;
  const first = cursor.peek();
  if (first === "'") return { kind: 'literal', type: 'string', text: quoted(cursor), start, end: cursor.position };
  for (const [prefix, type] of typed) {
    if (cursor.match(prefix) === null) continue;
    cursor.position -= 1;
    const text = quoted(cursor);
    const content = contents[type];
    if (content !== undefined && !content.form.test(text)) throw cursor.error(content.expected, start);
    return { kind: 'literal', type, text, start, end: cursor.position };
  }
  if (!/[-+0-9A-Fa-fINnTtFf]/.test(first)) return null;
  for (const [type, form] of forms) {
    const text = cursor.match(form);
    if (text === null) continue;
    if (type !== 'guid' && /[A-Za-z]/.test(first) && continuesAsName(cursor)) {
      cursor.position = start;
      return null;
    }
    return { kind: 'literal', type, text: type === 'boolean' ? text.toLowerCase() : text, start, end: cursor.position };
  }
  if (/\d/.test(first)) throw numberError(cursor);
  return null;
}

/** `'…'` with doubled quotes undone. */
export function quoted(cursor: Cursor): string {
  const start = cursor.position;
  cursor.need("'");
  let text = '';
  for (;;) {
    const close = cursor.text.indexOf("'", cursor.position);
    if (close === -1) throw cursor.error("a closing ' for the text that starts here", start);
    text += cursor.text.slice(cursor.position, close);
    cursor.position = close + 1;
    if (cursor.peek() !== "'") return text;
    text += "'";
    cursor.position += 1;
  }
}

/** `"…"` with JSON escapes undone. */
export function jsonString(cursor: Cursor): string {
  const start = cursor.position;
  const raw = cursor.match(/"(?:[^"\\]|\\.)*"/suy);
  if (raw === null) throw cursor.error('a closing " for the text that starts here', start);
  try {
    return String(JSON.parse(raw));
  } catch {
    throw cursor.error('a JSON text', start);
  }
}

const continuesAsName = (cursor: Cursor): boolean =>
  cursor.peek() === '/' || cursor.peek() === '(' || cursor.peek() === "'";

function numberError(cursor: Cursor) {
  const start = cursor.position;
  const digits = /\d+/y;
  cursor.match(digits);
  const position = cursor.position;
  cursor.position = start;
  return cursor.error('a number, date, time or GUID to end properly', position);
}
