/** What a view says at its edge of answers that it does not show. */
import type { Context } from './context';
import type { GroupBuilder } from './groupBuilder';
import type { Box } from './scene';

/** Adds the footnote at the right of the box, its text standing on `y`, where it fits. */
export function addFootnote({ theme, measure, footnote }: Context, builder: GroupBuilder, box: Box, y: number): void {
  const size = theme.fontSize * 0.92;
  if (footnote === '' || measure(footnote, size) > box.width) return;
  builder.text('footnote', footnote, Math.round(box.x + box.width), Math.round(y), size, theme.muted, {
    anchor: 'end',
  });
}
