/** Draws a rectangle. */
import type { RectMark } from '../layout/scene';
import { paint, type Resolve } from './paint';
import { write, writeLength } from './write';

/** The lengths that change, as the page holds them. */
export const rectLengths = ({ x, y, width, height }: SVGRectElement): readonly SVGLength[] => [
  x.baseVal,
  y.baseVal,
  width.baseVal,
  height.baseVal,
];

export function renderRect(
  element: Element,
  mark: RectMark,
  before: RectMark | null,
  resolve: Resolve,
  held: readonly SVGLength[],
): void {
  if (mark.x !== before?.x) writeLength(element, 'x', held[0], mark.x);
  if (mark.y !== before?.y) writeLength(element, 'y', held[1], mark.y);
  if (mark.width !== before?.width) writeLength(element, 'width', held[2], mark.width);
  if (mark.height !== before?.height) writeLength(element, 'height', held[3], mark.height);
  if (mark.radius !== before?.radius) write(element, 'rx', mark.radius);
  paint(element, mark, before, resolve);
}
