/** Trend and goals: the score over time with its certainty, and each quarter against its goal. */
import { field, value } from '../bind';
import { measureGiven } from '../definitionFilters';
import { cell, framed } from '../frame';
import { counts, kpi, npsVisual, table } from '../pieces';

const quarter = field('DimDate', 'Quarter');

export const trend = framed({
  id: 'trend',
  name: ['Trend and goals', 'Udvikling og mål'],
  title: ['Are we getting better, and do we reach our goals?', 'Bliver vi bedre, og når vi vores mål?'],
  point: 'trendPoint',
  surveyClass: 'reader',
  slicers: ['year', 'quarter', 'surveyClass', 'unit', 'segment'],
  visuals: [
    npsVisual(
      'trend',
      cell(0, 0, 10, 6),
      ['NPS against goal and benchmark', 'NPS mod mål og benchmark'],
      [
        'Trend of the NPS by month with its interval, goal and benchmark; certain changes are marked.',
        'Udviklingen i NPS pr. måned med interval, mål og benchmark; sikre ændringer er markeret.',
      ],
      {
        fields: {
          ...counts,
          period: [field('DimDate', 'MonthStart')],
          goal: [value('goal')],
          benchmark: [value('benchmark')],
        },
        subtitleMeasure: 'noRated',
        settings: { values: { view: 'trend' } },
        filters: [measureGiven('promoters')],
      },
    ),
    kpi('rolling-90', 'npsRolling90Shown', cell(10, 0, 2, 2), ['NPS 90 days', 'NPS 90 dage']),
    kpi('rolling-12', 'npsRolling12Shown', cell(10, 2, 2, 2), ['NPS 12 months', 'NPS 12 måneder']),
    kpi('rolling-change', 'npsRolling12ChangeShown', cell(10, 4, 2, 2), ['Change 12 months', 'Ændring 12 mdr.']),
    table(
      'quarters',
      cell(0, 6, 12, 6),
      [
        'Each quarter: how sure the score is and whether the goal is reached',
        'Hvert kvartal: hvor sikker scoren er, og om målet er nået',
      ],
      [
        'Quarters with rated answers, NPS, its interval, change and goal status, newest first.',
        'Kvartaler med bedømte svar, NPS, interval, ændring og målstatus, nyeste først.',
      ],
      {
        fields: {
          Values: [
            quarter,
            value('rated'),
            value('npsShown', ['NPS', 'NPS']),
            value('npsLowerShown', ['From', 'Fra']),
            value('npsUpperShown', ['To', 'Til']),
            value('npsChangeShown', ['Change', 'Ændring']),
            value('changeSignificantShown', ['Certain', 'Sikker']),
            value('npsChangeYearShown', ['Year on year', 'År til år']),
            value('goal', ['Goal', 'Mål']),
            value('goalGapShown', ['Gap', 'Afstand']),
            value('goalStatusShown', ['Status', 'Status']),
          ],
        },
        sort: { by: quarter, descending: true },
      },
    ),
  ],
});
