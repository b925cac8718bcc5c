/** Charts: drawn by ECharts, with the same values as a table for screen readers, and a keyboard way through every point. */
import { chartData, type ChartData, type ChartPoint, type ChartSeries } from '../charts/chartData';
import { chartOption, type AxisEnds } from '../charts/chartOption';
import { seriesColour } from '../charts/chartColours';
import { init, type ECharts } from '../charts/echarts';
import { h } from '../dom';
import { formatCell, formatNumber } from '../format';
import type { SelectedPoint } from '../host/protocol';
import type { BoundField, Cell, ResultTable } from '../../protocol';
import type { BuiltIn, BuiltInContext } from './builtIn';
import { pick, samePoint } from './fields';

const font = '"Segoe UI", system-ui, "Helvetica Neue", Arial, sans-serif';

interface Picked {
  readonly seriesIndex?: number;
  readonly dataIndex: number;
  readonly event?: { readonly event?: MouseEvent };
}

const axisEnds = (given: Readonly<Record<string, unknown>>): AxisEnds =>
  Object.fromEntries(
    ['xFrom', 'xTo', 'yFrom', 'yTo'].flatMap((end) => (typeof given[end] === 'number' ? [[end, given[end]]] : [])),
  );

export function createChart({ visual, locale, t, theme, tip, select, menu }: BuiltInContext): BuiltIn {
  const words = { yes: t('yes'), no: t('no') };
  const drawing = h('div', {
    class: 'chart',
    tabindex: 0,
    role: 'application',
    'aria-roledescription': 'chart',
    'aria-label': `${visual.altText} ${t('chartHint')}`,
  });
  const spoken = h('p', { class: 'hidden', 'aria-live': 'polite' });
  const values = h('div', { class: 'hidden' });
  const element = h('div', { class: 'chart-box' }, drawing, spoken, values);
  const reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  let chart: ECharts | undefined;
  let size = { width: 0, height: 0 };
  let data: ChartData = { category: null, categories: [], series: [], stacked: false };
  let selected: readonly SelectedPoint[] = [];
  let place: { series: number; point: number } | null = null;

  const say = (cell: Cell, field: BoundField): string => formatCell(cell, field, locale, words) || t('blank');
  const formatValue = (value: number, field: BoundField): string => formatNumber(value, field.format, locale);
  const isPie = visual.kind === 'donut';
  const ends = axisEnds(visual.objects['axes'] ?? {});
  const isBad = visual.objects['bars']?.['tone'] === 'bad';

  const at = (
    seriesIndex: number,
    pointIndex: number,
  ): { series: ChartSeries; point: ChartPoint; name: string } | null => {
    const bySlices = isPie && data.series.length > 1;
    const series = data.series[bySlices ? pointIndex : seriesIndex];
    const point = series?.points[bySlices ? 0 : pointIndex];
    if (!series || !point) return null;
    return { series, point, name: bySlices ? series.name : (data.categories[pointIndex] ?? '') };
  };

  const showTip = (seriesIndex: number, pointIndex: number, x: number, y: number): void => {
    const found = at(seriesIndex, pointIndex);
    if (!found) return tip.hide();
    const { name, point } = found;
    const all = isPie || visual.kind === 'scatter' ? [found.series] : data.series;
    const items = all.map((series) => {
      const value = series === found.series ? point.value : (series.points[pointIndex]?.value ?? null);
      return {
        header: name,
        displayName: series.name,
        value: value === null ? '–' : formatValue(value, series.field),
        color: seriesColour(series, data.series.indexOf(series), theme()),
      };
    });
    tip.show(point.selection, items, x, y);
  };

  const choose = (seriesIndex: number, pointIndex: number, several: boolean): void => {
    const found = at(seriesIndex, pointIndex);
    if (found && found.point.selection.values.length > 0) select(pick(selected, found.point.selection, several));
  };

  const draw = (): void => {
    if (size.width < 20 || size.height < 20) return;
    if (!chart) {
      chart = init(drawing, null, {
        ...size,
        renderer: 'canvas',
        devicePixelRatio: Math.max(2, window.devicePixelRatio),
      });
      chart.on('click', (event) => {
        const { seriesIndex = 0, dataIndex, event: inner } = event as Picked;
        const mouse = inner?.event;
        choose(seriesIndex, dataIndex, mouse?.ctrlKey === true || mouse?.shiftKey === true || mouse?.metaKey === true);
      });
      chart.on('mousemove', (event) => {
        const { seriesIndex = 0, dataIndex, event: inner } = event as Picked;
        if (inner?.event) showTip(seriesIndex, dataIndex, inner.event.clientX, inner.event.clientY);
      });
      chart.on('contextmenu', (event) => {
        const { seriesIndex = 0, dataIndex, event: inner } = event as Picked;
        const found = at(seriesIndex, dataIndex);
        inner?.event?.preventDefault();
        tip.hide();
        if (found && inner?.event) menu(found.point.selection, inner.event.clientX, inner.event.clientY);
      });
      chart.on('mouseout', () => tip.hide());
      chart.getZr().on('click', ({ target }) => {
        if (!target && selected.length > 0) select([]);
      });
    }
    chart.setOption(
      {
        ...chartOption({
          kind: visual.kind,
          data,
          theme: theme(),
          font: theme().font ?? font,
          formatValue,
          isChosen: (point) => selected.some((other) => samePoint(other, point.selection)),
          hasSelection: selected.length > 0,
          ends,
          bars: isBad && !theme().isHighContrast ? theme().detractor : null,
          ...size,
        }),
        ...(reducedMotion ? { animation: false } : {}),
      },
      { notMerge: true },
    );
  };

  const focusPoint = (): void => {
    if (!place) return;
    const found = at(place.series, place.point);
    if (!found) return;
    const { series, point, name } = found;
    spoken.textContent = `${name}, ${series.name}: ${point.value === null ? t('blank') : formatValue(point.value, series.field)}`;
    const box = drawing.getBoundingClientRect();
    const pixel: unknown = isPie
      ? null
      : chart?.convertToPixel({ seriesIndex: place.series }, [place.point, point.value ?? 0]);
    const [x = box.width / 2, y = box.height / 2] = Array.isArray(pixel) ? (pixel as number[]) : [];
    const scale = size.width > 0 ? box.width / size.width : 1;
    showTip(place.series, place.point, box.left + x * scale, box.top + y * scale);
    chart?.dispatchAction({ type: 'downplay' });
    chart?.dispatchAction({ type: 'highlight', seriesIndex: place.series, dataIndex: place.point });
  };

  drawing.addEventListener('keydown', (event) => {
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
    };
    const move = moves[event.key];
    const current = place ?? { series: 0, point: -1 };
    if (move) {
      event.preventDefault();
      const most = isPie && data.series.length > 1 ? data.series.length : data.categories.length;
      const clamp = (value: number, count: number): number => Math.min(Math.max(value, 0), Math.max(0, count - 1));
      place = {
        series: clamp(current.series + move[0], data.series.length),
        point: clamp(current.point + move[1], most),
      };
      focusPoint();
    } else if ((event.key === 'Enter' || event.key === ' ') && place) {
      event.preventDefault();
      choose(place.series, place.point, event.ctrlKey || event.shiftKey || event.metaKey);
    } else if (event.key === 'Escape') {
      tip.hide();
      if (selected.length > 0) select([]);
    }
  });
  drawing.addEventListener('blur', () => {
    tip.hide();
    chart?.dispatchAction({ type: 'downplay' });
  });

  const writeTable = (): void => {
    values.replaceChildren(
      h(
        'table',
        {},
        h('caption', {}, visual.title ?? visual.altText),
        h('tr', {}, h('th', {}, data.category?.caption ?? ''), ...data.series.map(({ name }) => h('th', {}, name))),
        ...data.categories.map((name, index) =>
          h(
            'tr',
            {},
            h('th', {}, name),
            ...data.series.map(({ points, field }) => {
              const value = points[index]?.value ?? null;
              return h('td', {}, value === null ? '' : formatValue(value, field));
            }),
          ),
        ),
      ),
    );
  };

  return {
    element,
    show(result: ResultTable, points) {
      data = chartData(visual, result, say);
      selected = points;
      writeTable();
      draw();
    },
    resize(width, height) {
      size = { width: Math.floor(width), height: Math.floor(height) };
      chart?.resize(size);
      draw();
    },
    recolour: draw,
    dispose: () => chart?.dispose(),
  };
}
