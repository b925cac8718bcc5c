/** Paint shared by all marks. */
import type { Mark } from '../layout/scene';
import type { KeptElement } from './keptElement';

/** Turns the scene's colour into one the page understands; patterns become references. */
export type Resolve = (color: string) => string;

type Painted = Exclude<Mark, { kind: 'text' }>;

export function paint(kept: KeptElement, mark: Painted, resolve: Resolve): void {
  kept.set('fill', mark.fill === undefined ? 'none' : resolve(mark.fill));
  kept.set('stroke', mark.stroke === undefined ? undefined : resolve(mark.stroke));
  kept.set('stroke-width', mark.strokeWidth);
  kept.set('stroke-dasharray', mark.dash);
  kept.set('opacity', mark.opacity);
}
