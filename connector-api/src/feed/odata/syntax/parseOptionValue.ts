/** The value of one query option, by the option's name. */
import { ConnectorError } from '../../../errors';
import type { ParsedOption } from './ast';
import type { Cursor } from './cursor';
import { parseApply } from './parseApply';
import { parseExpression } from './parseExpression';
import { parseCompute, parseExpand, parseOrderBy, parseSelect } from './parseLists';
import { parseSearch } from './parseSearch';

type Body = ParsedOption extends infer Option
  ? Option extends ParsedOption
    ? Omit<Option, 'name' | 'start' | 'end'>
    : never
  : never;

const parsers: Readonly<Record<string, (cursor: Cursor) => Body>> = {
  filter: (cursor) => ({ kind: 'filter', expression: parseExpression(cursor) }),
  orderby: (cursor) => ({ kind: 'orderby', items: parseOrderBy(cursor) }),
  select: (cursor) => ({ kind: 'select', items: parseSelect(cursor) }),
  expand: (cursor) => ({ kind: 'expand', items: parseExpand(cursor) }),
  compute: (cursor) => ({ kind: 'compute', items: parseCompute(cursor) }),
  apply: (cursor) => ({ kind: 'apply', transformations: parseApply(cursor) }),
  search: (cursor) => ({ kind: 'search', text: parseSearch(cursor) }),
  top: (cursor) => ({ kind: 'top', count: parseWhole(cursor) }),
  skip: (cursor) => ({ kind: 'skip', count: parseWhole(cursor) }),
  index: (cursor) => ({ kind: 'index', count: (cursor.take('-') ? -1 : 1) * parseWhole(cursor) }),
  count: (cursor) => ({ kind: 'count', wanted: parseFlag(cursor) }),
  levels: (cursor) => ({ kind: 'levels', levels: parseLevels(cursor) }),
  format: (cursor) => ({ kind: 'text', text: parseText(cursor) }),
  skiptoken: (cursor) => ({ kind: 'text', text: parseText(cursor) }),
  deltatoken: (cursor) => ({ kind: 'text', text: parseText(cursor) }),
  schemaversion: (cursor) => ({ kind: 'text', text: parseText(cursor) }),
  id: (cursor) => ({ kind: 'text', text: parseText(cursor) }),
};

/** Names of the system query options, without `$`. */
export const systemOptions: ReadonlySet<string> = new Set(Object.keys(parsers));

/** Parses the value of a system option (`$filter`, `filter`) or of an alias (`@x`) from where the cursor stands. */
export function parseOptionValue(cursor: Cursor, name: string): ParsedOption {
  const start = cursor.position;
  if (name.startsWith('@')) {
    const expression = parseExpression(cursor);
    return { name, kind: 'alias', expression, start, end: cursor.position };
  }
  const plain = name.replace(/^\$/, '');
  if (!systemOptions.has(plain)) {
    throw new ConnectorError('OPTION_UNKNOWN', {
      target: name,
      expected: `one of ${[...systemOptions].map((each) => `$${each}`).join(', ')}`,
    });
  }
  const body = parsers[plain]?.(cursor);
  return { ...body, name: `$${plain}`, start, end: cursor.position } as ParsedOption;
}

/** A whole number from 0 up without a leading zero. */
export function parseWhole(cursor: Cursor): number {
  const start = cursor.position;
  const digits = cursor.match(/\d+/y);
  if (digits === null || Number(digits) > Number.MAX_SAFE_INTEGER) throw cursor.error('a whole number from 0', start);
  return Number(digits);
}

function parseLevels(cursor: Cursor): number | 'max' {
  if (cursor.match(/max/iy) !== null) return 'max';
  const digits = cursor.match(/[1-9]\d{0,3}/y);
  if (digits === null) throw cursor.error('"max" or a whole number from 1');
  return Number(digits);
}

function parseFlag(cursor: Cursor): boolean {
  const word = cursor.match(/(?:true|false)/iy)?.toLowerCase();
  if (word === undefined) throw cursor.error('true or false');
  return word === 'true';
}

/** Everything up to the end; not empty. */
function parseText(cursor: Cursor): string {
  const text = cursor.text.slice(cursor.position);
  if (text === '') throw cursor.error('a value');
  cursor.position = cursor.text.length;
  return text;
}
