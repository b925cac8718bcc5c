/** Apache ECharts from summed numbers, without animation. */
import * as echarts from 'echarts';
import type { Make } from '../rows';
import { sum, type Point } from '../sums';

const still = { animation: false, silent: true } as const;

const trend = (points: readonly Point[], index: number, symbols: boolean) => [
  {
    ...still,
    type: 'line' as const,
    xAxisIndex: index,
    yAxisIndex: index,
    data: points.map(({ lower }) => lower),
    stack: `band-${index}`,
    lineStyle: { opacity: 0 },
    symbol: 'none',
  },
  {
    ...still,
    type: 'line' as const,
    xAxisIndex: index,
    yAxisIndex: index,
    data: points.map(({ lower, upper }) => upper - lower),
    stack: `band-${index}`,
    lineStyle: { opacity: 0 },
    areaStyle: { opacity: 0.13 },
    symbol: 'none',
  },
  {
    ...still,
    type: 'line' as const,
    xAxisIndex: index,
    yAxisIndex: index,
    data: points.map(({ nps }) => nps),
    symbol: symbols ? 'circle' : 'none',
  },
];

export const eCharts: Make = (element, scene, width, height) => {
  const chart = echarts.init(element, null, { renderer: 'canvas', width, height });
  return {
    name: 'Apache ECharts',
    update(rows) {
      const sums = sum(rows, scene);
      const names = sums.dates.map((date) => date.toISOString().slice(0, 7));
      if (scene === 'multiples') {
        chart.setOption({
          animation: false,
          title: sums.names.map((text, index) => ({
            text,
            textStyle: { fontSize: 9 },
            left: (index % 8) * (width / 8),
            top: Math.floor(index / 8) * (height / 5),
          })),
          grid: sums.names.map((_, index) => ({
            left: (index % 8) * (width / 8),
            top: Math.floor(index / 8) * (height / 5) + 16,
            width: width / 8 - 10,
            height: height / 5 - 24,
          })),
          xAxis: sums.names.map((_, gridIndex) => ({ gridIndex, type: 'category', data: names, show: false })),
          yAxis: sums.names.map((_, gridIndex) => ({ gridIndex, min: -100, max: 100, show: false })),
          series: sums.cells.flatMap((points, index) => trend(points, index, false)),
        });
        return;
      }
      const groups = ['detractors', 'passives', 'promoters'] as const;
      chart.setOption({
        animation: false,
        grid: [
          { left: 340, top: 20, width: 450, height: 480 },
          { left: 880, top: 20, width: 220, height: 560 },
          { left: 340, top: 530, width: 450, height: 46 },
        ],
        xAxis: [
          { type: 'category', data: names },
          { gridIndex: 1, max: 100, show: false },
          { gridIndex: 2, type: 'category', data: names, show: false },
        ],
        yAxis: [
          { min: -100, max: 100 },
          { gridIndex: 1, type: 'category', data: sums.names, axisLabel: { fontSize: 8 } },
          { gridIndex: 2, show: false },
        ],
        series: [
          {
            type: 'gauge',
            animation: false,
            startAngle: 180,
            endAngle: 0,
            min: -100,
            max: 100,
            center: [150, 180],
            radius: 120,
            progress: { show: true },
            data: [{ value: Math.round(sums.total.nps) }],
          },
          ...trend(sums.byPeriod, 0, true),
          ...groups.map((group) => ({
            ...still,
            type: 'bar' as const,
            stack: 'groups',
            xAxisIndex: 1,
            yAxisIndex: 1,
            label: { show: true, fontSize: 8, formatter: '{c}' },
            data: sums.bySegment.map((point) => Math.round((100 * point[group]) / point.answers)),
          })),
          {
            ...still,
            type: 'bar' as const,
            xAxisIndex: 2,
            yAxisIndex: 2,
            data: sums.byPeriod.map(({ answers }) => answers),
          },
        ],
      });
      chart.getZr().flush();
    },
  };
};
