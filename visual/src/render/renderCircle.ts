/** Draws a circle. */
import type { CircleMark } from '../layout/scene';
import { paint, type Resolve } from './paint';
import { writeLength } from './write';

/** The lengths that change, as the page holds them. */
export const circleLengths = ({ cx, cy, r }: SVGCircleElement): readonly SVGLength[] => [
  cx.baseVal,
  cy.baseVal,
  r.baseVal,
];

export function renderCircle(
  element: Element,
  mark: CircleMark,
  before: CircleMark | null,
  resolve: Resolve,
  held: readonly SVGLength[],
): void {
  if (mark.cx !== before?.cx) writeLength(element, 'cx', held[0], mark.cx);
  if (mark.cy !== before?.cy) writeLength(element, 'cy', held[1], mark.cy);
  if (mark.r !== before?.r) writeLength(element, 'r', held[2], mark.r);
  paint(element, mark, before, resolve);
}
