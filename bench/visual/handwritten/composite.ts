/** Gauge, trend, bars and distribution at 1200 × 640, every place known beforehand. */
import { change } from '../../../visual/src/model/change';
import { significantChanges } from '../../../visual/src/model/periods';
import { periods, scores, segments } from '../rows';
import type { Point, Sums } from '../sums';
import { fitted, heightOf, lines, rangeOf, type Frame } from './lines';
import { button, group, Node, nodes } from './node';
import { axis, colors, count, edges, facts, groupNames, ink, PeriodNames, shares, signed } from './words';

const tidy = (value: number): number => Math.round(value * 100) / 100;

function makeGauge(svg: Element): (total: Point) => string {
  const [x, y, outer, inner] = [187, 249.41, 153.02, 130.07];
  const at = { transform: `translate(${x},${y})` };
  const parent = new Node(svg, 'g', { class: 'nps-group', role: 'img', 'data-view': 'gauge', tabindex: 0 });
  const { element } = parent;
  const arc = (from: number, to: number, r1: number, r2: number): string => {
    const [a, b] = [Math.min(from, to) * 0.005 * Math.PI, Math.max(from, to) * 0.005 * Math.PI];
    const p = (angle: number, r: number) => `${tidy(r * Math.sin(angle))},${tidy(-r * Math.cos(angle))}`;
    return `M${p(a, r2)}A${r2},${r2},0,0,1,${p(b, r2)}L${p(b, r1)}A${r1},${r1},0,0,0,${p(a, r1)}Z`;
  };
  const track =
    'M-149.99,0A3,3,0,0,1,-152.99,-3.06A153.02,153.02,0,0,1,152.99,-3.06A3,3,0,0,1,149.99,0L133.04,0' +
    'A3,3,0,0,1,130.04,-2.93A130.07,130.07,0,0,0,-130.04,-2.93A3,3,0,0,1,-133.04,0Z';
  new Node(element, 'path', { ...at, d: track, fill: ink.track });
  const value = new Node(element, 'path', at);
  const end = new Node(element, 'path', {
    ...at,
    'stroke-linejoin': 'round',
    'stroke-linecap': 'round',
    fill: 'none',
    stroke: ink.text,
    'stroke-width': 2.5,
  });
  new Node(element, 'path', { ...at, d: 'M0,-127.07L0,-156.02', fill: 'none', stroke: ink.muted, 'stroke-width': 1.5 });
  const interval = new Node(element, 'path', { ...at, fill: ink.text, opacity: 0.62 });
  const text = (size: number, top: number, left = x, fill: string = ink.muted): Node =>
    new Node(element, 'text', { x: left, y: top, 'font-size': size, 'text-anchor': 'middle', fill });
  const number = new Node(element, 'text', {
    x,
    y: 240.23,
    'font-size': 73.45,
    'font-weight': 600,
    'text-anchor': 'middle',
    fill: ink.text,
  });
  text(9.12, 180.6).setText('NPS');
  text(8.64, 259.35, 45.45).setText('−100');
  text(8.64, 259.35, 328.55).setText('100');
  const [answers, range] = [text(9.6, 272.45), text(9.6, 286.85)];
  new Node(element, 'rect', { x: 14, y: 12, width: 346, height: 347, fill: 'transparent', class: 'nps-hit' });
  return (total) => {
    const angle = total.nps * 0.005 * Math.PI;
    const [sin, cos] = [Math.sin(angle), -Math.cos(angle)];
    value.set('d', arc(0, total.nps, inner, outer));
    value.set('fill', total.nps < 0 ? colors[0] : colors[2]);
    end.set('d', `M${tidy(128 * sin)},${tidy(128 * cos)}L${tidy(154 * sin)},${tidy(154 * cos)}`);
    interval.set('d', arc(total.lower, Math.max(total.upper, total.lower + 0.6), outer + 4, outer + 6.5));
    number.setText(signed(total.nps));
    answers.setText(`${count(total.answers)} rated answers`);
    range.setText(`95% interval: ${signed(total.lower)} to ${signed(total.upper)}`);
    parent.set('aria-label', facts(total));
    parent.set('data-nps', total.nps);
    parent.set('data-answers', total.answers);
    return facts(total);
  };
}

function makeTrend(svg: Element, names: PeriodNames): (sums: Sums) => string {
  const label = 'NPS per period';
  const element = group(svg, label);
  const [left, top, floor, spacing] = [405.15, 19.95, 612.1, 386.19 / periods];
  const middle = (index: number): number => tidy(left + spacing * (index + 0.5));
  const grid = nodes(6, () => {
    const constants = { fill: 'none', stroke: ink.grid, 'stroke-width': 1, 'stroke-dasharray': '1 3' };
    return new Node(element, 'path', constants);
  });
  const ticks = nodes(6, () => {
    return new Node(element, 'text', { x: 397.15, 'font-size': 8.832, 'text-anchor': 'end', fill: ink.muted });
  });
  const small = { y: 561.69, 'font-size': 8.832, fill: ink.muted };
  const most = new Node(element, 'text', { x: left, ...small });
  [colors[2], colors[0]].forEach((fill, down) => {
    const d = down ? 'M-4,-3L4,-3L0,4Z' : 'M-4,3L4,3L0,-4Z';
    new Node(element, 'path', { d, transform: `translate(${702 + 7.95 * down},559)`, fill });
  });
  new Node(element, 'text', { x: 717.43, ...small }).setText('significant change');
  const volumes = nodes(
    periods,
    (index) => new Node(element, 'rect', { x: tidy(middle(index) - 2), width: 3.99, rx: 0.9975, fill: ink.track }),
  );
  const band = new Node(element, 'path', { fill: ink.line, opacity: 0.13 });
  const line = new Node(element, 'path', {
    'stroke-linejoin': 'round',
    'stroke-linecap': 'round',
    fill: 'none',
    stroke: ink.line,
    'stroke-width': 2.25,
  });
  const hidden = (node: Node): Node => {
    node.show(false);
    return node;
  };
  const layer = new Node(element, 'g', {}).element;
  const arrows = nodes(periods, () => hidden(new Node(layer, 'path', {})));
  const dots = nodes(periods, (index) => {
    const last = index === periods - 1;
    const paint = { fill: last ? ink.line : '#ffffff', stroke: ink.line, 'stroke-width': 1.75 };
    return hidden(new Node(layer, 'circle', { cx: middle(index), r: last ? 4 : 2.75, ...paint }));
  });
  const bold = { 'font-size': 9.72, 'font-weight': 600, 'text-anchor': 'start', fill: ink.text };
  const newest = new Node(element, 'text', { x: 796.34, ...bold });
  const dates = nodes(10, (index) => {
    const x = middle(periods - 1 - 6 * (9 - index));
    return new Node(element, 'text', { x, y: 624.91, 'font-size': 8.832, 'text-anchor': 'middle', fill: ink.muted });
  });
  const hits = nodes(periods, (index) => {
    const x = tidy(left + spacing * index);
    return new Node(element, 'rect', { x, y: 12, width: 6.44, height: 600.1, 'data-datum': index, ...button });
  });

  return ({ byPeriod, dates: times }) => {
    const [low, high] = fitted(rangeOf(byPeriod));
    const frame: Frame = { x: left, spacing, y: top, height: 529.36, low, high };
    const step = [1, 2, 5, 10, 20, 25, 50, 100].find((s) => Math.floor(high / s) - Math.ceil(low / s) < 6) ?? 100;
    const first = Math.ceil(low / step) * step;
    grid.forEach((path, index) => {
      const score = first + index * step;
      const tick = ticks[index] as Node;
      path.show(score <= high);
      tick.show(score <= high);
      if (score > high) return;
      const y = tidy(heightOf(frame, score));
      path.set('d', `M${left},${y}H791.34`);
      tick.set('y', tidy(y + 3.09));
      tick.setText(axis(score));
    });
    const changes = byPeriod.map((point, index) => {
      const before = byPeriod[index - 1];
      return before ? change(before, point, 'adjustedWald', '95') : null;
    });
    const marked = significantChanges(changes, '95', true);
    const largest = Math.max(...byPeriod.map(({ answers }) => answers));
    most.setText(`Answers, at most ${count(largest)}`);
    const drawn = lines(frame, byPeriod);
    band.set('d', drawn.band);
    line.set('d', drawn.line);
    byPeriod.forEach((point, index) => {
      const tall = tidy(Math.max(1, (point.answers / largest) * 46));
      const volume = volumes[index] as Node;
      volume.set('y', tidy(floor - tall));
      volume.set('height', tall);
      const at = tidy(heightOf(frame, point.nps));
      const on = marked[index] ?? false;
      const [arrow, dot] = [arrows[index] as Node, dots[index] as Node];
      arrow.show(on);
      if (on) {
        const up = (changes[index]?.delta ?? 0) > 0;
        arrow.set('d', up ? 'M-4,3L4,3L0,-4Z' : 'M-4,-3L4,-3L0,4Z');
        arrow.set('transform', `translate(${middle(index)},${tidy(at + (up ? -9 : 9))})`);
        arrow.set('fill', up ? colors[2] : colors[0]);
      }
      const last = index === periods - 1;
      dot.show(on || last);
      if (on || last) dot.set('cy', at);
      if (last) {
        newest.set('y', tidy(at + 3.36));
        newest.setText(signed(point.nps));
      }
      (hits[index] as Node).set('aria-label', `${names.of(times[index] as Date).long}: ${facts(point)}`);
    });
    dates.forEach((text, index) => text.setText(names.of(times[periods - 1 - 6 * (9 - index)] as Date).short));

    const [before, now] = [byPeriod.at(-2) as Point, byPeriod.at(-1) as Point];
    const since = `${signed(now.nps - before.nps)} since ${names.of(times.at(-2) as Date).long}`;
    const certain = changes.at(-1)?.significant ?? false;
    const told = certain ? 'more than chance' : `not significant with ${count(now.answers)} answers`;
    return `${since}, ${told}.`;
  };
}

function makeBars(svg: Element): (sums: Sums) => void {
  const element = group(svg, 'Detractors, passives and promoters');
  const shown = segments - 2;
  const [left, wide, gap] = [899.57, 254.7, 1.27];
  const small = { 'font-size': 8.832, fill: ink.muted };
  new Node(element, 'text', { x: 838, y: 21.6, ...small }).setText('segment');
  new Node(element, 'text', { x: 1186, y: 21.6, 'text-anchor': 'end', ...small }).setText('NPS');
  const rows = Array.from({ length: shown }, (_, index) => {
    const y = tidy(28.32 + 14.91 * index);
    const text = { y: tidy(y + 10.81), 'font-size': 9.6, fill: ink.text };
    return {
      hit: new Node(element, 'rect', { x: 838, y, width: 348, height: 14.91, 'data-datum': index, ...button }),
      name: new Node(element, 'text', { x: 838, ...text }),
      blocks: nodes(3, (place) => {
        const look = {
          ...button,
          fill: colors[place] ?? '',
          'data-datum': `${index}-${place}`,
          ...edges[place]?.paint,
        };
        const edge = edges[place]?.inset ?? 0;
        return new Node(element, 'rect', { y: tidy(y + 2.98 + edge), height: 8.95 - 2 * edge, rx: 2, ...look });
      }),
      nps: new Node(element, 'text', { x: 1186, 'font-weight': 600, 'text-anchor': 'end', ...text }),
    };
  });
  new Node(element, 'text', { x: 838, y: 605.3, ...small }).setText('+ 2 more');
  [left, 963.87, 1019.07].forEach((x, place) => {
    const look = { fill: colors[place] ?? '', ...edges[place]?.paint };
    new Node(element, 'rect', { x, y: 616.13, width: 7.07, height: 7.07, rx: 2, ...look });
    new Node(element, 'text', { x: x + 11.04, y: 623.2, ...small }).setText(groupNames[place] ?? '');
  });
  return ({ bySegment, names }) => {
    rows.forEach(({ hit, name, blocks, nps }, index) => {
      const point = bySegment[index] as Point;
      const called = names[index] ?? '';
      const counts = [point.detractors, point.passives, point.promoters];
      const parts = shares(counts, point.answers, 1000);
      hit.set('aria-label', `${called}: ${facts(point)}`);
      name.setText(called);
      let x = left;
      blocks.forEach((block, place) => {
        const amount = counts[place] as number;
        const width = (amount / point.answers) * wide;
        const edge = edges[place]?.inset ?? 0;
        block.set('x', tidy(x + edge));
        block.set('width', tidy(width - gap - 2 * edge));
        const share = `${(parts[place] as number).toFixed(1)}%`;
        block.set('aria-label', `${called}: ${groupNames[place] ?? ''} ${count(amount)}, ${share}`);
        x += width;
      });
      nps.setText(signed(point.nps));
    });
  };
}

function makeDistribution(svg: Element): (sums: Sums) => void {
  const element = group(svg, 'Answers per score');
  const [left, step, base] = [14, 31.455, 597.09];
  const placeOf = (score: number): 0 | 1 | 2 => (score <= 6 ? 0 : score <= 8 ? 1 : 2);
  const text = (x: number, y: number, fill: string): Node =>
    new Node(element, 'text', { x: tidy(x), y, 'font-size': 8.832, 'text-anchor': 'middle', fill });
  const columns = Array.from({ length: scores }, (_, score) => {
    const middle = left + step * (score + 0.5);
    const { paint, inset } = edges[placeOf(score)] ?? { paint: {}, inset: 0 };
    const x = tidy(middle - 12.27 + inset);
    const bar = new Node(element, 'rect', {
      x,
      width: 24.53 - 2 * inset,
      rx: 3,
      fill: colors[placeOf(score)],
      ...paint,
    });
    const share = text(middle, base, ink.muted);
    text(middle, 607.69, ink.text).setText(String(score));
    const place = { x: tidy(middle - step / 2), y: 377, width: 31.45, height: 234.22, 'data-datum': score };
    return { bar, inset, share, hit: new Node(element, 'rect', { ...place, ...button }) };
  });
  const spans = [
    [0, 6],
    [7, 8],
    [9, 10],
  ] as const;
  spans.forEach(([from, to], place) => {
    const width = step * (to - from + 1);
    const x = left + step * from;
    new Node(element, 'rect', { x: x + 3.46, y: 614.22, width: width - 6.92, height: 2, fill: colors[place] ?? '' });
    text(x + width / 2, 626.58, ink.muted).setText(groupNames[place] ?? '');
  });
  return ({ byScore, total }) => {
    const parts = shares(byScore, total.answers, 1000);
    const most = Math.max(...byScore);
    columns.forEach(({ bar, inset, share, hit }, score) => {
      const answers = byScore[score] as number;
      const part = parts[score] as number;
      const tall = tidy(Math.max(1, (answers / most) * 206.84));
      bar.set('y', tidy(base - tall + inset));
      bar.set('height', tidy(tall - 2 * inset));
      share.set('y', tidy(base - tall - 4));
      share.setText(`${part.toFixed(1)}%`);
      const name = groupNames[placeOf(score)];
      hit.set('aria-label', `Score ${score}, ${name}: ${count(answers)}, ${part.toFixed(1)}%`);
    });
  };
}

export function makeComposite(svg: Element): (sums: Sums) => string {
  const gauge = makeGauge(svg);
  const trend = makeTrend(svg, new PeriodNames());
  const bars = makeBars(svg);
  const distribution = makeDistribution(svg);
  return (sums) => {
    const total = gauge(sums.total);
    const sentence = trend(sums);
    bars(sums);
    distribution(sums);
    return `${sentence} ${total} NPS per period Detractors, passives and promoters Answers per score`;
  };
}
