/** The journey: touchpoints in stage order, those off the path set apart, the biggest significant drop marked. */
import type { Stage } from '../model/viewModel';
import { ruledContext, type Context } from './context';
import { GroupBuilder } from './groupBuilder';
import { inset, type Box, type Group } from './scene';
import { scoreColor } from './scoreColor';
import { ruledTheme } from './theme';
import { firstFitting, fitText, wrapText } from './textWidth';
import { referenceRows, scoreLabel, scoreRows } from './tooltips';

const round = (value: number): number => Math.round(value * 100) / 100;
const keyOf = ({ row }: Stage): string => `segment-${row.members[0] ?? 0}`;

interface Frame {
  readonly x: (index: number) => number;
  readonly y: (score: number) => number;
  readonly step: number;
  /** Type of the stages' names: smaller where the longest word needs it. */
  readonly nameSize: number;
}

/** The largest size, down to three quarters, at which every word fits the width. */
function sizeOfNames({ model, words, theme, measure }: Context, width: number): number {
  const all = model.stages.flatMap(({ row }) => words.segment(row).split(/\s+/));
  const widest = Math.max(1, ...all.map((word) => measure(word, theme.fontSize)));
  return theme.fontSize * Math.min(1, Math.max(0.75, width / widest));
}

function stageMarks(
  context: Context,
  builder: GroupBuilder,
  stage: Stage,
  index: number,
  plot: Box,
  frame: Frame,
  quoteTop: number,
  quoteLines: number,
  below: boolean,
): void {
  const { words, format, measure, settings } = context;
  const { row, verbatim } = stage;
  const ruled = ruledContext(context, row.colors);
  const { theme } = ruled;
  const size = theme.fontSize;
  const name = words.segment(row);
  const key = keyOf(stage);
  const x = frame.x(index);
  const drop = stage.biggestDrop && settings.journey.markDrop;
  const quote = verbatim && settings.journey.showVerbatim ? verbatim : null;
  const extra = [
    ...(drop ? [{ name: words.translate('Change'), value: words.translate('BiggestDrop') }] : []),
    ...(quote ? [{ name: words.translate('Role_verbatim'), value: quote }] : []),
  ];
  const label = [scoreLabel(context, row.score, name), ...extra.map(({ value }) => value)].join(', ');
  const datum = builder.datum({
    key,
    label,
    tooltip: () => [...scoreRows(ruled, row.score, name), ...referenceRows(context, row), ...extra],
    filter: { segments: row.members },
  });
  builder.add({
    kind: 'rect',
    key: `${key}-hit`,
    x: round(x - frame.step / 2),
    y: plot.y - size * 2,
    width: round(frame.step),
    height: round(quoteTop + quoteLines * size * 1.35 - plot.y + size * 2.4),
    fill: 'transparent',
    hit: true,
    datum,
  });
  const { nps } = row.score;
  const y = nps === null ? plot.y + plot.height : frame.y(nps);
  if (row.score.interval) {
    const d = `M${round(x)},${round(frame.y(row.score.interval.lower))}V${round(frame.y(row.score.interval.upper))}`;
    builder.add({
      kind: 'path',
      key: `${key}-interval`,
      d,
      stroke: theme.muted,
      strokeWidth: 1.5,
      opacity: theme.highContrast ? 1 : 0.6,
      datum,
    });
  }
  // The number stands clear of the interval, on the side that the line does not come from.
  const { interval } = row.score;
  const reach = { top: interval ? frame.y(interval.upper) : y - 7, bottom: interval ? frame.y(interval.lower) : y + 7 };
  const numberY = below ? Math.max(reach.bottom, y + 7) + size * 1.05 : Math.min(reach.top, y - 7) - 5;
  // A dot without a score would stand at one.
  if (nps !== null) {
    builder.add({
      kind: 'circle',
      key: `${key}-dot`,
      cx: round(x),
      cy: round(y),
      r: 6,
      fill: scoreColor(theme, nps),
      stroke: theme.background,
      strokeWidth: 1.5,
      datum,
    });
  }
  const text = nps === null ? (row.score.withheld ? words.translate('WithheldShort') : '–') : format.score(nps);
  builder.text(
    `${key}-nps`,
    fitText(text, frame.step - 4, size, measure, 600),
    round(x),
    round(numberY),
    size,
    nps === null ? theme.muted : theme.foreground,
    { weight: nps === null ? 400 : 600, anchor: 'middle', datum },
  );
  const names = wrapText(name, frame.step - 4, frame.nameSize, 2, measure);
  names.forEach((line, at) =>
    builder.text(
      `${key}-name-${at}`,
      line,
      round(x),
      round(plot.y + plot.height + size * (2.8 + at * 1.25)),
      frame.nameSize,
      theme.foreground,
      { anchor: 'middle', datum },
    ),
  );
  if (quote && quoteLines > 0) {
    const lines = wrapText(`“${quote}”`, frame.step - 12, size * 0.92, quoteLines, measure);
    lines.forEach((line, at) =>
      builder.text(
        `${key}-quote-${at}`,
        line,
        round(x),
        round(quoteTop + size * (1 + at * 1.3)),
        size * 0.92,
        theme.muted,
        { anchor: 'middle', datum },
      ),
    );
  }
}

/** Whether the line comes from above on both sides, where there are any. */
function isValley(stages: readonly Stage[], index: number): boolean {
  const score = (at: number): number | null =>
    stages[at]?.order === null ? null : (stages[at]?.row.score.nps ?? null);
  const own = score(index);
  const around = [score(index - 1), score(index + 1)].filter((nps) => nps !== null);
  return own !== null && around.length > 0 && around.every((nps) => nps > own);
}

/** Where the stages apart from the path begin; null where there are none, or no path that they could be apart from. */
const firstApart = (stages: readonly Stage[]): number | null => {
  const onPath = stages.filter(({ order }) => order !== null).length;
  return onPath === 0 || onPath === stages.length ? null : onPath;
};

/** The words over the path: the biggest drop over its link, what stands apart over its own stages, the footnote before both. */
function addHeadings(
  context: Context,
  builder: GroupBuilder,
  box: Box,
  stages: readonly Stage[],
  x: (index: number) => number,
  step: number,
): void {
  const { theme, words, measure, settings, footnote } = context;
  const size = theme.fontSize * 0.92;
  const baseline = box.y + theme.fontSize;
  const right = box.x + box.width;
  const apart = firstApart(stages);
  let free = right;
  if (apart !== null) {
    const wordings = [words.translate('OffPath'), words.translate('OffPathShort')];
    const text = firstFitting(wordings, box.width * 0.4, size, measure);
    // Its own stages may be too narrow for it: then it ends with them and begins before.
    const own = box.width - step * apart - 8;
    const left = Math.min(box.x + step * apart + 6, right - measure(text, size));
    builder.text('off-path', text, Math.round(left), baseline, size, theme.muted);
    free = text === '' || measure(text, size) <= own ? box.x + step * apart : left;
  }
  const note = (room: number): void => {
    if (measure(footnote, size) <= room) builder.text('footnote', footnote, box.x, baseline, size, theme.muted);
  };
  const drop = settings.journey.markDrop ? stages.findIndex(({ biggestDrop }) => biggestDrop) : -1;
  if (drop < 1) return note(free - box.x - size);
  const sign = size * 1.1;
  const wordings = [words.translate('BiggestDrop'), words.translate('BiggestDropShort')];
  const text = firstFitting(wordings, free - box.x - sign - 10, size, measure);
  if (text === '') return;
  const width = sign + measure(text, size, 600);
  const middle = (x(drop - 1) + x(drop)) / 2;
  const left = Math.round(Math.max(box.x, Math.min(middle - width / 2, free - width - 8)));
  const color = theme.highContrast ? theme.foreground : theme.groups.detractor;
  const at = { x: left + 4, y: baseline - size * 0.35 };
  builder.add({ kind: 'path', key: 'drop-sign', d: 'M-4,-3L4,-3L0,4Z', at, fill: color });
  builder.text('drop', text, left + sign, baseline, size, color, { weight: 600 });
  note(left - box.x - size);
}

export function journeyView(context: Context, box: Box): Group {
  const { model, theme, words, format, settings } = context;
  const builder = new GroupBuilder();
  const size = theme.fontSize;
  const { stages } = model;
  const step = box.width / stages.length;
  const quotes = settings.journey.showVerbatim && stages.some(({ verbatim }) => verbatim) && step > 70;
  const quoteLines = quotes ? Math.max(0, Math.min(4, Math.floor((box.height - size * 12) / (size * 1.4)))) : 0;
  const names = size * 3.2;
  const plot = inset(
    box,
    size * 3,
    0,
    names + size * 1.2 + quoteLines * size * 1.35 + (quoteLines ? size * 0.6 : 0),
    0,
  );
  const scores = stages.flatMap(({ row: { score } }) =>
    score.interval ? [score.interval.lower, score.interval.upper] : score.nps === null ? [] : [score.nps],
  );
  const low = scores.length ? Math.min(...scores, 0) : -100;
  const high = scores.length ? Math.max(...scores, 0) : 100;
  const y = (score: number): number => plot.y + plot.height * (1 - (score - low) / Math.max(1, high - low));
  const x = (index: number): number => box.x + step * (index + 0.5);
  const nameSize = sizeOfNames(context, step - 4);

  builder.add({
    kind: 'path',
    key: 'zero',
    d: `M${box.x},${round(y(0))}H${round(box.x + box.width)}`,
    stroke: theme.grid,
    strokeWidth: 1,
  });
  if (settings.labels.showAxes && scores.length && step > 60)
    builder.text('zero-tick', format.tick(0), box.x, round(y(0) - 4), size * 0.92, theme.muted);
  const apart = firstApart(stages);
  if (apart !== null) {
    const edge = round(box.x + step * apart);
    builder.add({
      kind: 'path',
      key: 'edge',
      d: `M${edge},${round(box.y + size * 1.5)}V${round(box.y + box.height)}`,
      stroke: theme.muted,
      strokeWidth: 1,
      dash: '3 4',
    });
  }
  addHeadings(context, builder, box, stages, x, step);
  let from: readonly [number, number] | null = null;
  stages.forEach((stage, index) => {
    const { nps } = stage.row.score;
    if (nps === null || stage.order === null) return;
    const to = [x(index), y(nps)] as const;
    if (from) {
      const drop = stage.biggestDrop && settings.journey.markDrop;
      const { line, groups } = ruledTheme(theme, stage.row.colors);
      const stroke = drop && !theme.highContrast ? groups.detractor : line;
      builder.add({
        kind: 'path',
        key: `link-${keyOf(stage)}`,
        d: `M${round(from[0])},${round(from[1])}L${round(to[0])},${round(to[1])}`,
        stroke,
        strokeWidth: drop ? 3.5 : 2,
        round: true,
      });
    }
    from = to;
  });
  const quoteTop = plot.y + plot.height + names + size * 1.4;
  stages.forEach((stage, index) =>
    stageMarks(
      context,
      builder,
      stage,
      index,
      plot,
      { x, y, step, nameSize },
      quoteTop,
      quoteLines,
      isValley(stages, index),
    ),
  );
  return builder.build({
    key: 'journey',
    role: 'group',
    label: words.translate('ViewJourney'),
    attributes: { view: 'journey' },
  });
}
