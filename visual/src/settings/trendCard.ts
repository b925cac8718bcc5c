/** The line of NPS per period with its interval, goal, benchmark and volume. */
import type { Card } from './property';

export const trendCard = {
  name: 'trend',
  properties: [
    { kind: 'toggle', name: 'showInterval', initial: true },
    { kind: 'toggle', name: 'showVolume', initial: true },
    { kind: 'toggle', name: 'markChanges', initial: true },
    { kind: 'toggle', name: 'labelLast', initial: true },
    { kind: 'number', name: 'rollingPeriods', min: 1, max: 24, initial: 1 },
    { kind: 'choice', name: 'axis', options: ['fitted', 'full'], initial: 'fitted' },
  ],
} as const satisfies Card;
