/** Forty panels in seven columns at 1200 × 640, every place known beforehand. */
import { periods, segments } from '../rows';
import type { Point, Sums } from '../sums';
import { fitted, heightOf, lines, rangeOf, type Frame } from './lines';
import { button, group, Node } from './node';
import { axis, facts, ink, PeriodNames, signed, count } from './words';
import { change } from '../../../visual/src/model/change';

const tidy = (value: number): number => Math.round(value * 100) / 100;
const columns = 7;
const [width, height, across, down] = [155.43, 88.06, 169.43, 102.06] as const;

export function makeMultiples(svg: Element): (sums: Sums) => string {
  const element = group(svg, 'NPS per segment');
  const names = new PeriodNames();
  const round = { 'stroke-linejoin': 'round', 'stroke-linecap': 'round' };
  const scale = new Node(element, 'text', { x: 16, y: 624, 'font-size': 8.832, fill: ink.muted });
  const panels = Array.from({ length: segments }, (_, index) => {
    const x = tidy(14 + across * (index % columns));
    const y = tidy(12 + down * Math.floor(index / columns));
    const text = { y: y + 9.6, 'font-size': 9.6, fill: ink.text };
    return {
      x,
      y,
      hit: new Node(element, 'rect', { x, y, width, height, rx: 3, 'data-datum': index, ...button }),
      name: new Node(element, 'text', { x: x + 2, ...text }),
      nps: new Node(element, 'text', { x: x + width - 2, 'font-weight': 600, 'text-anchor': 'end', ...text }),
      zero: new Node(element, 'path', { fill: 'none', stroke: ink.grid, 'stroke-width': 1 }),
      band: new Node(element, 'path', { fill: ink.line, opacity: 0.13 }),
      line: new Node(element, 'path', { ...round, fill: 'none', stroke: ink.line, 'stroke-width': 1.75 }),
      last: new Node(element, 'circle', {
        cx: tidy(x + 6 + 139.43 * (1 - 0.5 / periods)),
        r: 4,
        fill: ink.line,
        stroke: ink.line,
        'stroke-width': 1.75,
      }),
    };
  });
  return ({ cells, bySegment, byPeriod, names: called, dates }) => {
    const range = { low: 100, high: -100 };
    for (const points of cells) rangeOf(points, range);
    const [low, high] = fitted(range);
    scale.setText(`All on one scale: ${axis(low)} to ${axis(high)}`);
    panels.forEach((panel, index) => {
      const points = cells[index] as readonly Point[];
      const whole = bySegment[index] as Point;
      const frame: Frame = {
        x: panel.x + 6,
        spacing: 139.43 / periods,
        y: panel.y + 22.35,
        height: 58.71,
        low,
        high,
      };
      const name = called[index] ?? '';
      panel.hit.set('aria-label', `${name}: ${facts(whole)}`);
      panel.name.setText(name);
      panel.nps.setText(signed(whole.nps));
      panel.zero.set('d', `M${frame.x},${tidy(heightOf(frame, 0))}H${tidy(frame.x + 139.43)}`);
      const drawn = lines(frame, points);
      panel.band.set('d', drawn.band);
      panel.line.set('d', drawn.line);
      panel.last.set('cy', tidy(heightOf(frame, points.at(-1)?.nps ?? 0)));
    });
    const [before, now] = [byPeriod.at(-2) as Point, byPeriod.at(-1) as Point];
    const certain = change(before, now, 'adjustedWald', '95')?.significant ?? false;
    const told = certain ? 'more than chance' : `not significant with ${count(now.answers)} answers`;
    const since = `${signed(now.nps - before.nps)} since ${names.of(dates.at(-2) as Date).long}`;
    return `${since}, ${told}. NPS per segment`;
  };
}
