/** Segments: who pulls the score up or down, and whether it moved because people changed or because others answered. */
import { field, value } from '../bind';
import { known } from '../definitionFilters';
import { cell, framed } from '../frame';
import { counts, kpi, npsVisual, table } from '../pieces';

const unit = field('DimBusinessUnit', 'BusinessUnitName');
const bars = { values: { view: 'bars', showSentence: false }, labels: { showLegend: false } } as const;

export const segments = framed({
  id: 'segments',
  name: ['Segments', 'Segmenter'],
  title: ['Who lifts the score, and who pulls it down?', 'Hvem løfter scoren, og hvem trækker den ned?'],
  point: 'unitsPoint',
  surveyClass: 'reader',
  slicers: ['year', 'quarter', 'surveyClass', 'unit', 'industry'],
  visuals: [
    npsVisual(
      'by-segment',
      cell(0, 0, 4, 5),
      ['By customer segment', 'Pr. kundesegment'],
      ['Detractors, passives and promoters by segment.', 'Kritikere, passive og ambassadører pr. segment.'],
      {
        subtitleMeasure: 'noCompanies',
        fields: { ...counts, segment: [field('DimCompany', 'Segment')] },
        settings: bars,
        filters: [known('DimCompany')],
        tooltipPage: 'tooltip',
      },
    ),
    npsVisual(
      'by-industry',
      cell(4, 0, 4, 5),
      ['By industry', 'Pr. branche'],
      ['Detractors, passives and promoters by industry.', 'Kritikere, passive og ambassadører pr. branche.'],
      {
        subtitleMeasure: 'noCompanies',
        fields: { ...counts, segment: [field('DimCompany', 'Industry')] },
        settings: bars,
        filters: [known('DimCompany')],
        tooltipPage: 'tooltip',
      },
    ),
    npsVisual(
      'by-product',
      cell(8, 0, 4, 5),
      ['By product', 'Pr. produkt'],
      ['Detractors, passives and promoters by product.', 'Kritikere, passive og ambassadører pr. produkt.'],
      {
        subtitleMeasure: 'noProducts',
        fields: { ...counts, segment: [field('DimProduct', 'ProductName')] },
        settings: bars,
        filters: [known('DimProduct')],
        tooltipPage: 'tooltip',
      },
    ),
    npsVisual(
      'unit-trends',
      cell(0, 5, 6, 7),
      ['Each business unit over time', 'Hver forretningsenhed over tid'],
      ['A small trend for each business unit, on one scale.', 'En lille udvikling for hver enhed, på samme skala.'],
      {
        subtitleMeasure: 'noUnits',
        fields: { ...counts, period: [field('DimDate', 'MonthStart')], segment: [unit] },
        settings: { values: { view: 'multiples', showSentence: false } },
        filters: [known('DimBusinessUnit')],
        phoneHeight: 420,
      },
    ),
    kpi('change', 'npsRolling12ChangeShown', cell(6, 5, 2, 2), ['Change 12 months', 'Ændring 12 mdr.']),
    kpi('real-effect', 'realEffect12Shown', cell(8, 5, 2, 2), ['Real effect', 'Reel effekt']),
    kpi('mix-effect', 'mixEffect12Shown', cell(10, 5, 2, 2), ['Mix effect', 'Mikseffekt']),
    table(
      'units',
      cell(6, 7, 6, 5),
      ['What moved in each business unit', 'Hvad der flyttede sig i hver enhed'],
      [
        'Business units with answers, NPS, the last 12 months, their change, and gap to goal.',
        'Enheder med svar, NPS, de seneste 12 måneder, ændringen og afstand til mål.',
      ],
      {
        fields: {
          Values: [
            unit,
            value('rated'),
            value('npsShown', ['NPS', 'NPS']),
            value('npsRolling12Shown', ['12 months', '12 mdr.']),
            value('npsRolling12ChangeShown', ['Change', 'Ændring']),
            value('goalGapShown', ['To goal', 'Til mål']),
          ],
        },
        subtitleMeasure: 'unitsMoved',
        sort: { by: value('npsShown'), descending: true },
        filters: [known('DimBusinessUnit')],
      },
    ),
  ],
});
