/** Small multiples: one panel per segment, all on the same scale. */
import type { Panel } from '../model/viewModel';
import { ruledContext, type Context } from './context';
import { GroupBuilder } from './groupBuilder';
import { inset, type Box, type Group } from './scene';
import { divergingReach, stackedBar, type Reach } from './stackedBar';
import { fitText, wrapText } from './textWidth';
import { panelTrend, type PlacesOf } from './panelTrend';
import { along } from './linePath';
import { miniGauge, miniRadius } from './miniGauge';
import { multiplesLegend } from './multiplesLegend';
import { scoreLabel, scoreRows } from './tooltips';
import { scoreRange } from './scoreRange';

const round = (value: number): number => Math.round(value * 100) / 100;

/** Width by height that suits each kind of panel. */
const shapes = { trend: 1.8, gauge: 1.3, bars: 4.5 } as const;

/** Columns and rows whose panels come closest to the wanted shape. */
function gridOf(
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

/** What all panels share, so that they can be compared. */
interface Scale {
  readonly range: readonly [number, number];
  readonly reach: Reach;
  /** Lines that every panel keeps for its name. */
  readonly lines: number;
  readonly placesOf: PlacesOf;
}

function panel(
  given: Context,
  builder: GroupBuilder,
  found: Panel,
  box: Box,
  index: number,
  { range, reach, lines, placesOf }: Scale,
): void {
  const { row, series } = found;
  const context = ruledContext(given, row.colors);
  const { theme, words, format, measure, settings, keyOf } = context;
  const name = words.segment(row);
  const key = row.kind === 'other' ? 'other' : keyOf('segment', row.members[0] ?? 0);
  const number =
    row.score.nps === null
      ? row.score.withheld
        ? words.translate('WithheldShort')
        : '–'
      : format.score(row.score.nps);
  const lined = (series?.nps.length ?? 0) > 1;
  const content = settings.multiples.content === 'trend' && !lined ? 'bars' : settings.multiples.content;
  // A bar leaves more of its panel to the name than a curve does.
  const size = Math.max(8, Math.min(theme.fontSize, box.height * (content === 'bars' ? 0.3 : 0.16)));
  const rest = inset(box, size * (0.3 + lines * 1.2), 2, 4, 2);
  // A gauge that is large enough holds its number itself.
  const inside = content === 'gauge' && miniRadius(rest) > size * 2.2;
  const numberWidth = inside ? 0 : Math.min(box.width * 0.5, measure(number, size, 600));
  const filter = { segments: row.members };
  const datum = builder.datum({
    key,
    label: scoreLabel(context, row.score, name),
    tooltip: () => scoreRows(context, row.score, name),
    filter,
  });
  builder.add({ kind: 'rect', key: keyOf(key, 'hit'), ...box, fill: 'transparent', radius: 3, hit: true, datum });
  const numberColor = theme.score ?? theme.foreground;
  wrapText(name, box.width - numberWidth - 10, size, lines, measure).forEach((line, at) =>
    builder.text(
      keyOf(keyOf(key, 'name'), at),
      line,
      box.x + 2,
      round(box.y + size * (1 + at * 1.2)),
      size,
      theme.foreground,
      {
        datum,
      },
    ),
  );
  if (!inside) {
    const shown = fitText(number, numberWidth + 2, size, measure, 600);
    const style = { weight: 600, anchor: 'end', datum } as const;
    builder.text(keyOf(key, 'nps'), shown, box.x + box.width - 2, round(box.y + size), size, numberColor, style);
  }
  if (rest.height < 8) return;
  if (content === 'bars') {
    const height = Math.min(16, rest.height);
    stackedBar(
      context,
      builder,
      row.score,
      { ...rest, height },
      { key, name, filter, labels: height > 11, interactive: false, reach },
    );
  } else if (content === 'gauge') {
    const goal = settings.goal.show ? row.goal : null;
    for (const mark of miniGauge(theme, row.score, rest, key, goal)) builder.add({ ...mark, datum });
    if (inside) {
      const room = miniRadius(rest) * 1.2;
      let big = Math.min(size * 2.4, miniRadius(rest) * 0.5);
      while (big > size && measure(number, big, 600) > room) big -= 1;
      const base = rest.y + (rest.height + miniRadius(rest)) / 2;
      const style = { weight: 600, anchor: 'middle', datum } as const;
      builder.text(
        keyOf(key, 'nps'),
        fitText(number, room, big, measure, 600),
        round(rest.x + rest.width / 2),
        round(base),
        big,
        numberColor,
        style,
      );
    }
  } else if (series)
    panelTrend(context, builder, series, rest, range, placesOf, { name: keyOf('panel', index), datum });
}

export function multiplesView(context: Context, whole: Box): Group {
  const { model, settings, words, theme, measure } = context;
  const builder = new GroupBuilder();
  const range = scoreRange(
    context,
    model.panels.flatMap(({ series }) => series ?? []),
  );
  const reach = divergingReach(model.panels.map(({ row }) => row.score));
  const box = multiplesLegend(context, builder, whole, range);
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
  const { fontSize } = theme;
  const long = model.panels.some(({ row }) => measure(words.segment(row), fontSize) > width - fontSize * 4);
  const lines = long && height > fontSize * 9 ? 2 : 1;
  const columnPlaces = new Map<number, readonly string[]>();
  const placesOf: PlacesOf = (x, spacing, count) => {
    const known = columnPlaces.get(x) ?? along(x, spacing, count, context.tenths);
    columnPlaces.set(x, known);
    return known;
  };
  model.panels.forEach((found, index) => {
    const x = box.x + (index % columns) * (width + gap);
    const y = box.y + Math.floor(index / columns) * (height + gap);
    panel(context, builder, found, { x: round(x), y: round(y), width: round(width), height: round(height) }, index, {
      range,
      reach,
      lines,
      placesOf,
    });
  });
  const label = words.translate('ViewMultiples', model.segmentName ?? '');
  return builder.build({ key: 'multiples', role: 'group', label, attributes: { view: 'multiples' } });
}
