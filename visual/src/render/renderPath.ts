/** Draws a path. */
import type { PathMark } from '../layout/scene';
import { paint, type Resolve } from './paint';
import { write } from './write';

const translate = ({ at }: PathMark): string | undefined => at && `translate(${at.x},${at.y})`;

export function renderPath(element: Element, mark: PathMark, before: PathMark | null, resolve: Resolve): void {
  if (mark.d !== before?.d) write(element, 'd', mark.d);
  if (mark.at?.x !== before?.at?.x || mark.at?.y !== before?.at?.y) write(element, 'transform', translate(mark));
  if (mark.round !== before?.round) {
    const shape = mark.round && 'round';
    write(element, 'stroke-linejoin', shape);
    write(element, 'stroke-linecap', shape);
  }
  paint(element, mark, before, resolve);
}
