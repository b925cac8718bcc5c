/** The sentence over the chart, and the warnings in a line under it. */
import type { Context } from './context';
import { GroupBuilder } from './groupBuilder';
import type { Box, Group } from './scene';
import { firstFitting, fitText, wrapText } from './textWidth';

export interface Header {
  readonly group: Group | null;
  /** What is left of the box. */
  readonly rest: Box;
}

const warningSign = (size: number): string => {
  const h = size * 0.86;
  return `M0,${-h}L${size * 0.5},0L${-size * 0.5},0Z`;
};

/** @param most lines of the sentence at most. */
export function headerView(context: Context, box: Box, most: number): Header {
  const { model, settings, theme, format, words, measure } = context;
  const builder = new GroupBuilder();
  const size = theme.fontSize * 1.08;
  const told = settings.values.showSentence && most > 0 ? words.sentences(model) : [];
  const wrapped = told.map((text) => wrapText(text, box.width, size, most, measure));
  const lines = wrapped.find((found) => !found.at(-1)?.endsWith('…')) ?? wrapped.at(-1) ?? [];
  const sentence = told[0] ?? '';
  let y = box.y;
  lines.forEach((line, index) => {
    builder.text(`sentence-${index}`, line, box.x, y + size, size, theme.foreground);
    y += size * 1.4;
  });
  const warnings = settings.values.showWarnings ? model.warnings.map((warning) => words.warning(warning)) : [];
  if (warnings.length && box.height > 90) {
    const small = theme.fontSize * 0.95;
    const shortened = warnings.map((_, index) => {
      const left = warnings.length - 1 - index;
      const shown = warnings.slice(0, index + 1).join(' · ');
      return left ? `${shown} · ${words.translate('More', format.count(left))}` : shown;
    });
    const room = box.width - small * 1.5;
    const text =
      firstFitting(shortened.reverse(), room, small, measure) || fitText(warnings[0] ?? '', room, small, measure);
    builder.add({
      kind: 'path',
      key: 'warning-sign',
      d: warningSign(small),
      at: { x: box.x + small * 0.5, y: y + small * 1.05 },
      fill: 'none',
      stroke: theme.goal,
      strokeWidth: 1.5,
      round: true,
    });
    builder.text('warning', text, box.x + small * 1.4, y + small, small, theme.muted);
    y += small * 1.5;
  }
  if (y === box.y) return { group: null, rest: box };
  const used = y - box.y + theme.fontSize * 0.5;
  const group = builder.build({
    key: 'header',
    role: 'note',
    label: [sentence, ...warnings].filter((part) => part !== '').join(' '),
    attributes: { view: 'header' },
  });
  return { group, rest: { ...box, y: box.y + used, height: box.height - used } };
}
