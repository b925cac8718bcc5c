/** Executive: the score, how sure it is, where it goes, and who pulls it up or down. */
import { field, value } from '../bind';
import { known } from '../definitionFilters';
import { both, cell, framed } from '../frame';
import { counts, kpi } from '../pieces';

export const executive = framed({
  id: 'executive',
  name: ['Executive', 'Ledelse'],
  title: [
    'How loyal are our customers, and where are we going?',
    'Hvor loyale er vores kunder, og hvor er vi på vej hen?',
  ],
  point: 'verdict',
  surveyClass: 'reader',
  slicers: ['year', 'quarter', 'surveyClass', 'unit', 'segment'],
  visuals: [
    {
      id: 'score',
      kind: 'nps',
      place: cell(0, 0, 4, 6),
      title: both(['Net Promoter Score', 'Net Promoter Score']),
      alt: both([
        'Gauge of the Net Promoter Score with its interval and goal.',
        'Måler med Net Promoter Score, dens interval og målet.',
      ]),
      fields: { ...counts, excluded: [value('excluded')], goal: [value('goal')], benchmark: [value('benchmark')] },
      settings: { values: { view: 'gauge' } },
      phoneHeight: 280,
    },
    {
      id: 'distribution',
      kind: 'nps',
      place: cell(4, 0, 4, 6),
      title: both(['How the scores fall', 'Hvordan scorerne fordeler sig']),
      alt: both(['Share of answers for each score from 0 to 10.', 'Andel af svar for hver score fra 0 til 10.']),
      fields: { score: [field('DimScore', 'ScoreValue')], responses: [value('responses')] },
      settings: { values: { view: 'distribution', showSentence: false } },
      phoneHeight: 240,
    },
    kpi('rated', 'rated', cell(8, 0, 2, 2)),
    kpi('response-rate', 'responseRate', cell(10, 0, 2, 2)),
    kpi('relational', 'npsRelationalShown', cell(8, 2, 2, 2), ['NPS relational', 'NPS relationel']),
    kpi('transactional', 'npsTransactionalShown', cell(10, 2, 2, 2), ['NPS transactional', 'NPS transaktionel']),
    kpi('rolling', 'npsRolling12Shown', cell(8, 4, 2, 2), ['NPS 12 months', 'NPS 12 måneder']),
    kpi('rolling-change', 'npsRolling12ChangeShown', cell(10, 4, 2, 2), ['Change 12 months', 'Ændring 12 mdr.']),
    {
      id: 'trend',
      kind: 'nps',
      place: cell(0, 6, 8, 6),
      title: both(['NPS month by month, with goal', 'NPS måned for måned, med mål']),
      alt: both([
        'Trend of the NPS by month with interval and goal.',
        'Udviklingen i NPS pr. måned med interval og mål.',
      ]),
      fields: { ...counts, period: [field('DimDate', 'MonthStart')], goal: [value('goal')] },
      settings: { values: { view: 'trend', showSentence: false } },
      phoneHeight: 260,
    },
    {
      id: 'units',
      kind: 'nps',
      place: cell(8, 6, 4, 6),
      title: both(['By business unit', 'Pr. forretningsenhed']),
      alt: both([
        'Detractors, passives and promoters by business unit.',
        'Kritikere, passive og ambassadører pr. forretningsenhed.',
      ]),
      fields: { ...counts, segment: [field('DimBusinessUnit', 'BusinessUnitName', ['Unit', 'Enhed'])] },
      settings: { values: { view: 'bars', showSentence: false } },
      subtitleMeasure: 'noUnits',
      filters: [known('DimBusinessUnit')],
      tooltipPage: 'tooltip',
      phoneHeight: 300,
    },
  ],
});
