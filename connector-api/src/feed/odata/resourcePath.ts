/** The path of an OData URL: which resource is asked for. */
import { ConnectorError } from '../../errors';
import { entitySets, type EntitySet } from '../entityModel';
import type { Literal } from './syntax/ast';
import { Cursor } from './syntax/cursor';
import { qualifiedName } from './syntax/parsePath';
import { parseLiteral } from './syntax/parseLiteral';
import { decodeComponent } from './syntax/sourceText';

export type Resource =
  | { readonly kind: 'service' }
  | { readonly kind: 'metadata' }
  | { readonly kind: 'collection'; readonly set: EntitySet }
  | { readonly kind: 'count'; readonly set: EntitySet }
  | {
      readonly kind: 'entity';
      readonly set: EntitySet;
      /** SQL literals of the key columns, in the set's key order. */
      readonly key: readonly string[];
      readonly property: string | null;
      /** True for `/Property/$value`: the bare value. */
      readonly raw: boolean;
    };

/**
 * @param path what follows the service root, still percent-encoded, without a leading slash.
 * @throws NOT_FOUND for names that do not exist, SYNTAX for a malformed key, NOT_SUPPORTED for resources of the standard that this
 * service has not.
 */
export function parseResource(path: string): Resource {
  const [first = '', ...rest] = path.replace(/\/$/, '').split('/');
  if (first === '') return { kind: 'service' };
  const name = decodeComponent(first, 'the path').text;
  if (name === '$metadata' && rest.length === 0) return { kind: 'metadata' };
  if (['$batch', '$crossjoin', '$all', '$entity', '$query'].includes(name.replace(/\(.*$/, ''))) {
    throw new ConnectorError('NOT_SUPPORTED', { target: name.slice(0, 40) });
  }
  const { set, key } = parseSet(name);
  const steps = rest.map((step) => decodeComponent(step, 'the path').text);
  if (key === null) return parseAfterCollection(set, steps);
  const [property, value, ...more] = steps;
  if (more.length > 0 || (value !== undefined && value !== '$value')) throw unknown(path);
  return { kind: 'entity', set, key, property: property ?? null, raw: value === '$value' };
}

function parseAfterCollection(set: EntitySet, [step, ...more]: readonly string[]): Resource {
  if (step === undefined) return { kind: 'collection', set };
  if (step === '$count' && more.length === 0) return { kind: 'count', set };
  if (step.startsWith('$')) throw new ConnectorError('NOT_SUPPORTED', { target: `${set.name}/${step.slice(0, 40)}` });
  throw new ConnectorError('NOT_FOUND', {
    target: `${set.name}/${step.slice(0, 40)}`,
    expected: `${set.name}, ${set.name}(key) or ${set.name}/$count`,
  });
}

function parseSet(text: string): { readonly set: EntitySet; readonly key: readonly string[] | null } {
  const cursor = new Cursor({ text, encoded: () => false }, 'the path');
  const name = qualifiedName(cursor, 'an entity set');
  const set = entitySets.get(name);
  if (set === undefined) {
    throw new ConnectorError('NOT_FOUND', { target: name, expected: `one of ${[...entitySets.keys()].join(', ')}` });
  }
  if (cursor.atEnd) return { set, key: null };
  if (cursor.peek() !== '(') throw cursor.error('"(" or the end');
  return { set, key: parseKey(cursor, set) };
}

/** `(5)` or `(ResponseKey=5,CategoryKey=2)`. */
function parseKey(cursor: Cursor, set: EntitySet): readonly string[] {
  cursor.need('(');
  const given = new Map<string, Literal>();
  const [only] = set.key;
  const bare = parseLiteral(cursor);
  if (bare !== null && set.key.length === 1 && only !== undefined) given.set(only, bare);
  else {
    if (bare !== null) throw cursor.error(`every key by name: ${set.key.join(', ')}`);
    do {
      const column = cursor.needIdentifier('a key property');
      if (!set.key.includes(column) || given.has(column)) throw cursor.error(`each of ${set.key.join(', ')} once`);
      cursor.need('=');
      const literal = parseLiteral(cursor);
      if (literal === null) throw cursor.error('a literal');
      given.set(column, literal);
    } while (cursor.take(','));
  }
  cursor.need(')');
  cursor.needEnd('the end of the key');
  return set.key.map((column) => keyLiteral(column, given.get(column), cursor));
}

function keyLiteral(column: string, literal: Literal | undefined, cursor: Cursor): string {
  if (literal === undefined) throw cursor.error(`a value for ${column}`);
  if (literal.type === 'integer' && literal.text.length <= 18) return String(BigInt(literal.text.replace('+', '')));
  throw new ConnectorError('TYPE_MISMATCH', {
    target: 'the path',
    position: literal.start,
    found: literal.text.slice(0, 40),
    expected: `a whole number of at most 18 digits for ${column}`,
  });
}

const unknown = (path: string): ConnectorError =>
  new ConnectorError('NOT_FOUND', {
    target: path.slice(0, 80),
    expected: 'an entity, a property of it, or the $value of that property',
  });
