/** Choices for readers who need patterns or stillness. */
import type { Card } from './property';

export const accessibilityCard = {
  name: 'accessibility',
  properties: [
    { kind: 'toggle', name: 'patterns', initial: false },
    { kind: 'toggle', name: 'reduceMotion', initial: false },
  ],
} as const satisfies Card;
