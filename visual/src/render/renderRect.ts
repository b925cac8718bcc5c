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
  writeLength(element, 'x', held[0], mark.x, before?.x);
  writeLength(element, 'y', held[1], mark.y, before?.y);
  writeLength(element, 'width', held[2], mark.width, before?.width);
  writeLength(element, 'height', held[3], mark.height, before?.height);
  write(element, 'rx', mark.radius, before?.radius);
  paint(element, mark, before, resolve);
}
