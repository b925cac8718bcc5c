/** Vega-Lite: from the raw rows with its own transforms, and from summed numbers. */
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Make, Rows, Scene } from '../rows';
import { sum, type Point } from '../sums';

const objectsOf = (rows: Rows) =>
  rows.score.map((score, index) => ({
    score,
    period: rows.period[index],
    segment: rows.segment[index],
    responses: rows.responses[index],
  }));

const scored = [
  { calculate: 'datum.score <= 6 ? datum.responses : 0', as: 'd' },
  { calculate: 'datum.score >= 9 ? datum.responses : 0', as: 'p' },
];

const npsBy = (groupby: readonly string[]) => [
  ...scored,
  {
    aggregate: [
      { op: 'sum', field: 'd', as: 'd' },
      { op: 'sum', field: 'p', as: 'p' },
      { op: 'sum', field: 'responses', as: 'n' },
    ],
    groupby,
  },
  { calculate: '100 * (datum.p - datum.d) / datum.n', as: 'nps' },
  { calculate: '196 * sqrt(max(0, (datum.p + datum.d) / datum.n - pow(datum.nps / 100, 2)) / datum.n)', as: 'margin' },
  { calculate: 'datum.nps - datum.margin', as: 'lower' },
  { calculate: 'datum.nps + datum.margin', as: 'upper' },
];

const range = { domain: [-100, 100] };
const series = (marks: boolean, axis: object | null) => [
  {
    mark: { type: 'area', opacity: 0.13 },
    encoding: {
      x: { field: 'period', type: 'temporal', axis },
      y: { field: 'lower', type: 'quantitative', scale: range, axis },
      y2: { field: 'upper' },
    },
  },
  {
    mark: { type: 'line', point: marks },
    encoding: {
      x: { field: 'period', type: 'temporal', axis },
      y: { field: 'nps', type: 'quantitative', scale: range, axis },
    },
  },
];

function spec(scene: Scene, raw: boolean, width: number, height: number): unknown {
  const by = (groupby: readonly string[]) => (raw ? { transform: npsBy(groupby) } : {});
  const data = (name: string) => ({ data: { name: raw ? 'rows' : name } });
  if (scene === 'multiples') {
    return {
      ...data('cells'),
      ...by(['segment', 'period']),
      facet: { field: 'segment', type: 'nominal', columns: 8 },
      spec: { width: width / 8 - 20, height: height / 5 - 40, layer: series(false, null) },
    };
  }
  const grouped = raw
    ? {
        transform: [
          { calculate: "datum.score <= 6 ? 'a' : datum.score <= 8 ? 'b' : 'c'", as: 'group' },
          { aggregate: [{ op: 'sum', field: 'responses', as: 'n' }], groupby: ['segment', 'group'] },
        ],
      }
    : {};
  return {
    hconcat: [
      {
        ...data('total'),
        ...by([]),
        width: 240,
        height: 240,
        layer: [
          {
            mark: { type: 'arc', innerRadius: 100 },
            encoding: { theta: { field: 'nps', type: 'quantitative', scale: { ...range, range: [-1.57, 1.57] } } },
          },
          { mark: { type: 'text', fontSize: 40 }, encoding: { text: { field: 'nps', format: '.0f' } } },
        ],
      },
      {
        ...data('byPeriod'),
        ...by(['period']),
        vconcat: [
          { width: 450, height: 480, layer: series(true, {}) },
          {
            width: 450,
            height: 46,
            mark: 'bar',
            encoding: {
              x: { field: 'period', type: 'temporal' },
              y: { field: raw ? 'n' : 'answers', type: 'quantitative' },
            },
          },
        ],
      },
      {
        ...data('groups'),
        ...grouped,
        width: 220,
        height: 560,
        encoding: {
          y: { field: 'segment', type: 'nominal' },
          x: { field: 'n', type: 'quantitative', stack: 'normalize' },
          detail: { field: 'group', type: 'nominal' },
        },
        layer: [
          { mark: 'bar', encoding: { color: { field: 'group', type: 'nominal' } } },
          { mark: { type: 'text', fontSize: 8, dx: -8 }, encoding: { text: { field: 'n', type: 'quantitative' } } },
        ],
      },
    ],
  };
}

function make(raw: boolean): Make {
  return (element, scene, width, height) => {
    const empty = { rows: [], total: [], byPeriod: [], groups: [], cells: [] };
    const { spec: compiled } = compile({
      ...(spec(scene, raw, width, height) as object),
      datasets: empty,
    } as unknown as TopLevelSpec);
    const view = new View(parse(compiled), { renderer: 'canvas', container: element, hover: false });
    return {
      name: raw ? 'Vega-Lite, raw rows' : 'Vega-Lite, summed',
      async update(rows) {
        if (raw) view.data('rows', objectsOf(rows));
        else {
          const sums = sum(rows, scene);
          const withPeriod = (point: Point, index: number) => ({ ...point, period: sums.dates[index] });
          if (scene === 'multiples') {
            view.data(
              'cells',
              sums.cells.flatMap((points, index) =>
                points.map((point, at) => ({ ...withPeriod(point, at), segment: sums.names[index] })),
              ),
            );
          } else {
            view.data('total', [sums.total]);
            view.data('byPeriod', sums.byPeriod.map(withPeriod));
            view.data(
              'groups',
              sums.bySegment.flatMap((point, index) =>
                (['detractors', 'passives', 'promoters'] as const).map((group) => ({
                  segment: sums.names[index],
                  group,
                  n: point[group],
                })),
              ),
            );
          }
        }
        await view.runAsync();
      },
    };
  };
}

export const vegaLiteRaw = make(true);
export const vegaLiteSummed = make(false);
