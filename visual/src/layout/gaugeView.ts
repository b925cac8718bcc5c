/** The gauge: a half ring from −100 to 100 with its zero, interval, goal, benchmark and previous marks. */
import { ruledContext, type Context } from './context';
import { GroupBuilder } from './groupBuilder';
import { addDial } from './gaugeDial';
import { addReferenceLegend, referenceLegend, referenceMarks, references } from './gaugeReferences';
import type { Box, Group } from './scene';
import { firstFitting } from './textWidth';
import { referenceRows, scoreLabel, scoreRows } from './tooltips';
import { pointFilter } from './pointFilter';

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

export function gaugeView(given: Context, box: Box, key = 'gauge'): Group {
  const context = ruledContext(given, given.model.headline.point?.colors);
  const { model, settings, theme, format, words, measure } = context;
  const { score } = model.headline;
  const shown = score.nps;
  const builder = new GroupBuilder();
  const size = theme.fontSize;
  const lineHeight = size * 1.5;
  const found = references(context);
  const lines = captionLines(context);
  const legend = referenceLegend(context, settings.labels.showLegend ? found : [], box.width);

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

  const onRing = { at, radius, thickness };
  addDial(context, builder, onRing);
  // Where the legend has no room, a mark that it would name would only puzzle; the goal's triangle is known.
  const named = captions > 0 ? legend.entries.map(({ reference }) => reference) : [];
  const marked = settings.labels.showLegend
    ? found.filter((reference) => reference.key === 'goal' || named.includes(reference))
    : found;
  for (const mark of referenceMarks(theme.background, marked, onRing)) builder.add(mark);

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
    builder.text('low', format.tick(-100), at.x - radius + thickness / 2, y, scaleSize, theme.muted, {
      anchor: 'middle',
    });
    builder.text('high', format.tick(100), at.x + radius - thickness / 2, y, scaleSize, theme.muted, {
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
  if (showLegend) addReferenceLegend(context, builder, legend, at.x, y);

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
