/** Customer journey: the score at each touchpoint in order, the stage off the path, and what customers say there. */
import { field, value } from '../bind';
import { known, notBlank } from '../definitionFilters';
import { cell, framed } from '../frame';
import { bar, counts, npsVisual, table } from '../pieces';

const touchpoint = field('DimTouchpoint', 'TouchpointName');

export const journey = framed({
  id: 'journey',
  name: ['Customer journey', 'Kunderejse'],
  title: ['Where on the journey do we win or lose our customers?', 'Hvor på rejsen vinder eller mister vi kunderne?'],
  point: 'journeyPoint',
  surveyClass: 'reader',
  slicers: ['year', 'surveyClass', 'journey', 'unit', 'segment'],
  visuals: [
    npsVisual(
      'stages',
      cell(0, 0, 12, 6),
      ['NPS along the journey, with the newest comment', 'NPS langs rejsen, med den nyeste kommentar'],
      [
        'NPS of each touchpoint in the order of the journey; stages off the path stand apart; the biggest drop is marked.',
        'NPS for hvert touchpoint i rejsens orden; trin uden for rejsen står for sig; det største fald er markeret.',
      ],
      {
        subtitleMeasure: 'noTouchpoints',
        fields: {
          ...counts,
          segment: [touchpoint],
          stageOrder: [field('DimTouchpoint', 'StageOrder')],
          verbatim: [value('newestComment')],
        },
        settings: { values: { view: 'journey' } },
        filters: [known('DimTouchpoint')],
        phoneHeight: 420,
      },
    ),
    table(
      'verbatims',
      cell(0, 6, 8, 6),
      ['In the customers’ own words', 'Med kundernes egne ord'],
      ['Newest comments with touchpoint and score.', 'Nyeste kommentarer med touchpoint og score.'],
      {
        fields: {
          Values: [
            value('scoreGiven', ['Score', 'Score']),
            field('FactResponse', 'Comment'),
            touchpoint,
            field('FactResponse', 'RespondedAt', ['When', 'Hvornår']),
          ],
        },
        subtitleMeasure: 'noTouchpoints',
        sort: { by: field('FactResponse', 'RespondedAt'), descending: true },
        filters: [notBlank('FactResponse', 'Comment'), known('DimTouchpoint')],
        wordWrap: true,
        phoneHeight: 420,
      },
    ),
    bar(
      'themes',
      cell(8, 6, 4, 6),
      ['Themes that come up in a negative way', 'Temaer der nævnes negativt'],
      ['Negative mentions of each theme, most first.', 'Negative omtaler af hvert tema, flest først.'],
      {
        subtitleMeasure: 'noThemes',
        fields: { Category: [field('DimCategory', 'CategoryName')], Y: [value('negativeMentions')] },
        tone: 'bad',
        tooltipPage: 'tooltip',
        sort: { by: value('negativeMentions'), descending: true },
        filters: [known('DimCategory')],
      },
    ),
  ],
});
