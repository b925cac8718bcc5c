/** All settings cards in the order the format pane shows them. */
import { accessibilityCard } from './accessibilityCard';
import { barsCard } from './barsCard';
import { colorsCard } from './colorsCard';
import { gaugeCard } from './gaugeCard';
import { goalCard } from './goalCard';
import { journeyCard } from './journeyCard';
import { labelsCard } from './labelsCard';
import { multiplesCard } from './multiplesCard';
import { statisticsCard } from './statisticsCard';
import { trendCard } from './trendCard';
import { valuesCard } from './valuesCard';
import type { Card } from './property';

export const cards = [
  valuesCard,
  gaugeCard,
  barsCard,
  trendCard,
  goalCard,
  multiplesCard,
  journeyCard,
  colorsCard,
  labelsCard,
  statisticsCard,
  accessibilityCard,
] as const satisfies readonly Card[];
