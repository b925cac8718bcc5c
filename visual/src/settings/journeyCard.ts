/** The journey view: touchpoints in stage order. */
import type { Card } from './property';

export const journeyCard = {
  name: 'journey',
  properties: [
    { kind: 'toggle', name: 'showVerbatim', initial: true },
    { kind: 'toggle', name: 'markDrop', initial: true },
  ],
} as const satisfies Card;
