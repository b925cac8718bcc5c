/** Draws one line of text. */
import type { TextMark } from '../layout/scene';
import { write } from './write';

export function renderText(element: Element, mark: TextMark, before: TextMark | null): void {
  if (mark.x !== before?.x) write(element, 'x', mark.x);
  if (mark.y !== before?.y) write(element, 'y', mark.y);
  if (mark.size !== before?.size) write(element, 'font-size', mark.size);
  if (mark.weight !== before?.weight) write(element, 'font-weight', mark.weight);
  if (mark.anchor !== before?.anchor) write(element, 'text-anchor', mark.anchor);
  if (mark.fill !== before?.fill) write(element, 'fill', mark.fill);
  if (mark.opacity !== before?.opacity) write(element, 'opacity', mark.opacity);
  if (mark.text === before?.text) return;
  // The same node gets another text: a new one would be laid out from scratch.
  const { firstChild } = element;
  if (firstChild) firstChild.nodeValue = mark.text;
  else element.textContent = mark.text;
}
