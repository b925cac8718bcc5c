/** Plotly from summed numbers, with `react`, its own way to update. */
import Plotly from 'plotly.js-dist-min';
import type { Make } from '../rows';
import { sum, type Point } from '../sums';

const band = (x: readonly string[], points: readonly Point[], axis: string) => [
  {
    x,
    y: points.map(({ lower }) => lower),
    mode: 'lines',
    line: { width: 0 },
    xaxis: `x${axis}`,
    yaxis: `y${axis}`,
    hoverinfo: 'skip',
  },
  {
    x,
    y: points.map(({ upper }) => upper),
    mode: 'lines',
    line: { width: 0 },
    fill: 'tonexty',
    xaxis: `x${axis}`,
    yaxis: `y${axis}`,
    hoverinfo: 'skip',
  },
];

export const plotly: Make = (element, scene, width, height) => ({
  name: 'Plotly',
  async update(rows) {
    const sums = sum(rows, scene);
    const x = sums.dates.map((date) => date.toISOString().slice(0, 10));
    const layout: Record<string, unknown> = {
      width,
      height,
      showlegend: false,
      barmode: 'stack',
      margin: { l: 30, r: 10, t: 20, b: 20 },
    };
    if (scene === 'multiples') {
      const data = sums.cells.flatMap((points, index) => {
        const axis = index === 0 ? '' : String(index + 1);
        const [column, row] = [index % 8, Math.floor(index / 8)];
        layout[`xaxis${axis}`] = { domain: [column / 8, (column + 0.9) / 8], anchor: `y${axis}`, visible: false };
        layout[`yaxis${axis}`] = {
          domain: [row / 5, (row + 0.85) / 5],
          anchor: `x${axis}`,
          visible: false,
          range: [-100, 100],
        };
        return [
          ...band(x, points, axis),
          { x, y: points.map(({ nps }) => nps), mode: 'lines', xaxis: `x${axis}`, yaxis: `y${axis}` },
        ];
      });
      await Plotly.react(element, data, layout, { staticPlot: true });
      return;
    }
    layout['xaxis'] = { domain: [0.28, 0.66] };
    layout['yaxis'] = { domain: [0.15, 1], range: [-100, 100] };
    layout['xaxis2'] = { domain: [0.74, 1], anchor: 'y2', range: [0, 100] };
    layout['yaxis2'] = { anchor: 'x2' };
    const groups = ['detractors', 'passives', 'promoters'] as const;
    const data = [
      {
        type: 'indicator',
        mode: 'gauge+number',
        value: sums.total.nps,
        gauge: { axis: { range: [-100, 100] } },
        domain: { x: [0, 0.24], y: [0.5, 1] },
      },
      ...band(x, sums.byPeriod, ''),
      { x, y: sums.byPeriod.map(({ nps }) => nps), mode: 'lines+markers' },
      ...groups.map((group) => ({
        type: 'bar',
        orientation: 'h',
        xaxis: 'x2',
        yaxis: 'y2',
        y: sums.names,
        x: sums.bySegment.map((point) => (100 * point[group]) / point.answers),
      })),
    ];
    await Plotly.react(element, data, layout, { staticPlot: true });
  },
});
