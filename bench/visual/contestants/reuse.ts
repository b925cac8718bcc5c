/** Hand-written drawing for exactly this picture: nodes made once, attributes set, with accessible names. The lower bound. */
import type { Make } from '../rows';
import { sum, type Point } from '../sums';

const svgSpace = 'http://www.w3.org/2000/svg';
const colors = ['#c8512f', '#c9cdd2', '#16778a'] as const;
const text = (point: Point, name: string): string =>
  `${name}: NPS ${Math.round(point.nps)}, ${point.answers} answers, ${Math.round(point.lower)} to ${Math.round(point.upper)}`;

export const reuse: Make = (element, scene, width, height) => {
  const svg = document.createElementNS(svgSpace, 'svg');
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  element.append(svg);
  const made = new Map<string, SVGElement>();
  const node = (key: string, tag: string): SVGElement => {
    let found = made.get(key);
    if (!found) {
      found = document.createElementNS(svgSpace, tag);
      made.set(key, found);
      svg.append(found);
    }
    return found;
  };
  const set = (found: SVGElement, values: Readonly<Record<string, string | number>>): void => {
    for (const name in values) found.setAttribute(name, String(values[name]));
  };
  const series = (
    key: string,
    points: readonly Point[],
    x0: number,
    y0: number,
    w: number,
    h: number,
    names: readonly string[],
    marks: boolean,
  ): void => {
    const x = (index: number): number => x0 + (w * (index + 0.5)) / points.length;
    const y = (score: number): number => y0 + (h * (100 - score)) / 200;
    let line = '';
    let up = '';
    let down = '';
    points.forEach((point, index) => {
      const at = x(index).toFixed(1);
      line += `${index ? 'L' : 'M'}${at},${y(point.nps).toFixed(1)}`;
      up += `${index ? 'L' : 'M'}${at},${y(point.upper).toFixed(1)}`;
      down = `L${at},${y(point.lower).toFixed(1)}${down}`;
    });
    set(node(`${key}-band`, 'path'), { d: `${up}${down}Z`, fill: '#12435c', opacity: 0.13 });
    set(node(`${key}-line`, 'path'), { d: line, fill: 'none', stroke: '#12435c', 'stroke-width': 2 });
    if (!marks) return;
    points.forEach((point, index) => {
      const name = names[index] ?? '';
      set(node(`${key}-point-${index}`, 'circle'), {
        cx: x(index),
        cy: y(point.nps),
        r: 2.75,
        fill: '#fff',
        stroke: '#12435c',
      });
      const tall = point.answers / 400;
      set(node(`${key}-volume-${index}`, 'rect'), {
        x: x(index) - 3,
        y: y0 + h + 46 - tall,
        width: 6,
        height: tall,
        fill: '#eee',
      });
      set(node(`${key}-hit-${index}`, 'rect'), {
        x: x(index) - w / points.length / 2,
        y: y0,
        width: w / points.length,
        height: h,
        fill: 'transparent',
        role: 'button',
        tabindex: -1,
        'aria-label': text(point, name),
      });
    });
  };
  const bar = (key: string, point: Point, x0: number, y0: number, w: number, h: number, name: string): void => {
    let x = x0;
    [point.detractors, point.passives, point.promoters].forEach((count, group) => {
      const wide = (w * count) / point.answers;
      set(node(`${key}-${group}`, 'rect'), {
        x,
        y: y0,
        width: wide,
        height: h,
        fill: colors[group] ?? '',
        role: 'button',
        tabindex: -1,
        'aria-label': `${name} ${count}`,
      });
      const label = node(`${key}-label-${group}`, 'text');
      set(label, { x: x + wide / 2, y: y0 + h, 'font-size': 8 });
      label.textContent = `${Math.round((100 * count) / point.answers)}%`;
      x += wide;
    });
    const label = node(`${key}-name`, 'text');
    set(label, { x: x0 - 60, y: y0 + h, 'font-size': 8, 'aria-label': text(point, name) });
    label.textContent = name;
    const number = node(`${key}-nps`, 'text');
    set(number, { x: x0 + w + 30, y: y0 + h, 'font-size': 8 });
    number.textContent = String(Math.round(point.nps));
  };
  return {
    name: 'hand-written reuse',
    update(rows) {
      const sums = sum(rows, scene === 'multiples');
      const names = sums.dates.map((date) => `${date.getFullYear()}-${date.getMonth() + 1}`);
      if (scene === 'composite') {
        const angle = ((sums.total.nps / 100) * Math.PI) / 2;
        set(node('gauge', 'path'), {
          d: `M150,60A120,120 0 0 1 ${150 + 120 * Math.sin(angle)},${180 - 120 * Math.cos(angle)}`,
          fill: 'none',
          stroke: '#16778a',
          'stroke-width': 20,
          role: 'img',
          'aria-label': text(sums.total, ''),
        });
        const number = node('number', 'text');
        set(number, { x: 130, y: 170, 'font-size': 40 });
        number.textContent = String(Math.round(sums.total.nps));
        series('trend', sums.byPeriod, 340, 20, 450, 560, names, true);
        sums.bySegment.forEach((point, index) =>
          bar(`bar-${index}`, point, 880, 20 + index * 14, 220, 9, sums.names[index] ?? ''),
        );
        return;
      }
      sums.cells.forEach((points, index) => {
        const x = (index % 8) * (width / 8);
        const y = Math.floor(index / 8) * (height / 5);
        series(`panel-${index}`, points, x, y + 16, width / 8 - 10, height / 5 - 24, names, false);
        const row = sums.bySegment[index] as Point;
        const number = node(`nps-${index}`, 'text');
        set(number, { x: x + width / 8 - 12, y: y + 12, 'font-size': 9, 'text-anchor': 'end' });
        number.textContent = String(Math.round(row.nps));
        set(node(`last-${index}`, 'circle'), {
          cx: x + width / 8 - 14,
          cy: y + 16 + ((height / 5 - 24) * (100 - (points.at(-1)?.nps ?? 0))) / 200,
          r: 4,
        });
        set(node(`zero-${index}`, 'path'), { d: `M${x},${y + 60}H${x + width / 8}`, stroke: '#ddd' });
        set(node(`hit-${index}`, 'rect'), {
          x,
          y,
          width: width / 8 - 10,
          height: height / 5 - 10,
          fill: 'transparent',
          role: 'button',
          tabindex: -1,
          'aria-label': text(row, sums.names[index] ?? ''),
        });
        const label = node(`name-${index}`, 'text');
        set(label, {
          x,
          y: y + 12,
          'font-size': 9,
          'aria-label': text(sums.bySegment[index] as Point, sums.names[index] ?? ''),
        });
        label.textContent = sums.names[index] ?? '';
      });
    },
  };
};
