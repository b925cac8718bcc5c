/** Colours; each empty one is chosen from the theme, readable in light, dark and high contrast. */
import type { Card } from './property';

export const colorsCard = {
  name: 'colors',
  properties: [
    { kind: 'color', name: 'score', initial: '', conditional: true },
    { kind: 'color', name: 'detractor', initial: '' },
    { kind: 'color', name: 'passive', initial: '' },
    { kind: 'color', name: 'promoter', initial: '' },
    { kind: 'color', name: 'line', initial: '' },
    { kind: 'color', name: 'goal', initial: '' },
    { kind: 'color', name: 'benchmark', initial: '' },
    { kind: 'toggle', name: 'useReportTheme', initial: false },
  ],
} as const satisfies Card;
