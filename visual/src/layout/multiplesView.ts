/** Small multiples: one panel per segment, all on the same scale. */
import type { Panel } from '../model/viewModel';
import type { Context } from './context';
import { GroupBuilder } from './groupBuilder';
import { inset, type Box, type Group, type Mark } from './scene';
import { stackedBar } from './stackedBar';
import { fitText } from './textWidth';
import { miniGauge } from './miniGauge';
import { scoreLabel, scoreRows } from './tooltips';
import { scoreRange, trendView } from './trendView';

const round = (value: number): number => Math.round(value * 100) / 100;

/** Width by height that suits each kind of panel. */
const shapes = { trend: 1.8, gauge: 1.3, bars: 4.5 } as const;

/** Columns and rows whose panels come closest to the wanted shape. */
export function gridOf(
  count: number,
  box: Box,
  asked: number,
  shape: number,
): { readonly columns: number; readonly rows: number } {
  if (asked > 0) return { columns: Math.min(asked, count), rows: Math.ceil(count / Math.min(asked, count)) };
  let best = { columns: 1, rows: count };
  let smallest = Infinity;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const ratio = box.width / columns / (box.height / rows);
    const cost = Math.abs(Math.log(ratio / shape)) + (columns * rows - count) * 0.04;
    if (cost < smallest) [smallest, best] = [cost, { columns, rows }];
  }
  return best;
}

function panel(
  context: Context,
  builder: GroupBuilder,
  found: Panel,
  box: Box,
  index: number,
  range: readonly [number, number],
): void {
  const { theme, words, format, measure, settings } = context;
  const { row, points } = found;
  const size = Math.max(8, Math.min(theme.fontSize, box.height * 0.16));
  const name = words.segment(row);
  const key = row.kind === 'other' ? 'other' : `segment-${row.members[0] ?? 0}`;
  const number =
    row.score.nps === null
      ? row.score.withheld
        ? words.translate('WithheldShort')
        : '–'
      : format.score(row.score.nps);
  const numberWidth = Math.min(box.width * 0.5, measure(number, size, 600));
  const filter = { segments: row.members };
  const datum = builder.datum({
    key,
    label: scoreLabel(context, row.score, name),
    tooltip: () => scoreRows(context, row.score, name),
    filter,
  });
  builder.add({ kind: 'rect', key: `${key}-hit`, ...box, fill: 'transparent', radius: 3, hit: true, datum });
  builder.text(
    `${key}-name`,
    fitText(name, box.width - numberWidth - 10, size, measure),
    box.x + 2,
    round(box.y + size),
    size,
    theme.foreground,
    { datum },
  );
  builder.text(
    `${key}-nps`,
    fitText(number, numberWidth + 2, size, measure, 600),
    box.x + box.width - 2,
    round(box.y + size),
    size,
    row.color ?? theme.foreground,
    { weight: 600, anchor: 'end', datum },
  );
  const rest = inset(box, size * 1.5, 2, 4, 2);
  if (rest.height < 8) return;
  const content = settings.multiples.content === 'trend' && points.length < 2 ? 'bars' : settings.multiples.content;
  if (content === 'bars') {
    const height = Math.min(16, rest.height);
    stackedBar(
      context,
      builder,
      row.score,
      { ...rest, height },
      { key, name, filter, labels: height > 11, interactive: false },
    );
  } else if (content === 'gauge') {
    builder.add(...miniGauge(theme, row.score, rest, key, row.color).map((mark): Mark => ({ ...mark, datum })));
  } else {
    const inner = trendView(
      { ...context, settings: { ...settings, trend: { ...settings.trend, labelLast: false } } },
      rest,
      { key: `${key}-trend`, label: name, points, range, small: true, segments: row.members },
    );
    builder.add(
      ...inner.marks
        .filter((mark) => mark.kind !== 'rect')
        .map((mark): Mark => ({ ...mark, key: `p${index}-${mark.key}`, datum })),
    );
  }
}

export function multiplesView(context: Context, box: Box): Group {
  const { model, settings, words } = context;
  const builder = new GroupBuilder();
  const range = scoreRange(
    context,
    model.panels.flatMap(({ points }) => points),
  );
  const { columns, rows } = gridOf(
    model.panels.length,
    box,
    settings.multiples.columns,
    shapes[settings.multiples.content],
  );
  const gap = Math.min(14, (box.width / columns) * 0.1);
  const width = (box.width - gap * (columns - 1)) / columns;
  const height = Math.min(
    (box.height - gap * (rows - 1)) / rows,
    settings.multiples.content === 'bars' ? 64 : Infinity,
  );
  model.panels.forEach((found, index) => {
    const x = box.x + (index % columns) * (width + gap);
    const y = box.y + Math.floor(index / columns) * (height + gap);
    panel(
      context,
      builder,
      found,
      { x: round(x), y: round(y), width: round(width), height: round(height) },
      index,
      range,
    );
  });
  const label = words.translate('ViewMultiples', model.segmentName ?? '');
  return builder.build({ key: 'multiples', role: 'group', label, attributes: { view: 'multiples' } });
}
