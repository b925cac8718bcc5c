/** The landing page and the problem page: what to do, in words. */
import type { ProblemCode } from '../dataview/answerTable';
import { arc } from 'd3-shape';
import { GroupBuilder } from './groupBuilder';
import { inset, type Box, type Scene } from './scene';
import { wrapText, type MeasureText } from './textWidth';
import type { Theme } from './theme';
import type { Translate } from './translate';

export type Page = { readonly kind: 'landing' } | { readonly kind: 'problem'; readonly code: ProblemCode | 'failed' };

const titleOf = (page: Page): string => {
  if (page.kind === 'landing') return 'LandingTitle';
  if (page.code === 'failed') return 'Warning_failed';
  // All fields are right where a selection is merely empty: nothing is left to do.
  return page.code === 'noRows' ? 'NoAnswers' : 'ProblemTitle';
};

const textsOf = (page: Page): readonly string[] => {
  if (page.kind === 'landing') return ['LandingScores', 'LandingCounts', 'LandingMore'];
  return page.code === 'failed' ? [] : [`Problem_${page.code}`];
};

interface Lines {
  readonly size: number;
  readonly lines: readonly string[];
}

/** The texts in the largest type in which all of them fit under a title; in the smallest, as many whole ones as fit. */
function linesThatFit(texts: readonly string[], box: Box, largest: number, measure: MeasureText): Lines {
  const at = (size: number, count: number): Lines => ({
    size,
    lines: texts.slice(0, count).flatMap((text) => wrapText(text, box.width, size, 12, measure)),
  });
  const fits = ({ size, lines }: Lines): boolean => size * 2.4 + lines.length * size * 1.5 <= box.height;
  for (let size = largest; size > 8; size -= 0.5) if (fits(at(size, texts.length))) return at(size, texts.length);
  for (let count = texts.length; count > 0; count--) if (fits(at(8, count))) return at(8, count);
  return at(8, 1);
}

export function pageView(
  page: Page,
  theme: Theme,
  translate: Translate,
  measure: MeasureText,
  width: number,
  height: number,
): Scene {
  const builder = new GroupBuilder();
  const box = inset({ x: 0, y: 0, width, height }, Math.min(16, height * 0.08), Math.min(20, width * 0.06));
  const title = translate(titleOf(page));
  const texts = textsOf(page).map((key) => translate(key));
  const { size, lines } = linesThatFit(texts, box, Math.max(8, Math.min(theme.fontSize * 1.05, width / 14)), measure);
  const textHeight = size * 2 + lines.length * size * 1.5;
  const icon =
    page.kind === 'landing' && box.height - textHeight > 56 && box.width > 120
      ? Math.min(44, (box.height - textHeight) * 0.4)
      : 0;
  let y = box.y + Math.max(0, (box.height - textHeight - (icon ? icon + 14 : 0)) / 2);
  const middle = width / 2;
  if (icon) {
    const parts = [
      ['detractor', -1, -0.25],
      ['passive', -0.25, 0.2],
      ['promoter', 0.2, 1],
    ] as const;
    for (const [group, from, to] of parts) {
      const shape = {
        innerRadius: icon * 0.66,
        outerRadius: icon,
        startAngle: (from * Math.PI) / 2 + 0.03,
        endAngle: (to * Math.PI) / 2 - 0.03,
      };
      builder.add({
        kind: 'path',
        key: `icon-${group}`,
        d: arc().digits(2)(shape) ?? '',
        at: { x: middle, y: y + icon },
        fill: theme.groups[group],
        ...theme.outlines[group],
      });
    }
    y += icon + 14;
  }
  const [heading] = wrapText(title, box.width, size * 1.25, 1, measure);
  if (y + size * 1.25 <= height)
    builder.text('title', heading ?? '', middle, y + size * 1.25, size * 1.25, theme.foreground, {
      anchor: 'middle',
      weight: 600,
    });
  y += size * 2;
  lines.forEach((line, index) => {
    y += size * 1.5;
    if (y + size * 0.3 <= height)
      builder.text(`line-${index}`, line, middle, y, size, theme.muted, { anchor: 'middle' });
  });
  const label = [title, ...texts].join(' ');
  const attributes = page.kind === 'landing' ? { view: 'landing' } : { view: 'problem', problem: page.code };
  return { width, height, label, groups: [builder.build({ key: page.kind, role: 'note', label, attributes })] };
}
