/** The detractor, passive and promoter bars, overall and per segment. */
import type { Card } from './property';

export const barsCard = {
  name: 'bars',
  properties: [
    { kind: 'choice', name: 'arrangement', options: ['stacked', 'diverging'], initial: 'stacked' },
    { kind: 'choice', name: 'amounts', options: ['shares', 'counts'], initial: 'shares' },
    { kind: 'choice', name: 'sortBy', options: ['nps', 'answers', 'name', 'data'], initial: 'nps' },
    { kind: 'number', name: 'maximumSegments', min: 2, max: 60, initial: 12 },
    { kind: 'toggle', name: 'showNps', initial: true },
  ],
} as const satisfies Card;
