/** Tooltip: the score behind a data point, shown on hover. */
import { field, value } from '../bind';
import { both } from '../frame';
import { counts } from '../pieces';
import type { PageDefinition } from '../types';

export const tooltip: PageDefinition = {
  id: 'tooltip',
  name: both(['Score tooltip', 'Værktøjstip for score']),
  title: both(['The score behind the point', 'Scoren bag punktet']),
  kind: 'tooltip',
  width: 360,
  height: 320,
  surveyClass: 'reader',
  visuals: [
    {
      id: 'verdict',
      kind: 'text',
      place: { x: 12, y: 8, width: 336, height: 66 },
      fields: { Values: [value('verdict')] },
      textStyle: 'body',
      alt: both(['What the numbers say, in words.', 'Hvad tallene siger, med ord.']),
    },
    {
      id: 'trend',
      kind: 'nps',
      place: { x: 8, y: 80, width: 344, height: 232 },
      title: both(['Quarter by quarter', 'Kvartal for kvartal']),
      subtitleMeasure: 'classNote',
      alt: both(['Trend of the NPS by quarter.', 'Udviklingen i NPS pr. kvartal.']),
      fields: { ...counts, period: [field('DimDate', 'Quarter')] },
      settings: { values: { view: 'trend', showSentence: false }, trend: { showVolume: false } },
    },
  ],
};
