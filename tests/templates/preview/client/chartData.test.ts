import { chartData } from '../../../../templates/preview/client/charts/chartData';
import { chartOption, type ChartRequest } from '../../../../templates/preview/client/charts/chartOption';
import { themes } from '../../../../templates/preview/client/theme';
import type { BoundField, PreviewVisual, ResultTable } from '../../../../templates/preview/protocol';

const field = (role: string, queryName: string, kind: 'column' | 'measure'): BoundField => ({
  role,
  queryName,
  caption: queryName,
  kind,
  type: kind === 'measure' ? 'number' : 'text',
});
const chart = (kind: string, fields: readonly BoundField[]): PreviewVisual => ({
  id: 'chart',
  kind,
  box: { x: 0, y: 0, width: 1, height: 1 },
  phone: null,
  layer: 0,
  tabOrder: 0,
  title: null,
  altText: 'chart',
  fields,
  tooltipPage: null,
  objects: {},
});
const say = (cell: unknown): string => (cell === null ? '(blank)' : String(cell));
const bySeries: ResultTable = {
  columns: ['D.Month', 'D.Class', 'nps'],
  rows: [
    ['May', 'relational', 40],
    ['May', 'transactional', 30],
    ['June', 'relational', null],
    [null, 'transactional', 0],
  ],
};
const seriesChart = chart('line', [
  field('Category', 'D.Month', 'column'),
  field('Series', 'D.Class', 'column'),
  field('Y', 'nps', 'measure'),
]);

describe('chart data', () => {
  it('has a series per legend value and a gap where there is no row or no value', () => {
    const data = chartData(seriesChart, bySeries, say);
    expect(data.categories).toEqual(['May', 'June', '(blank)']);
    expect(data.series.map(({ name, points }) => [name, points.map(({ value }) => value)])).toEqual([
      ['relational', [40, null, null]],
      ['transactional', [30, null, 0]],
    ]);
    expect(data.stacked).toBe(true);
  });

  it('has a series per measure without a legend', () => {
    const visual = chart('column', [
      field('Category', 'D.Month', 'column'),
      field('Y', 'nps', 'measure'),
      field('Y', 'goal', 'measure'),
    ]);
    const data = chartData(visual, { columns: ['D.Month', 'nps', 'goal'], rows: [['May', 40, 0]] }, say);
    expect(data.series.map(({ name, points }) => [name, points[0]?.value])).toEqual([
      ['nps', 40],
      ['goal', 0],
    ]);
    expect(data.stacked).toBe(false);
  });

  it('selects by the category of the point', () => {
    const data = chartData(seriesChart, bySeries, say);
    expect(data.series[1]?.points[0]?.selection).toEqual({ values: [{ queryName: 'D.Month', value: 'May' }] });
  });

  it('gives a scatter chart both coordinates and a size', () => {
    const visual = chart('scatter', [
      field('Category', 'D.Company', 'column'),
      field('X', 'probability', 'measure'),
      field('Y', 'nps', 'measure'),
      field('Size', 'amount', 'measure'),
    ]);
    const result = { columns: ['D.Company', 'probability', 'nps', 'amount'], rows: [['Acme', 0.8, -10, 5000]] };
    expect(chartData(visual, result, say).series[0]?.points[0]).toMatchObject({ x: 0.8, value: -10, size: 5000 });
  });
});

describe('the chart option', () => {
  const option = (visual: PreviewVisual, result: ResultTable, more: Partial<ChartRequest> = {}): unknown =>
    chartOption({
      kind: visual.kind,
      data: chartData(visual, result, say),
      theme: themes.light,
      font: 'serif',
      formatValue: String,
      isChosen: ({ value }) => value === 40,
      hasSelection: true,
      width: 400,
      height: 300,
      ends: {},
      bars: null,
      ...more,
    });

  it('begins and ends the axes where the report says', () => {
    const ends = { xFrom: 0, xTo: 1, yFrom: -100, yTo: 100 };
    expect(option(seriesChart, bySeries, { ends })).toMatchObject({ yAxis: { min: -100, max: 100, interval: 50 } });
    const visual = chart('scatter', [
      field('Category', 'D.Company', 'column'),
      field('X', 'probability', 'measure'),
      field('Y', 'nps', 'measure'),
    ]);
    const result = { columns: ['D.Company', 'probability', 'nps'], rows: [['Acme', 0.8, -10]] };
    expect(option(visual, result, { ends })).toMatchObject({
      xAxis: { min: 0, max: 1 },
      yAxis: { min: -100, max: 100 },
    });
  });

  it('gives bars that count something bad their colour, and lines not', () => {
    expect(option(chart('bar', seriesChart.fields), bySeries, { bars: '#aa0000' })).toMatchObject({
      series: [{ color: '#aa0000' }, { color: '#aa0000' }],
    });
    const { series } = option(seriesChart, bySeries, { bars: '#aa0000' }) as { series: { color: string }[] };
    expect(series[0]?.color).not.toBe('#aa0000');
  });

  it('puts a dot on every point of a line or on none', () => {
    expect(option(seriesChart, bySeries)).toMatchObject({ series: [{ showSymbol: true, showAllSymbol: true }, {}] });
    expect(option(seriesChart, bySeries, { width: 12 })).toMatchObject({ series: [{ showSymbol: false }, {}] });
  });

  it('never joins a line over a blank', () => {
    expect(option(seriesChart, bySeries)).toMatchObject({ series: [{ connectNulls: false }, { connectNulls: false }] });
  });

  it('fades what is not selected', () => {
    const { series } = option(seriesChart, bySeries) as {
      series: { data: { value: number | null; itemStyle: { opacity: number } }[] }[];
    };
    expect(series[0]?.data[0]?.itemStyle.opacity).toBe(1);
    expect(series[1]?.data[0]?.itemStyle.opacity).toBeLessThan(0.5);
  });

  it.each(['line', 'column', 'bar', 'donut', 'scatter'])('draws a %s chart without any row', (kind) => {
    const visual = chart(kind, seriesChart.fields);
    expect(() => option(visual, { columns: bySeries.columns, rows: [] })).not.toThrow();
  });
});
