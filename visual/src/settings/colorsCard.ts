/** Colours; each empty one is chosen from the theme, readable in light, dark and high contrast. A rule may choose any of them per data point. */
import type { Card } from './property';

export const colorsCard = {
  name: 'colors',
  properties: [
    { kind: 'color', name: 'score', initial: '' },
    { kind: 'color', name: 'detractor', initial: '' },
    { kind: 'color', name: 'passive', initial: '' },
    { kind: 'color', name: 'promoter', initial: '' },
    { kind: 'color', name: 'line', initial: '' },
    { kind: 'color', name: 'goal', initial: '' },
    { kind: 'color', name: 'benchmark', initial: '' },
    { kind: 'toggle', name: 'useReportTheme', initial: false },
  ],
} as const satisfies Card;

type ColorProperty = Extract<(typeof colorsCard)['properties'][number], { kind: 'color' }>;
export type ColorName = ColorProperty['name'];

export const colorNames: readonly ColorName[] = colorsCard.properties.flatMap((property) =>
  property.kind === 'color' ? [property.name] : [],
);

/** Colours by property, where something chose them: the settings for the whole, a rule for a data point. */
export type ChosenColors = Readonly<Partial<Record<ColorName, string>>>;
