/** A reader's hand on what is drawn. */
import type { Mounted } from './mount';

export const click = (element: Element, init: MouseEventInit = {}): void => {
  element.dispatchEvent(new MouseEvent('click', { bubbles: true, ...init }));
};

/** The element of a datum in a view. */
export const hit = (found: Mounted, view: string, datum: string): Element =>
  found.one(`[data-view="${view}"] [data-datum="${datum}"]`);
