/** What is shown: the view, the number in the headline, the words and the warnings. */
import type { Card } from './property';

export const valuesCard = {
  name: 'values',
  properties: [
    {
      kind: 'choice',
      name: 'view',
      options: ['composite', 'gauge', 'bars', 'trend', 'distribution', 'multiples', 'journey'],
      initial: 'composite',
    },
    { kind: 'choice', name: 'headline', options: ['all', 'latest'], initial: 'all' },
    { kind: 'number', name: 'decimals', min: 0, max: 2, initial: 0 },
    { kind: 'toggle', name: 'showSign', initial: true },
    { kind: 'toggle', name: 'showSentence', initial: true },
    { kind: 'toggle', name: 'showWarnings', initial: true },
    { kind: 'number', name: 'staleAfterDays', min: 0, max: 3650, initial: 0 },
    { kind: 'toggle', name: 'showExport', initial: false },
  ],
} as const satisfies Card;
