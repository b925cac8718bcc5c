/** Describes a chart to ECharts: pure, from data and theme. */
import type { BoundField } from '../../protocol';
import type { ChartData, ChartPoint, ChartSeries } from './chartData';
import { seriesColour } from './chartColours';
import type { Theme } from '../theme';

/** An ECharts option; the library's own type is no narrower. */
export type ChartOption = Record<string, unknown>;

export interface ChartRequest {
  readonly kind: string;
  readonly data: ChartData;
  readonly theme: Theme;
  readonly font: string;
  readonly formatValue: (value: number, field: BoundField) => string;
  readonly isChosen: (point: ChartPoint) => boolean;
  readonly hasSelection: boolean;
  readonly width: number;
  readonly height: number;
  /** Ends of the axes that the report fixes. */
  readonly ends: AxisEnds;
  /** Colour of bars that count something bad; null: as usual. */
  readonly bars: string | null;
}

export interface AxisEnds {
  readonly xFrom?: number;
  readonly xTo?: number;
  readonly yFrom?: number;
  readonly yTo?: number;
}

/** An axis whose both ends are fixed has its marks at quarters between them. */
const fixedEnds = (from: number | undefined, to: number | undefined): ChartOption => ({
  min: from,
  max: to,
  ...(from === undefined || to === undefined ? {} : { interval: (to - from) / 4 }),
});

/** Shares on an axis need no decimals. */
const onAxis = (field: BoundField): BoundField =>
  field.format?.includes('%') === true ? { ...field, format: '0%' } : field;

const faded = 0.3;

const horizontal = (kind: string): boolean => kind === 'bar';
const asLine = (kind: string): boolean => kind === 'line';

/** Lines that say what was aimed for or compared with are drawn as steps or dashes, so that colour is not all they have. */
const lineStyle = (series: ChartSeries): { readonly step: 'middle' | false; readonly type: 'solid' | 'dashed' } => {
  const name = `${series.name} ${series.field.queryName}`;
  if (/goal|\bmål\b|quota|kvote/i.test(name)) return { step: 'middle', type: 'dashed' };
  return { step: false, type: /benchmark|previous|forrige/i.test(name) ? 'dashed' : 'solid' };
};

/** Whether each bar has its number at its end. */
const labelled = ({ series, categories }: ChartData): boolean => series.length === 1 && categories.length <= 14;

function axes(request: ChartRequest): ChartOption {
  const { kind, data, theme, font, formatValue } = request;
  const label = { color: theme.muted, fontFamily: font, fontSize: 12 };
  const measured = data.series[0]?.field;
  const values = {
    type: 'value',
    splitNumber: 4,
    splitLine: { lineStyle: { color: theme.line } },
    axisLabel: {
      ...label,
      formatter: (figure: number) => (measured ? formatValue(figure, onAxis(measured)) : String(figure)),
    },
    scale: asLine(kind),
    ...fixedEnds(request.ends.yFrom, request.ends.yTo),
    // Bars that carry their numbers need no axis besides.
    show: !(horizontal(kind) && labelled(data)),
  };
  const category = {
    type: 'category',
    data: data.categories,
    inverse: horizontal(kind),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: theme.line } },
    axisLabel: {
      ...label,
      hideOverlap: true,
      // The first and the last label stay inside the drawing.
      ...(asLine(kind) ? { alignMinLabel: 'left', alignMaxLabel: 'right' } : {}),
      ...(horizontal(kind) ? { width: Math.min(170, request.width * 0.34), overflow: 'truncate' } : {}),
    },
    boundaryGap: !asLine(kind),
  };
  return horizontal(kind) ? { yAxis: category, xAxis: values } : { xAxis: category, yAxis: values };
}

function lineSeries(one: ChartSeries, points: readonly object[], colour: string, width: number): object {
  const { step, type } = lineStyle(one);
  return {
    type: 'line',
    name: one.name,
    data: points,
    color: colour,
    step,
    connectNulls: false,
    symbol: 'circle',
    symbolSize: step ? 0 : 6,
    // A dot on every point or on none: the chart's own choice leaves some out.
    showSymbol: points.length === 1 || points.length * 13 <= width,
    showAllSymbol: true,
    lineStyle: { width: type === 'dashed' ? 1.5 : 2.5, type },
    z: type === 'dashed' ? 2 : 3,
  };
}

function barSeries(one: ChartSeries, points: readonly object[], colour: string, request: ChartRequest): object {
  const { data, kind, theme, font, formatValue } = request;
  const alone = data.series.length === 1;
  return {
    type: 'bar',
    name: one.name,
    data: points,
    color: colour,
    stack: data.stacked ? 'all' : undefined,
    barMaxWidth: 34,
    itemStyle: { borderRadius: alone ? 3 : 0, borderColor: theme.card, borderWidth: data.stacked ? 1 : 0 },
    label: {
      show: labelled(data),
      position: horizontal(kind) ? 'right' : 'top',
      color: theme.text,
      fontFamily: font,
      fontSize: 12,
      formatter: ({ value }: { readonly value: number | null }) =>
        value === null ? '' : formatValue(value, one.field),
    },
  };
}

/** Room for the longest number at the end of a bar, a digit about 7 pixels wide. */
const labelRoom = ({ data, formatValue }: ChartRequest): number =>
  16 +
  7 *
    Math.max(
      4,
      ...data.series.flatMap(({ points, field }) =>
        points.map(({ value }) => (value === null ? 0 : formatValue(value, field).length)),
      ),
    );

function cartesian(request: ChartRequest): ChartOption {
  const { kind, data, theme, isChosen, hasSelection } = request;
  const series = data.series.map((one, index) => {
    const colour = (asLine(kind) ? null : request.bars) ?? seriesColour(one, index, theme);
    const points = one.points.map((point) => ({
      value: point.value,
      itemStyle: { opacity: hasSelection && !isChosen(point) ? faded : 1 },
    }));
    return asLine(kind) ? lineSeries(one, points, colour, request.width) : barSeries(one, points, colour, request);
  });
  const several = data.series.length > 1;
  // Room at the end of the bars for their labels.
  const right = horizontal(kind) && !several ? labelRoom(request) : asLine(kind) ? 28 : 16;
  return {
    ...axes(request),
    series,
    legend: legendOf(request, several),
    grid: { left: 4, right, top: several ? 32 : horizontal(kind) ? 4 : 20, bottom: 4, containLabel: true },
  };
}

const legendOf = ({ theme, font }: ChartRequest, show: boolean): object => ({
  show,
  top: 0,
  left: 0,
  type: 'scroll',
  icon: 'roundRect',
  itemWidth: 12,
  itemHeight: 8,
  itemGap: 16,
  textStyle: { color: theme.muted, fontFamily: font, fontSize: 12 },
  selectedMode: false,
});

function donut(request: ChartRequest): ChartOption {
  const { data, theme, font, isChosen, hasSelection } = request;
  const [only] = data.series;
  const slices =
    data.categories.length > 0 && data.series.length === 1 && only
      ? only.points.map((point, index) => ({
          point,
          name: data.categories[index] ?? '',
          series: { ...only, name: data.categories[index] ?? '' },
        }))
      : data.series.flatMap((series) =>
          series.points.slice(0, 1).map((point) => ({ point, name: series.name, series })),
        );
  return {
    legend: { ...legendOf(request, true), orient: 'vertical', right: 0, left: undefined, top: 'middle' },
    series: [
      {
        type: 'pie',
        radius: ['58%', '84%'],
        center: ['36%', '50%'],
        data: slices.map(({ point, name, series }, index) => ({
          name,
          value: point.value,
          itemStyle: {
            color: seriesColour(series, index, theme),
            opacity: hasSelection && !isChosen(point) ? faded : 1,
            borderColor: theme.card,
            borderWidth: 2,
          },
        })),
        label: { show: false, fontFamily: font },
      },
    ],
  };
}

function scatter(request: ChartRequest): ChartOption {
  const { data, theme, font, formatValue, isChosen, hasSelection } = request;
  const [series] = data.series;
  if (!series) return {};
  const largest = Math.max(1, ...series.points.map(({ size }) => size ?? 0));
  const label = { color: theme.muted, fontFamily: font, fontSize: 12 };
  const axis = {
    type: 'value',
    splitNumber: 4,
    scale: true,
    splitLine: { lineStyle: { color: theme.line } },
    axisLine: { show: false, onZero: false },
    axisTick: { show: false },
  };
  const nameStyle = { color: theme.muted, fontFamily: font, fontSize: 12 };
  return {
    grid: { left: 4, right: 24, top: 40, bottom: 22, containLabel: true },
    xAxis: {
      ...axis,
      ...fixedEnds(request.ends.xFrom, request.ends.xTo),
      name: data.across?.caption ?? '',
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: nameStyle,
      axisLabel: {
        ...label,
        formatter: (value: number) => (data.across ? formatValue(value, onAxis(data.across)) : String(value)),
      },
    },
    yAxis: {
      ...axis,
      ...fixedEnds(request.ends.yFrom, request.ends.yTo),
      name: series.name,
      // Clear of the largest point at the top of the axis.
      nameGap: 22,
      nameTextStyle: { ...nameStyle, align: 'left' },
      axisLabel: { ...label, formatter: (value: number) => formatValue(value, onAxis(series.field)) },
    },
    series: [
      {
        type: 'scatter',
        color: seriesColour(series, 0, theme),
        data: series.points.map((point) => ({
          value: [point.x ?? null, point.value],
          symbolSize:
            point.size === null || point.size === undefined
              ? 10
              : 6 + 30 * Math.sqrt(Math.max(0, point.size) / largest),
          itemStyle: { opacity: hasSelection && !isChosen(point) ? faded : 0.7 },
        })),
      },
    ],
  };
}

/** The whole option; a chart without data has none of its parts. */
export function chartOption(request: ChartRequest): ChartOption {
  const drawn =
    request.kind === 'scatter' ? scatter(request) : request.kind === 'donut' ? donut(request) : cartesian(request);
  return { animationDuration: 350, animationDurationUpdate: 250, ...drawn };
}
