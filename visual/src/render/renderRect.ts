/** Draws a rectangle. */
import type { RectMark } from '../layout/scene';
import type { KeptElement } from './keptElement';
import { paint, type Resolve } from './paint';

export function renderRect(kept: KeptElement, mark: RectMark, resolve: Resolve): void {
  kept.set('x', mark.x);
  kept.set('y', mark.y);
  kept.set('width', Math.max(0, mark.width));
  kept.set('height', Math.max(0, mark.height));
  kept.set('rx', mark.radius);
  paint(kept, mark, resolve);
}
