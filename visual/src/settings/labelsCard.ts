/** Text: font, size and which labels are written. */
import type { Card } from './property';

export const labelsCard = {
  name: 'labels',
  properties: [
    { kind: 'font', name: 'fontFamily', initial: 'Segoe UI, wf_segoe-ui_normal, helvetica, arial, sans-serif' },
    { kind: 'number', name: 'fontSize', min: 8, max: 32, initial: 12 },
    { kind: 'toggle', name: 'showCounts', initial: true },
    { kind: 'toggle', name: 'showLegend', initial: true },
    { kind: 'toggle', name: 'showAxes', initial: true },
  ],
} as const satisfies Card;
