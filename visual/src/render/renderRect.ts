/** Draws a rectangle. */
import type { RectMark } from '../layout/scene';
import { paint, type Resolve } from './paint';
import { write } from './write';

export function renderRect(element: Element, mark: RectMark, before: RectMark | null, resolve: Resolve): void {
  write(element, 'x', mark.x, before?.x);
  write(element, 'y', mark.y, before?.y);
  write(element, 'width', Math.max(0, mark.width), before ? Math.max(0, before.width) : undefined);
  write(element, 'height', Math.max(0, mark.height), before ? Math.max(0, before.height) : undefined);
  write(element, 'rx', mark.radius, before?.radius);
  paint(element, mark, before, resolve);
}
