/** The skip token: where the next page starts, and which snapshot it is read from. */
import { z } from 'zod';
import { ConnectorError } from '../../../errors';

const shape = z.strictObject({
  /** Snapshot that the read is pinned to. */
  s: z.string().min(1).max(100),
  /** Key of the last row given, as texts of whole numbers, where pages follow the key. */
  k: z
    .array(z.string().regex(/^-?\d{1,19}$/))
    .max(4)
    .optional(),
  /** Rows to pass over, where pages follow another order. */
  o: z.int().min(0).optional(),
  /** Rows given so far; counts against `$top`. */
  g: z.int().min(0),
  /** Rows of a page. */
  p: z.int().min(1).max(200_000),
  /** The instant `now()` stands for, where the read uses it. */
  n: z.int().min(0).max(8_640_000_000_000_000).optional(),
});

export interface SkipToken {
  readonly snapshot: string;
  readonly after: readonly string[] | null;
  readonly offset: number;
  readonly given: number;
  readonly pageSize: number;
  readonly now: Date | null;
}

export function writeSkipToken(token: SkipToken): string {
  const { snapshot: s, after, offset, given: g, pageSize: p, now } = token;
  const position = after === null ? { o: offset } : { k: after };
  return Buffer.from(JSON.stringify({ s, ...position, g, p, ...(now === null ? {} : { n: now.getTime() }) })).toString(
    'base64url',
  );
}

/** @throws OPTION_INVALID for a token that this service did not write. */
export function readSkipToken(text: string): SkipToken {
  const parsed = shape.safeParse(json(text));
  if (!parsed.success) {
    throw new ConnectorError('OPTION_INVALID', {
      target: '$skiptoken',
      expected: 'the token of a next link, unchanged',
    });
  }
  const { s, k, o, g, p, n } = parsed.data;
  return {
    snapshot: s,
    after: k ?? null,
    offset: o ?? 0,
    given: g,
    pageSize: p,
    now: n === undefined ? null : new Date(n),
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
