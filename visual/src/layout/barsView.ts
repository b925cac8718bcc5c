/** The bars: one overall, or one row per segment with its score. */
import type { SegmentRow } from '../model/viewModel';
import { ruledContext, type Context } from './context';
import { GroupBuilder } from './groupBuilder';
import { groupLegend } from './groupLegend';
import type { Box, Group } from './scene';
import { pointFilter } from './pointFilter';
import { divergingReach, stackedBar } from './stackedBar';
import { fitText, wrapText } from './textWidth';
import { referenceRows, scoreLabel, scoreRows } from './tooltips';

const round = (value: number): number => Math.round(value * 100) / 100;

function overall(given: Context, builder: GroupBuilder, box: Box): void {
  const context = ruledContext(given, given.model.headline.point?.colors);
  const { theme, settings, model } = context;
  const size = theme.fontSize;
  const legendHeight = settings.labels.showLegend && box.height > size * 3 ? size * 1.7 : 0;
  const height = Math.max(4, Math.min(36, box.height - legendHeight));
  const y = box.y + Math.max(0, (box.height - height - legendHeight) / 2);
  stackedBar(
    context,
    builder,
    model.headline.score,
    { ...box, y, height },
    {
      key: 'all',
      name: '',
      filter: pointFilter(model.headline.point) ?? {},
      labels: true,
      interactive: true,
    },
  );
  if (legendHeight) groupLegend(context, builder, box, y + height + size * 1.35, true);
}

interface Columns {
  readonly name: number;
  readonly nps: number;
  readonly answers: number;
}

function columnsOf({ model, settings, theme, format, words, measure }: Context, box: Box): Columns {
  const size = theme.fontSize;
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => measure(text, size)));
  const scores = model.segments.map(({ score }) =>
    score.nps === null ? words.translate('WithheldShort') : format.score(score.nps),
  );
  const answers = (): readonly string[] =>
    model.segments.map(({ score }) => (score.answers === null ? '' : format.count(score.answers)));
  const name = Math.min(widest(model.segments.map((row) => words.segment(row))) + size * 0.9, box.width * 0.36);
  const nps = settings.bars.showNps ? Math.max(widest(scores), measure(words.translate('Nps'), size)) * 1.08 + 12 : 0;
  const count =
    settings.labels.showCounts && box.width > 360
      ? Math.max(widest(answers()), measure(words.translate('Answers'), size)) + 14
      : 0;
  return { name, nps, answers: count };
}

/** Rows that fit at a readable height; one less when a line must say how many are left out. */
function rowsThatFit(rows: readonly SegmentRow[], height: number, least: number): number {
  const room = Math.floor(height / least);
  return rows.length <= room ? rows.length : Math.max(1, room - 1);
}

function perSegment(context: Context, builder: GroupBuilder, box: Box): void {
  const { model, settings, theme, format, words, measure, keyOf } = context;
  const size = theme.fontSize;
  const columns = columnsOf(context, box);
  const head = box.height > size * 7 && box.width > 220 ? size * 1.7 : 0;
  const barred = model.segments.some(({ score }) => score.counts !== null);
  const foot = barred && settings.labels.showLegend && box.height > size * 9 ? size * 1.9 : 0;
  const least = size * 1.55;
  const body = box.height - head - foot;
  const shown = rowsThatFit(model.segments, body, least);
  const hidden = model.segments.length - shown;
  const step = Math.min(size * 3.6, (body - (hidden ? least : 0)) / Math.max(1, shown));
  const right = box.x + box.width;
  const barX = box.x + columns.name;
  const barWidth = Math.max(0, box.width - columns.name - columns.nps - columns.answers);
  const npsX = barX + barWidth + columns.nps;
  if (head) {
    const y = box.y + size;
    builder.text(
      'head-name',
      fitText(model.segmentName ?? '', columns.name + barWidth - 8, size * 0.92, measure),
      box.x,
      y,
      size * 0.92,
      theme.muted,
    );
    if (columns.nps)
      builder.text('head-nps', words.translate('Nps'), npsX, y, size * 0.92, theme.muted, { anchor: 'end' });
    if (columns.answers)
      builder.text('head-answers', words.translate('Answers'), right, y, size * 0.92, theme.muted, { anchor: 'end' });
  }
  const reach = divergingReach(model.segments.slice(0, shown).map(({ score }) => score));
  model.segments.slice(0, shown).forEach((row, index) => {
    const y = box.y + head + step * index;
    const middle = y + step / 2;
    const name = words.segment(row);
    const key = row.kind === 'other' ? 'other' : keyOf('segment', row.members[0] ?? 0);
    const filter = { segments: row.members };
    const ruled = ruledContext(context, row.colors);
    const datum = builder.datum({
      key,
      label: scoreLabel(context, row.score, name),
      tooltip: () => [...scoreRows(ruled, row.score, name), ...referenceRows(context, row)],
      filter,
    });
    builder.add({
      kind: 'rect',
      key: keyOf(key, 'hit'),
      x: box.x,
      y: round(y),
      width: box.width,
      height: round(step),
      fill: 'transparent',
      hit: true,
      datum,
    });
    const lines = wrapText(name, columns.name - 8, size, step > size * 2.7 ? 2 : 1, measure);
    lines.forEach((line, at) => {
      const baseline = middle + size * (0.35 + (at - (lines.length - 1) / 2) * 1.2);
      builder.text(keyOf(keyOf(key, 'name'), at), line, box.x, round(baseline), size, theme.foreground, { datum });
    });
    const height = Math.max(3, Math.min(size * 2, step * 0.6));
    if (row.score.counts) {
      stackedBar(
        ruled,
        builder,
        row.score,
        { x: barX, y: middle - height / 2, width: barWidth, height },
        { key, name, filter, labels: height > 11, interactive: height > 8, reach },
      );
    } else if (row.score.nps !== null && barWidth > 20) {
      const x = barX + (barWidth * (row.score.nps + 100)) / 200;
      builder.add({
        kind: 'rect',
        key: keyOf(key, 'track'),
        x: barX,
        y: round(middle - 1),
        width: round(barWidth),
        height: 2,
        fill: theme.track,
      });
      builder.add({
        kind: 'circle',
        key: keyOf(key, 'dot'),
        cx: round(x),
        cy: round(middle),
        r: 4,
        fill: ruled.theme.score ?? ruled.theme.line,
        datum,
      });
    }
    if (columns.nps) {
      const text =
        row.score.nps === null
          ? row.score.withheld
            ? words.translate('WithheldShort')
            : '–'
          : format.score(row.score.nps);
      builder.text(
        keyOf(key, 'nps'),
        text,
        npsX,
        round(middle + size * 0.35),
        size,
        ruled.theme.score ?? theme.foreground,
        {
          anchor: 'end',
          weight: row.score.nps === null ? 400 : 600,
          datum,
        },
      );
    }
    if (columns.answers && row.score.answers !== null) {
      builder.text(
        keyOf(key, 'answers'),
        format.count(row.score.answers),
        right,
        round(middle + size * 0.35),
        size,
        theme.muted,
        { anchor: 'end', datum },
      );
    }
  });
  if (hidden)
    builder.text(
      'more',
      words.translate('More', format.count(hidden)),
      box.x,
      round(box.y + head + step * shown + least * 0.7),
      size * 0.92,
      theme.muted,
    );
  if (foot) {
    const bottom = box.y + head + step * shown + (hidden ? least : 0) + size * 1.4;
    // Under the bars where that leaves the names their full wording, else from the very left.
    const under = { ...box, x: barX, width: right - barX };
    groupLegend(context, builder, under.width > size * 24 ? under : box, bottom, false);
  }
}

export function barsView(context: Context, box: Box): Group {
  const { model, words } = context;
  const builder = new GroupBuilder();
  if (model.segments.length) perSegment(context, builder, box);
  else if (model.headline.score.counts) overall(context, builder, box);
  else {
    const { score } = model.headline;
    const text = score.nps === null ? words.missing(score) : words.translate('NoInterval');
    builder.text(
      'missing',
      fitText(text, box.width, context.theme.fontSize, context.measure),
      box.x,
      box.y + box.height / 2,
      context.theme.fontSize,
      context.theme.muted,
    );
  }
  return builder.build({
    key: 'bars',
    role: 'group',
    label: words.translate('ViewBars'),
    attributes: { view: 'bars' },
  });
}
