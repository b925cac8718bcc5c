/** Percent-decoding that remembers which characters were written encoded. */
import { ConnectorError } from '../../../errors';

/** A decoded text. `encoded(i)` tells whether the character at `i` was written as `%XX`, so that it cannot be a delimiter. */
export interface SourceText {
  readonly text: string;
  encoded(index: number): boolean;
}

/**
 * Decodes one component of a URL. A `+` stays a plus, as RFC 3986 says.
 * @throws URL_MALFORMED on a stray `%` or on bytes that are not UTF-8, with the position in the raw text.
 */
export function decodeComponent(raw: string, target: string): SourceText {
  if (!raw.includes('%')) return { text: raw, encoded: () => false };
  let text = '';
  const marks = new Set<number>();
  const run = /(?:%[0-9A-Fa-f]{2})+/y;
  let at = 0;
  while (at < raw.length) {
    if (raw[at] !== '%') {
      const next = raw.indexOf('%', at);
      const end = next === -1 ? raw.length : next;
      text += raw.slice(at, end);
      at = end;
      continue;
    }
    run.lastIndex = at;
    const hex = run.exec(raw)?.[0];
    if (hex === undefined) throw malformed(raw, at, target, 'two hexadecimal digits after %');
    const bytes = Buffer.from(hex.replaceAll('%', ''), 'hex');
    const piece = decodeUtf8(bytes);
    if (piece === null) throw malformed(raw, at, target, 'UTF-8');
    for (let index = 0; index < piece.length; index += 1) marks.add(text.length + index);
    text += piece;
    at += hex.length;
  }
  return { text, encoded: (index) => marks.has(index) };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

function malformed(raw: string, position: number, target: string, expected: string): ConnectorError {
  return new ConnectorError('URL_MALFORMED', {
    target,
    position,
    found: JSON.stringify(raw.slice(position, position + 12)),
    expected,
  });
}
