/** A block that stands for a group: in its colour, and patterned where colour is not to be the only cue. */
import type { Group as AnswerGroup } from '../model/viewModel';
import type { GroupBuilder } from './groupBuilder';
import type { RectMark } from './scene';
import type { Theme } from './theme';

type Block = Omit<RectMark, 'kind' | 'fill' | 'stroke' | 'strokeWidth'>;

export function addGroupBlock(builder: GroupBuilder, theme: Theme, group: AnswerGroup, block: Block): void {
  const fill = theme.patterns && !theme.ruled ? `pattern:${group}` : theme.groups[group];
  const { stroke, strokeWidth } = theme.outlines[group];
  const { key, x, y, width, height, radius, datum, hit } = block;
  builder.add({ kind: 'rect', key, x, y, width, height, radius, fill, stroke, strokeWidth, datum, hit });
  if (!theme.patterns || !theme.ruled) return;
  // Patterns have the colour of the whole: over one that a rule chose lie the lines alone.
  builder.add({ kind: 'rect', key: `${key}-lines`, x, y, width, height, fill: `pattern:${group}-lines` });
}
