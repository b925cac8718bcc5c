/** The distribution: answers per score 0…10, coloured by group. */
import { largestRemainder } from '../model/largestRemainder';
import type { Group as AnswerGroup } from '../model/viewModel';
import { ruledContext, type Context } from './context';
import { addFootnote } from './footnote';
import { addGroupBlock } from './groupBlock';
import { GroupBuilder } from './groupBuilder';
import { pointFilter } from './pointFilter';
import type { Box, Group } from './scene';
import { firstFitting, fitText } from './textWidth';
import { within } from './theme';
import { groupKeys, scoreRows } from './tooltips';

const round = (value: number): number => Math.round(value * 100) / 100;

export const groupOf = (score: number): AnswerGroup => (score <= 6 ? 'detractor' : score <= 8 ? 'passive' : 'promoter');

const spans = [
  ['detractor', 0, 6],
  ['passive', 7, 8],
  ['promoter', 9, 10],
] as const;

export function distributionView(context: Context, box: Box): Group {
  const { model, theme, words, format, measure, settings, keyOf } = context;
  const builder = new GroupBuilder();
  const { answers, colors } = model.distribution ?? { answers: null, colors: [] };
  const size = theme.fontSize * 0.92;
  if (!answers) {
    const { score } = model.headline;
    const text = score.withheld ? words.missing(score) : words.translate('Problem_responsesWithoutScore');
    builder.text('missing', fitText(text, box.width, size, measure), box.x, box.y + box.height / 2, size, theme.muted);
  } else {
    const shares = largestRemainder(answers, 1);
    const most = Math.max(...answers, 1e-9);
    const axis = settings.labels.showAxes && box.height > size * 4 ? size * 1.6 : 0;
    const spanned = settings.labels.showLegend && box.height > size * 8 && box.width > 220 ? size * 1.9 : 0;
    const step = box.width / 11;
    const wordings = ([1, 0] as const).map((decimals) =>
      shares.map((share, score) => format.visibleShare(share, decimals, (answers[score] ?? 0) > 0)),
    );
    const texts = wordings.find((found) => found.every((text) => measure(text, size) <= step - 3)) ?? [];
    const labelled = box.height > size * 6 && texts.length > 0;
    const noted = context.footnote !== '' && box.height > size * 14 ? size * 1.5 : 0;
    if (noted) addFootnote(context, builder, box, box.y + size);
    const top = (labelled ? size * 1.5 : 2) + noted;
    const height = Math.max(0, box.height - axis - spanned - top);
    const base = box.y + top + height;
    answers.forEach((count, score) => {
      const group = groupOf(score);
      const { theme } = ruledContext(context, colors[score]);
      const tall = count > 0 ? Math.max(1, (count / most) * height) : 0;
      const middle = box.x + step * (score + 0.5);
      const datum = builder.datum({
        key: keyOf('score', score),
        label: `${words.translate('Score')} ${score}, ${words.translate(groupKeys[group])}: ${format.count(count)}, ${format.percent(shares[score] ?? 0, 1)}`,
        tooltip: () =>
          [
            {
              name: words.translate('Answers'),
              value: format.count(count),
              header: `${words.translate('Score')} ${score}`,
              color: theme.groups[group],
            },
            { name: words.translate('Share'), value: format.percent(shares[score] ?? 0, 1) },
            ...scoreRows(context, model.headline.score, ''),
          ].map(({ header, ...row }, index) => (index === 0 && header ? { ...row, header } : row)),
        filter: { ...pointFilter(model.headline.point), score },
      });
      const place = { x: middle - step * 0.39, y: base - tall, width: step * 0.78, height: tall };
      const bar = within(place, theme.outlines[group]);
      addGroupBlock(builder, theme, group, {
        key: keyOf('bar', score),
        x: round(bar.x),
        y: round(bar.y),
        width: round(bar.width),
        height: round(bar.height),
        radius: Math.min(3, step * 0.1),
        datum,
      });
      if (labelled && count > 0)
        builder.text(
          keyOf('share', score),
          texts[score] ?? '',
          round(middle),
          round(base - tall - 4),
          size,
          theme.muted,
          {
            anchor: 'middle',
            datum,
          },
        );
      if (axis)
        builder.text(
          keyOf('score', score),
          String(score),
          round(middle),
          round(base + size * 1.2),
          size,
          theme.foreground,
          {
            anchor: 'middle',
            datum,
          },
        );
      builder.add({
        kind: 'rect',
        key: keyOf('hit', score),
        x: round(middle - step / 2),
        y: box.y,
        width: round(step),
        height: round(box.height - spanned),
        fill: 'transparent',
        hit: true,
        datum,
      });
    });
    if (spanned) {
      for (const [group, from, to] of spans) {
        const x = box.x + step * from;
        const width = step * (to - from + 1);
        const y = base + axis + 3;
        const [full, short] = [words.translate(groupKeys[group]), words.translate(`${groupKeys[group]}Short`)];
        const small = size * 0.88;
        const type = measure(full, size) > width - 2 && measure(full, small) <= width ? small : size;
        const text = firstFitting([full, short], width, type, measure);
        builder.add({
          kind: 'rect',
          key: `span-${group}`,
          x: round(x + step * 0.11),
          y: round(y),
          width: round(width - step * 0.22),
          height: 2,
          fill: theme.highContrast ? theme.foreground : theme.groups[group],
        });
        builder.text(`name-${group}`, text, round(x + width / 2), round(y + size * 1.4), type, theme.muted, {
          anchor: 'middle',
        });
      }
    }
  }
  return builder.build({
    key: 'distribution',
    role: 'group',
    label: words.translate('ViewDistribution'),
    attributes: { view: 'distribution' },
  });
}
