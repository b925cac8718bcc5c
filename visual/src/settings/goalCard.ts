/** Goal and benchmark: whether they show, and a goal typed in when no field carries one. */
import type { Card } from './property';

export const goalCard = {
  name: 'goal',
  properties: [
    { kind: 'toggle', name: 'show', initial: true },
    { kind: 'text', name: 'value', initial: '' },
    { kind: 'toggle', name: 'showBenchmark', initial: true },
    { kind: 'toggle', name: 'showVerdict', initial: true },
  ],
} as const satisfies Card;
