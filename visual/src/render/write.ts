/** Writing to elements only what differs from what stands there. */

export type Value = string | number | undefined;

/** Writes an attribute unless it is what was written before; undefined removes it. */
export function write(element: Element, name: string, value: Value, before: Value): void {
  if (value === before) return;
  if (value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, String(value));
}
