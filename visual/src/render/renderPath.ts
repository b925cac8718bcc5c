/** Draws a path. */
import type { PathMark } from '../layout/scene';
import { paint, type Resolve } from './paint';
import { write } from './write';

const translate = ({ at }: PathMark): string | undefined => at && `translate(${at.x},${at.y})`;

export function renderPath(element: Element, mark: PathMark, before: PathMark | null, resolve: Resolve): void {
  write(element, 'd', mark.d, before?.d);
  if (mark.at?.x !== before?.at?.x || mark.at?.y !== before?.at?.y)
    write(element, 'transform', translate(mark), before ? translate(before) : undefined);
  if (mark.round !== before?.round) {
    const shape = mark.round && 'round';
    const old = before?.round && 'round';
    write(element, 'stroke-linejoin', shape, old);
    write(element, 'stroke-linecap', shape, old);
  }
  paint(element, mark, before, resolve);
}
