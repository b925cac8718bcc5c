/** The product's mark: a gauge from red over grey to green. */
import { svg } from './dom';

export function brandMark(): SVGElement {
  const arc = (d: string, shade: string): SVGElement => svg('path', { d, class: `arc ${shade}` });
  return svg(
    'svg',
    { viewBox: '0 0 32 20', class: 'brand-mark', 'aria-hidden': 'true' },
    arc('M3 18A13 13 0 0 1 9.5 6.7', 'low'),
    arc('M11 5.9A13 13 0 0 1 21 5.9', 'middle'),
    arc('M22.5 6.7A13 13 0 0 1 29 18', 'high'),
    svg('line', { x1: 16, y1: 18, x2: 22.5, y2: 9.5, class: 'needle' }),
  );
}
