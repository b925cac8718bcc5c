/** Draws a circle. */
import type { CircleMark } from '../layout/scene';
import type { KeptElement } from './keptElement';
import { paint, type Resolve } from './paint';

export function renderCircle(kept: KeptElement, mark: CircleMark, resolve: Resolve): void {
  kept.set('cx', mark.cx);
  kept.set('cy', mark.cy);
  kept.set('r', Math.max(0, mark.r));
  paint(kept, mark, resolve);
}
