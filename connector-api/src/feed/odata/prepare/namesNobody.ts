/** Which requests say nothing but what the product itself has names for, so that they may be written down. */
import type { LiteralType, ParsedOption } from '../syntax/ast';

/** Of a text or a number that a caller sends nobody knows whom it names: an e-mail address, a contact's key. */
const harmless: ReadonlySet<LiteralType> = new Set(['null', 'boolean', 'date', 'dateTimeOffset']);

/** Options and parts of them with no name of the caller's own in them; names of properties are those of the star. */
const known: ReadonlySet<string> = new Set([
  ...['filter', 'orderby', 'select', 'expand', 'top', 'skip', 'count', 'levels'],
  ...['literal', 'path', 'name', 'call', 'binary', 'unary', 'list', 'case'],
]);

/**
 * True where the options hold names of the star, dates, instants, true, false, null and numbers of rows, and nothing
 * else: no text, no other number, no alias, no name that the caller made up.
 * @param options of a request that the service has answered.
 */
export const namesNobody = (options: readonly ParsedOption[]): boolean => holdsOnlyKnown(options);

function holdsOnlyKnown(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return true;
  if ('kind' in node && !known.has(String(node.kind))) return false;
  if ('kind' in node && node.kind === 'literal') return 'type' in node && harmless.has(node.type as LiteralType);
  return Object.values(node).every(holdsOnlyKnown);
}
