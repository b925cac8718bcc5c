/** Small multiples, one panel per segment. */
import type { Card } from './property';

export const multiplesCard = {
  name: 'multiples',
  properties: [
    { kind: 'choice', name: 'content', options: ['trend', 'gauge', 'bars'], initial: 'trend' },
    { kind: 'number', name: 'columns', min: 0, max: 12, initial: 0 },
  ],
} as const satisfies Card;
