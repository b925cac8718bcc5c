/** Keys of marks, each made once: a text is compared with itself at once, with an equal one letter by letter. */

/**
 * The key of a part of something, named or counted from 0: `keyOf('segment', 3)` is "segment-3". The same text object
 * each time.
 */
export type KeyOf = (whole: string, part: string | number) => string;

/** Named parts of one whole that are kept; colours of rules may come ever anew. */
const mostParts = 1024;

export function keepKeys(): KeyOf {
  const counted = new Map<string, string[]>();
  const named = new Map<string, Map<string, string>>();
  return (whole, part) => {
    if (typeof part === 'number') {
      let keys = counted.get(whole);
      if (!keys) counted.set(whole, (keys = []));
      return (keys[part] ??= `${whole}-${part}`);
    }
    let keys = named.get(whole);
    if (!keys) named.set(whole, (keys = new Map()));
    let key = keys.get(part);
    if (key === undefined) {
      if (keys.size >= mostParts) keys.clear();
      keys.set(part, (key = `${whole}-${part}`));
    }
    return key;
  };
}
