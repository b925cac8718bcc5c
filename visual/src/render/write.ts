/**
 * Writing to elements. Who writes compares first: most of what is drawn stands there already, and a call for each value
 * that does costs more than comparing it.
 */

/** Writes an attribute; undefined removes it. */
export function write(element: Element, name: string, value: string | number | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, String(value));
}

/**
 * Writes a length. One that stands there already is changed as the number that the page holds, which costs a fifth of
 * a text that it would have to read again; asked for, the attribute is the same.
 * @param held the page's own value of the attribute; undefined until there is one.
 */
export function writeLength(element: Element, name: string, held: SVGLength | undefined, value: number): void {
  if (held) held.value = value;
  else element.setAttribute(name, String(value));
}
