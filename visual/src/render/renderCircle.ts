/** Draws a circle. */
import type { CircleMark } from '../layout/scene';
import { paint, type Resolve } from './paint';
import { write } from './write';

export function renderCircle(element: Element, mark: CircleMark, before: CircleMark | null, resolve: Resolve): void {
  write(element, 'cx', mark.cx, before?.cx);
  write(element, 'cy', mark.cy, before?.cy);
  write(element, 'r', Math.max(0, mark.r), before ? Math.max(0, before.r) : undefined);
  paint(element, mark, before, resolve);
}
