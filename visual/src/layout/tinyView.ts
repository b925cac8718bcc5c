/** What remains in the smallest sizes: the number and a thin bar. */
import { ruledContext, type Context } from './context';
import { GroupBuilder } from './groupBuilder';
import { inset, type Box, type Group } from './scene';
import { pointFilter } from './pointFilter';
import { stackedBar } from './stackedBar';
import { referenceRows, scoreLabel, scoreRows } from './tooltips';

export function tinyView(given: Context, whole: Box): Group {
  const { score, point } = given.model.headline;
  const context = ruledContext(given, point?.colors);
  const { model, theme, words, format, measure } = context;
  const builder = new GroupBuilder();
  const box = inset(whole, Math.min(6, whole.height * 0.08), Math.min(8, whole.width * 0.06));
  const bar = score.counts && box.height > 18 ? Math.max(3, Math.min(8, box.height * 0.12)) : 0;
  const text = score.nps === null ? (score.withheld ? words.translate('WithheldShort') : '–') : format.score(score.nps);
  const room = box.height - bar * 2;
  let size = Math.min(room * 0.9, 64);
  const width = measure(text, size, 600);
  if (width > box.width) size *= box.width / width;
  const middle = box.y + room / 2;
  if (size >= 5)
    builder.text('number', text, box.x + box.width / 2, middle + size * 0.35, size, theme.score ?? theme.foreground, {
      weight: 600,
      anchor: 'middle',
    });
  if (bar)
    stackedBar(
      context,
      builder,
      score,
      { ...box, y: box.y + box.height - bar, height: bar },
      { key: 'all', name: '', filter: {}, labels: false, interactive: false },
    );
  const period = point ? words.period(point) : '';
  const label = [scoreLabel(context, score, ''), period, words.verdict(model)].filter((part) => part !== '').join(', ');
  const datum = builder.datum({
    key: 'headline',
    label,
    tooltip: () => [
      ...scoreRows(context, score, period || words.translate('Nps')),
      ...referenceRows(context, model.headline),
    ],
    filter: pointFilter(point),
  });
  builder.add({ kind: 'rect', key: 'hit', ...whole, fill: 'transparent', hit: true, datum });
  return builder.build({
    key: 'gauge',
    role: 'img',
    label,
    attributes: {
      view: 'gauge',
      nps: score.nps === null ? '' : String(score.nps),
      answers: score.answers === null ? '' : String(score.answers),
      excluded: String(score.excluded),
    },
  });
}
