/** Keys of marks, each made once: a text is compared with itself at once, with an equal one letter by letter. */

/** The key of a part of something: `keyOf('segment', 3)` is "segment-3". The same text object each time. */
export type KeyOf = (whole: string, part: string | number) => string;

export function keepKeys(): KeyOf {
  const known = new Map<string, Map<string | number, string>>();
  return (whole, part) => {
    let parts = known.get(whole);
    if (!parts) {
      parts = new Map();
      known.set(whole, parts);
    }
    let key = parts.get(part);
    if (key === undefined) {
      key = `${whole}-${part}`;
      parts.set(part, key);
    }
    return key;
  };
}
