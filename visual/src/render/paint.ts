/** Paint shared by all marks. */
import type { Mark } from '../layout/scene';
import { write } from './write';

/** Turns the scene's colour into one the page understands; patterns become references. Always the same for a colour. */
export type Resolve = (color: string) => string;

type Painted = Exclude<Mark, { kind: 'text' }>;

export function paint(element: Element, mark: Painted, before: Painted | null, resolve: Resolve): void {
  if (!before || mark.fill !== before.fill)
    write(element, 'fill', mark.fill === undefined ? 'none' : resolve(mark.fill));
  if (mark.stroke !== before?.stroke) write(element, 'stroke', mark.stroke && resolve(mark.stroke));
  if (mark.strokeWidth !== before?.strokeWidth) write(element, 'stroke-width', mark.strokeWidth);
  if (mark.dash !== before?.dash) write(element, 'stroke-dasharray', mark.dash);
  if (mark.opacity !== before?.opacity) write(element, 'opacity', mark.opacity);
}
