/** The gauge from −100 to 100 and its marks. */
import type { Card } from './property';

export const gaugeCard = {
  name: 'gauge',
  properties: [
    { kind: 'choice', name: 'style', options: ['fill', 'needle'], initial: 'fill' },
    { kind: 'toggle', name: 'showInterval', initial: true },
    { kind: 'toggle', name: 'showPrevious', initial: true },
    { kind: 'toggle', name: 'showScale', initial: true },
    { kind: 'toggle', name: 'showBands', initial: false },
    { kind: 'number', name: 'bandLow', min: -100, max: 100, initial: 0 },
    { kind: 'number', name: 'bandHigh', min: -100, max: 100, initial: 50 },
  ],
} as const satisfies Card;
