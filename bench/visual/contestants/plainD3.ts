/** d3 as its examples do it: rollups over row objects and joins. */
import { area, line, rollup, scaleLinear, scalePoint, select, sum as total } from 'd3';
import type { Make, Rows } from '../rows';

interface Row {
  readonly period: Date;
  readonly segment: string;
  readonly score: number;
  readonly responses: number;
}

interface Point {
  readonly key: string;
  readonly nps: number;
  readonly lower: number;
  readonly upper: number;
  readonly counts: readonly [number, number, number];
  readonly answers: number;
}

const toObjects = (rows: Rows): readonly Row[] =>
  rows.score.map((score, index) => ({
    score,
    period: rows.period[index] as Date,
    segment: rows.segment[index] as string,
    responses: rows.responses[index] as number,
  }));

function summarise(key: string, rows: readonly Row[]): Point {
  const counts = [
    total(rows, (row) => (row.score <= 6 ? row.responses : 0)),
    total(rows, (row) => (row.score === 7 || row.score === 8 ? row.responses : 0)),
    total(rows, (row) => (row.score >= 9 ? row.responses : 0)),
  ] as const;
  const answers = counts[0] + counts[1] + counts[2];
  const nps = (100 * (counts[2] - counts[0])) / answers;
  const margin = 196 * Math.sqrt(Math.max(0, (counts[2] + counts[0]) / answers - (nps / 100) ** 2) / answers);
  return { key, nps, lower: nps - margin, upper: nps + margin, counts, answers };
}

export const plainD3: Make = (element, scene, width, height) => {
  const svg = select(element).append('svg').attr('width', width).attr('height', height);
  const draw = (
    parent: ReturnType<typeof svg.append<SVGGElement>>,
    points: readonly Point[],
    w: number,
    h: number,
    marks: boolean,
  ): void => {
    const x = scalePoint(
      points.map(({ key }) => key),
      [0, w],
    );
    const y = scaleLinear([-100, 100], [h, 0]);
    const at = (point: Point): number => x(point.key) ?? 0;
    parent
      .selectAll<SVGPathElement, readonly Point[]>('path.band')
      .data([points])
      .join('path')
      .attr('class', 'band')
      .attr('fill', '#dde')
      .attr('d', (found) =>
        area<Point>(
          at,
          (point) => y(point.lower),
          (point) => y(point.upper),
        )(found as Point[]),
      );
    parent
      .selectAll<SVGPathElement, readonly Point[]>('path.line')
      .data([points])
      .join('path')
      .attr('class', 'line')
      .attr('fill', 'none')
      .attr('stroke', '#12435c')
      .attr('d', (found) => line<Point>(at, (point) => y(point.nps))(found as Point[]));
    if (!marks) return;
    parent
      .selectAll<SVGCircleElement, Point>('circle')
      .data(points as Point[], ({ key }) => key)
      .join('circle')
      .attr('r', 2.75)
      .attr('cx', at)
      .attr('cy', (point) => y(point.nps));
    parent
      .selectAll<SVGRectElement, Point>('rect')
      .data(points as Point[], ({ key }) => key)
      .join('rect')
      .attr('x', at)
      .attr('width', 6)
      .attr('y', h)
      .attr('height', (point) => point.answers / 400);
  };
  const gauge = svg.append('g');
  const trend = svg.append('g').attr('transform', 'translate(340,20)');
  const bars = svg.append('g').attr('transform', 'translate(820,20)');
  const panels = svg.append('g');
  return {
    name: 'plain d3',
    update(given) {
      const rows = toObjects(given);
      if (scene === 'multiples') {
        const nested = rollup(
          rows,
          (found) => summarise('', found),
          (row) => row.segment,
          (row) => row.period.toISOString(),
        );
        panels
          .selectAll<SVGGElement, [string, Map<string, Point>]>('g')
          .data([...nested], ([name]) => name)
          .join('g')
          .attr(
            'transform',
            (_, index) => `translate(${(index % 8) * (width / 8)},${Math.floor(index / 8) * (height / 5)})`,
          )
          .each(function ([name, found]) {
            const parent = select<SVGGElement, unknown>(this);
            parent.selectAll('text').data([name]).join('text').attr('font-size', 9).attr('y', 12).text(String);
            const points = [...found].map(([key, point]) => ({ ...point, key }));
            draw(
              parent as unknown as ReturnType<typeof svg.append<SVGGElement>>,
              points,
              width / 8 - 10,
              height / 5 - 24,
              false,
            );
          });
        return;
      }
      const all = summarise('all', rows);
      gauge
        .selectAll('text')
        .data([all])
        .join('text')
        .attr('x', 130)
        .attr('y', 170)
        .attr('font-size', 40)
        .text(({ nps }) => Math.round(nps));
      gauge
        .selectAll('path')
        .data([all])
        .join('path')
        .attr('fill', 'none')
        .attr('stroke', '#16778a')
        .attr('stroke-width', 20)
        .attr(
          'd',
          ({ nps }) =>
            `M150,60A120,120 0 0 1 ${150 + 120 * Math.sin((nps / 100) * (Math.PI / 2))},${180 - 120 * Math.cos((nps / 100) * (Math.PI / 2))}`,
        );
      const byPeriod = [
        ...rollup(
          rows,
          (found) => found,
          (row) => row.period.toISOString(),
        ),
      ].map(([key, found]) => summarise(key, found));
      draw(trend, byPeriod, 450, 560, true);
      const bySegment = [
        ...rollup(
          rows,
          (found) => found,
          (row) => row.segment,
        ),
      ].map(([key, found]) => summarise(key, found));
      const items = bars
        .selectAll<SVGGElement, Point>('g')
        .data(bySegment, ({ key }) => key)
        .join('g')
        .attr('transform', (_, index) => `translate(0,${index * 14})`);
      items
        .selectAll('text')
        .data((point) => [point.key, String(Math.round(point.nps))])
        .join('text')
        .attr('font-size', 8)
        .attr('x', (_, index) => index * 300)
        .text(String);
      items
        .selectAll('rect')
        .data(({ counts, answers }) =>
          counts.map((count, group) => ({
            x: 60 + (220 * total(counts.slice(0, group))) / answers,
            width: (220 * count) / answers,
            group,
          })),
        )
        .join('rect')
        .attr('x', ({ x }) => x)
        .attr('width', (block) => block.width)
        .attr('height', 9)
        .attr('fill', ({ group }) => ['#c8512f', '#c9cdd2', '#16778a'][group] ?? '');
    },
  };
};
