/** Writing to elements only what differs from what stands there. */

export type Value = string | number | undefined;

/** Writes an attribute unless it is what was written before; undefined removes it. */
export function write(element: Element, name: string, value: Value, before: Value): void {
  if (value === before) return;
  if (value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, String(value));
}

/**
 * Writes a length. One that stands there already is changed as the number that the page holds, which costs a fifth of
 * a text that it would have to read again; asked for, the attribute is the same.
 * @param held the page's own value of the attribute; undefined until there is one.
 */
export function writeLength(
  element: Element,
  name: string,
  held: SVGLength | undefined,
  value: number,
  before: number | undefined,
): void {
  if (value === before) return;
  if (held) held.value = value;
  else element.setAttribute(name, String(value));
}
