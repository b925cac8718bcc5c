/** The query part of a URL: split into options, each parsed by its name. */
import { ConnectorError } from '../../../errors';
import type { ParsedOption } from './ast';
import { Cursor, defaultSyntaxLimits, type SyntaxLimits } from './cursor';
import { parseOptionValue, systemOptions } from './parseOptionValue';
import { decodeComponent } from './sourceText';

/** What a query may hold besides the system options. */
export interface QueryRules {
  /** Names of custom options that are read; any other name is refused, so that a misspelt option never passes in silence. */
  readonly customOptions: readonly string[];
  readonly limits?: SyntaxLimits;
}

/**
 * Parses `a=b&c=d` (no leading `?`). System options may be written with or without `$` and in any case, as 4.01 allows.
 * @throws SYNTAX, URL_MALFORMED, OPTION_UNKNOWN, OPTION_REPEATED, TOO_COMPLEX; positions count from the start of the option's value.
 */
export function parseQuery(query: string, rules: QueryRules): ParsedOption[] {
  const options: ParsedOption[] = [];
  const seen = new Set<string>();
  for (const part of query.split('&')) {
    if (part === '') continue;
    const option = parsePart(part, rules);
    if (seen.has(option.name) && option.kind !== 'custom' && option.name !== '$format') {
      throw new ConnectorError('OPTION_REPEATED', { target: option.name });
    }
    seen.add(option.name);
    options.push(option);
  }
  return options;
}

/** Parses one `name=value`. */
export function parsePart(part: string, rules: QueryRules): ParsedOption {
  const equals = part.indexOf('=');
  const rawName = equals === -1 ? part : part.slice(0, equals);
  const written = decodeComponent(rawName, 'the query').text;
  const value = equals === -1 ? null : part.slice(equals + 1);
  if (rules.customOptions.includes(written)) {
    const text = value === null ? '' : decodeComponent(value, written).text;
    return { name: written, kind: 'custom', text, start: 0, end: text.length };
  }
  const name = systemName(written);
  if (name === null) {
    throw new ConnectorError('OPTION_UNKNOWN', {
      target: written,
      expected: [...[...systemOptions].map((each) => `$${each}`), ...rules.customOptions].join(', '),
    });
  }
  if (value === null) throw new ConnectorError('SYNTAX', { target: name, found: 'the end', expected: '"="' });
  const cursor = new Cursor(decodeComponent(value, name), name, rules.limits ?? defaultSyntaxLimits);
  const option = parseOptionValue(cursor, name);
  cursor.needEnd(endOf[option.kind] ?? 'the end of the value');
  return option;
}

const endOf: Partial<Record<ParsedOption['kind'], string>> = {
  filter: 'an operator (eq, ne, gt, ge, lt, le, and, or, in, add, sub, mul, div, mod) or the end',
  orderby: '"asc", "desc", "," or the end',
  select: '"," or the end',
  expand: '"(", "," or the end',
  compute: '"," or the end',
  apply: '"/" or the end',
};

/** `$filter` for `$filter`, `filter`, `$Filter`; `@x` for an alias; null for anything else. */
function systemName(written: string): string | null {
  if (/^@[\p{L}_][\p{L}\p{Nd}_.#]*$/u.test(written)) return written;
  const plain = written.replace(/^\$/, '').toLowerCase();
  return systemOptions.has(plain) && plain !== 'levels' ? `$${plain}` : null;
}
