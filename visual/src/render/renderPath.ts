/** Draws a path. */
import type { PathMark } from '../layout/scene';
import type { KeptElement } from './keptElement';
import { paint, type Resolve } from './paint';

export function renderPath(kept: KeptElement, mark: PathMark, resolve: Resolve): void {
  kept.set('d', mark.d);
  kept.set('transform', mark.at && `translate(${mark.at.x},${mark.at.y})`);
  kept.set('stroke-linejoin', mark.round && 'round');
  kept.set('stroke-linecap', mark.round && 'round');
  paint(kept, mark, resolve);
}
