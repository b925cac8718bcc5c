/** The gauge: a half ring from −100 to 100 with its zero, interval, goal, benchmark and previous marks. */
import { arc } from 'd3-shape';
import { ruledContext, type Context } from './context';
import { GroupBuilder } from './groupBuilder';
import type { Box, Group, Mark } from './scene';
import { firstFitting } from './textWidth';
import { referenceRows, scoreLabel, scoreRows } from './tooltips';
import { pointFilter } from './pointFilter';
import { scoreColor } from './scoreColor';

/** Angle of a score: −100 points left, 0 up, 100 right. */
const angleOf = (score: number): number => (score / 100) * (Math.PI / 2);

/** Point on a circle around the origin at the angle of a score. */
const pointAt = (score: number, radius: number): readonly [number, number] => [
  Math.sin(angleOf(score)) * radius,
  -Math.cos(angleOf(score)) * radius,
];

const ring = (from: number, to: number, inner: number, outer: number, corner = 0): string =>
  arc().cornerRadius(corner).digits(2)({
    innerRadius: inner,
    outerRadius: outer,
    startAngle: angleOf(Math.min(from, to)),
    endAngle: angleOf(Math.max(from, to)),
  }) ?? '';

const fixed = (value: number): string => String(Math.round(value * 100) / 100);

const segment = (score: number, from: number, to: number): string => {
  const [x1, y1] = pointAt(score, from);
  const [x2, y2] = pointAt(score, to);
  return `M${fixed(x1)},${fixed(y1)}L${fixed(x2)},${fixed(y2)}`;
};

/** Size of the marks outside the ring and its interval. */
const pointerSize = (radius: number): number => Math.max(6, Math.min(9, radius * 0.08));

/** A small triangle outside the ring that points at it. */
const pointer = (score: number, tip: number, size: number): string => {
  const spread = (size * 0.62 * 100) / ((tip + size) * (Math.PI / 2));
  const points = [pointAt(score, tip), pointAt(score - spread, tip + size), pointAt(score + spread, tip + size)];
  return `M${points.map(([x, y]) => `${fixed(x)},${fixed(y)}`).join('L')}Z`;
};

interface Reference {
  readonly key: 'goal' | 'benchmark' | 'previous' | 'whole';
  readonly score: number;
  readonly text: string;
  /** The same, shortened. */
  readonly short: string;
  readonly color: string;
}

function references({ model, settings, theme, format, words }: Context): readonly Reference[] {
  const { headline, movement } = model;
  const found: Reference[] = [];
  const add = (key: Reference['key'], wordKey: string, score: number | null | undefined, color: string): void => {
    if (score === null || score === undefined) return;
    const shown = key === 'goal' || key === 'benchmark' ? format.axis(score) : format.score(score);
    const short = key === 'benchmark' || key === 'previous' ? wordKey.replace('Of', 'Short') : wordKey;
    found.push({ key, score, color, text: words.translate(wordKey, shown), short: words.translate(short, shown) });
  };
  if (settings.goal.show) add('goal', 'GoalOf', headline.goal, theme.goal);
  if (settings.goal.showBenchmark) add('benchmark', 'BenchmarkOf', headline.benchmark, theme.benchmark);
  const isNewest = headline.point !== null && headline.point === movement?.to;
  if (settings.gauge.showPrevious && isNewest) add('previous', 'PreviousOf', movement.from.score.nps, theme.muted);
  add('whole', 'WholeOf', headline.whole?.nps, theme.muted);
  return found;
}

/** The glyph of a reference, centred on x, y, as it also stands in the legend. */
function glyph(reference: Reference, x: number, y: number, size: number): Mark {
  const base = { key: `legend-${reference.key}`, stroke: reference.color };
  if (reference.key === 'goal') {
    const d = `M${-size / 2},${-size / 2}L${size / 2},${-size / 2}L0,${size / 2}Z`;
    return { ...base, kind: 'path', d, at: { x, y }, fill: reference.color };
  }
  const fill = reference.key === 'benchmark' ? reference.color : 'none';
  const dash = reference.key === 'whole' ? { dash: '2 2' } : {};
  return { ...base, ...dash, kind: 'circle', cx: x, cy: y, r: size / 2, fill, strokeWidth: 1.5 };
}

function referenceMarks(
  background: string,
  reference: Reference,
  at: { x: number; y: number },
  radius: number,
  thickness: number,
): readonly Mark[] {
  const { key, score, color } = reference;
  if (key === 'goal') {
    return [
      {
        kind: 'path',
        key: 'goal-tick',
        d: segment(score, radius - thickness, radius),
        at,
        stroke: color,
        strokeWidth: 2.5,
      },
      { kind: 'path', key: 'goal', d: pointer(score, radius + 8, pointerSize(radius)), at, fill: color },
    ];
  }
  const [x, y] = key === 'benchmark' ? pointAt(score, radius + 12) : pointAt(score, radius - thickness / 2);
  const fill = key === 'benchmark' ? color : background;
  const dash = key === 'whole' ? { dash: '2 2' } : {};
  const r = key === 'benchmark' ? pointerSize(radius) / 2 - 0.5 : Math.max(2.5, thickness * 0.24);
  return [{ kind: 'circle', key, cx: at.x + x, cy: at.y + y, r, fill, stroke: color, strokeWidth: 2, ...dash }];
}

interface Lines {
  readonly interval: string;
  readonly answers: readonly string[];
}

function captionLines({ model, settings, words }: Context): Lines {
  const { score, point } = model.headline;
  const period = point ? words.period(point) : '';
  const join = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ');
  const [long, short, excluded] = [words.answers(score), words.answersShort(score), words.excluded(score)];
  const counted = settings.labels.showCounts && score.answers !== 0;
  const told = counted
    ? [join(period, long, excluded), join(period, short, excluded), join(short, excluded), join(period, short), short]
    : [join(period, settings.labels.showCounts ? excluded : '')];
  return {
    interval: settings.gauge.showInterval ? words.interval(score) : '',
    answers: told.filter((text) => text !== ''),
  };
}

interface Legend {
  readonly entries: readonly { readonly reference: Reference; readonly text: string }[];
  readonly size: number;
  readonly width: number;
}

/** The legend in the longest wording that fits the width, then in smaller type; entries that fit in neither are left out. */
function legendOf({ measure, theme }: Context, found: readonly Reference[], width: number): Legend {
  const made = (count: number, wording: 'text' | 'short', size: number): Legend => {
    const entries = found.slice(0, count).map((reference) => ({ reference, text: reference[wording] }));
    const total = entries.reduce((sum, { text }) => sum + size * 2.3 + measure(text, size), -size * 1.2);
    return { entries, size, width: total };
  };
  const size = theme.fontSize;
  for (let count = found.length; count > 0; count--) {
    const tries = [
      made(count, 'text', size),
      made(count, 'short', size),
      made(count, 'short', Math.max(8, size * 0.85)),
    ];
    const fitting = tries.find((legend) => legend.width <= width);
    if (fitting) return fitting;
  }
  return made(0, 'short', size);
}

function addLegend(
  { theme, measure }: Context,
  builder: GroupBuilder,
  legend: Legend,
  middle: number,
  y: number,
): void {
  const { entries, size, width } = legend;
  let x = middle - width / 2;
  for (const { reference, text } of entries) {
    builder.add(glyph(reference, x + size * 0.4, y - size * 0.34, size * 0.62));
    builder.text(`legend-text-${reference.key}`, text, x + size * 1.1, y, size, theme.foreground);
    x += size * 2.3 + measure(text, size);
  }
}

export function gaugeView(given: Context, box: Box, key = 'gauge'): Group {
  const context = ruledContext(given, given.model.headline.point?.colors);
  const { model, settings, theme, format, words, measure } = context;
  const { score } = model.headline;
  const builder = new GroupBuilder();
  const size = theme.fontSize;
  const lineHeight = size * 1.5;
  const found = references(context);
  const lines = captionLines(context);
  const legend = legendOf(context, settings.labels.showLegend ? found : [], box.width);

  const wanted = [lines.interval !== '', lines.answers.length > 0, legend.entries.length > 0];
  const outside = 18;
  const side = outside + (settings.gauge.showScale ? measure('−100', size * 0.9) * 0.1 : 0);
  const widest = Math.max(0, box.width / 2 - side);
  const foot = size * 1.5;
  const fits = (count: number): number => Math.min(widest, box.height - outside - foot - count * lineHeight);
  let captions = wanted.filter(Boolean).length;
  while (captions > 0 && fits(captions) < Math.min(widest, 60)) captions -= 1;
  const radius = Math.max(12, fits(captions));
  const thickness = Math.max(5, radius * 0.15);
  const used = outside + radius + foot + captions * lineHeight;
  const at = { x: box.x + box.width / 2, y: box.y + Math.max(0, (box.height - used) / 2) + outside + radius };

  builder.add({
    kind: 'path',
    key: 'track',
    d: ring(-100, 100, radius - thickness, radius, 3),
    at,
    fill: theme.track,
    ...(theme.highContrast ? { stroke: theme.foreground, strokeWidth: 1 } : {}),
  });
  if (settings.gauge.showBands) {
    const low = Math.min(settings.gauge.bandLow, settings.gauge.bandHigh);
    const high = Math.max(settings.gauge.bandLow, settings.gauge.bandHigh);
    const bands = [
      ['band-low', -100, low, theme.groups.detractor],
      ['band-middle', low, high, theme.groups.passive],
      ['band-high', high, 100, theme.groups.promoter],
    ] as const;
    for (const [band, from, to, fill] of bands) {
      if (to > from)
        builder.add({
          kind: 'path',
          key: band,
          d: ring(from, to, radius - thickness - 5, radius - thickness - 2),
          at,
          fill,
        });
    }
  }
  const shown = score.nps;
  if (shown !== null) {
    const fill = scoreColor(theme, shown);
    if (settings.gauge.style === 'fill') {
      builder.add({ kind: 'path', key: 'value', d: ring(0, shown, radius - thickness, radius), at, fill });
      builder.add({
        kind: 'path',
        key: 'value-end',
        d: segment(shown, radius - thickness - 2, radius + 1),
        at,
        stroke: theme.foreground,
        strokeWidth: 2.5,
        round: true,
      });
    } else {
      const tip = pointAt(shown, radius - thickness * 0.25);
      const spread = 5;
      const left = pointAt(shown - spread, radius - thickness * 2.1);
      const right = pointAt(shown + spread, radius - thickness * 2.1);
      const d = `M${[tip, left, right].map(([x, y]) => `${fixed(x)},${fixed(y)}`).join('L')}Z`;
      builder.add({ kind: 'path', key: 'needle', d, at, fill: theme.score ?? theme.foreground });
    }
  }
  builder.add({
    kind: 'path',
    key: 'zero',
    d: segment(0, radius - thickness - 3, radius + 3),
    at,
    stroke: theme.muted,
    strokeWidth: 1.5,
  });
  if (score.interval && settings.gauge.showInterval) {
    const { lower, upper } = score.interval;
    const d = ring(lower, Math.max(upper, lower + 0.6), radius + 4, radius + 6.5);
    builder.add({
      kind: 'path',
      key: 'interval',
      d,
      at,
      fill: theme.foreground,
      opacity: theme.highContrast ? 1 : 0.62,
    });
  }
  // Where the legend has no room, a mark that it would name would only puzzle; the goal's triangle is known.
  const named = captions > 0 ? legend.entries.map(({ reference }) => reference) : [];
  for (const reference of found) {
    if (!settings.labels.showLegend || reference.key === 'goal' || named.includes(reference))
      builder.add(...referenceMarks(theme.background, reference, at, radius, thickness));
  }

  const inner = (radius - thickness) * 1.62;
  const missing = score.answers === null ? '–' : words.translate(score.withheld ? 'WithheldShort' : 'NoAnswers');
  const text = shown === null ? missing : format.score(shown);
  let big = radius * (shown === null ? 0.26 : 0.48);
  while (big > 9 && measure(text, big, 600) > inner) big -= 1;
  builder.text('number', text, at.x, at.y - radius * 0.06, big, theme.score ?? theme.foreground, {
    weight: 600,
    anchor: 'middle',
  });
  const caption = words.translate('Nps');
  if (radius > 44)
    builder.text('caption', caption, at.x, at.y - radius * 0.06 - big * 0.74 - size * 0.55, size * 0.95, theme.muted, {
      anchor: 'middle',
    });

  const scaleSize = size * 0.9;
  if (settings.gauge.showScale && settings.labels.showAxes && radius > 30) {
    const y = at.y + scaleSize * 1.15;
    builder.text('low', format.axis(-100), at.x - radius + thickness / 2, y, scaleSize, theme.muted, {
      anchor: 'middle',
    });
    builder.text('high', format.axis(100), at.x + radius - thickness / 2, y, scaleSize, theme.muted, {
      anchor: 'middle',
    });
  }

  let y = at.y + foot + size * 0.9;
  let room = captions;
  const captionTexts = [
    ['answers', firstFitting(lines.answers, box.width, size, measure)],
    ['interval-text', firstFitting([lines.interval], box.width, size, measure)],
  ] as const;
  const showLegend = legend.entries.length > 0 && room > 0;
  if (showLegend) room -= 1;
  for (const [name, line] of captionTexts) {
    if (line === '' || room <= 0) continue;
    builder.text(name, line, at.x, y, size, theme.muted, { anchor: 'middle' });
    y += lineHeight;
    room -= 1;
  }
  if (showLegend) addLegend(context, builder, legend, at.x, y);

  const { headline } = model;
  const name = headline.point ? words.period(headline.point) : '';
  const label = [
    scoreLabel(context, score, ''),
    name,
    ...found.map((reference) => reference.text),
    words.verdict(model),
  ]
    .filter((part) => part !== '')
    .join(', ');
  const datum = builder.datum({
    key: 'headline',
    label,
    tooltip: () => [...scoreRows(context, score, name || words.translate('Nps')), ...referenceRows(context, headline)],
    filter: pointFilter(headline.point),
  });
  builder.add({
    kind: 'rect',
    key: 'hit',
    x: box.x,
    y: box.y,
    width: box.width,
    height: box.height,
    fill: 'transparent',
    hit: true,
    datum,
  });
  return builder.build({
    key,
    role: 'img',
    label,
    attributes: {
      view: 'gauge',
      nps: shown === null ? '' : String(shown),
      answers: score.answers === null ? '' : String(score.answers),
      excluded: String(score.excluded),
    },
  });
}
