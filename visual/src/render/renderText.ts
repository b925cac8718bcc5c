/** Draws one line of text. */
import type { TextMark } from '../layout/scene';
import { write } from './write';

export function renderText(element: Element, mark: TextMark, before: TextMark | null): void {
  write(element, 'x', mark.x, before?.x);
  write(element, 'y', mark.y, before?.y);
  write(element, 'font-size', mark.size, before?.size);
  write(element, 'font-weight', mark.weight, before?.weight);
  write(element, 'text-anchor', mark.anchor, before?.anchor);
  write(element, 'fill', mark.fill, before?.fill);
  write(element, 'opacity', mark.opacity, before?.opacity);
  if (mark.text === before?.text) return;
  // The same node gets another text: a new one would be laid out from scratch.
  const { firstChild } = element;
  if (firstChild) firstChild.nodeValue = mark.text;
  else element.textContent = mark.text;
}
