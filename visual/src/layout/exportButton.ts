/** The small button that exports what is shown. */
import type { Context } from './context';
import { GroupBuilder } from './groupBuilder';
import type { Box, Group } from './scene';

const size = 16;

export function exportButton({ theme, words }: Context, box: Box): { readonly group: Group; readonly width: number } {
  const builder = new GroupBuilder();
  const at = { x: box.x + box.width - size, y: box.y };
  const d = 'M8,1V10M4.5,6.5L8,10L11.5,6.5M2,12V14.5H14V12';
  builder.add({
    kind: 'path',
    key: 'arrow',
    d,
    at,
    stroke: theme.muted,
    strokeWidth: 1.5,
    fill: 'none',
    round: true,
  });
  const label = words.translate('Export');
  const datum = builder.datum({ key: 'export', label, tooltip: () => [{ name: label, value: '' }], filter: null });
  builder.add({
    kind: 'rect',
    key: 'hit',
    x: at.x - 4,
    y: at.y - 4,
    width: size + 8,
    height: size + 8,
    fill: 'transparent',
    hit: true,
    datum,
  });
  return {
    group: builder.build({ key: 'export', role: 'group', label, attributes: { view: 'export' } }),
    width: size + 12,
  };
}
