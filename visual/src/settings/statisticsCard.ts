/** How sure the visual has to be before it says something. */
import type { Card } from './property';

export const statisticsCard = {
  name: 'statistics',
  properties: [
    { kind: 'choice', name: 'method', options: ['adjustedWald', 'wald', 'none'], initial: 'adjustedWald' },
    { kind: 'choice', name: 'level', options: ['90', '95', '99'], initial: '95' },
    { kind: 'choice', name: 'amounts', options: ['automatic', 'answers', 'weights'], initial: 'automatic' },
    { kind: 'number', name: 'minimumAnswers', min: 1, max: 1000, initial: 5 },
    { kind: 'toggle', name: 'correctMany', initial: true },
  ],
} as const satisfies Card;
