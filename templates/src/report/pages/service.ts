/** Service and satisfaction: CSAT, effort and experience, each on its own questions. */
import { field, value } from '../bind';
import { known } from '../definitionFilters';
import { cell, framed } from '../frame';
import { kpi, line, table } from '../pieces';

const month = field('DimDate', 'MonthStart');
const scores = [
  value('csat', ['CSAT', 'CSAT']),
  value('csatAnswers', ['Answers', 'Svar']),
  value('ces'),
  value('cesAnswers', ['Answers (CES)', 'Svar (CES)']),
  value('experienceIndex', ['Experience', 'Oplevelse']),
];

export const service = framed({
  id: 'service',
  name: ['Satisfaction', 'Tilfredshed'],
  title: ['Are customers satisfied, and is it easy to be one?', 'Er kunderne tilfredse, og er det let at være kunde?'],
  point: 'servicePoint',
  surveyClass: 'measures',
  slicers: ['year', 'quarter', 'unit', 'segment', 'product'],
  visuals: [
    kpi('csat', 'csat', cell(0, 0, 2, 2)),
    kpi('csat-answers', 'csatAnswers', cell(2, 0, 2, 2)),
    kpi('ces', 'ces', cell(4, 0, 2, 2)),
    kpi('ces-answers', 'cesAnswers', cell(6, 0, 2, 2)),
    kpi('experience', 'experienceIndex', cell(8, 0, 2, 2)),
    kpi('experience-answers', 'experienceAnswers', cell(10, 0, 2, 2)),
    line(
      'csat-trend',
      cell(0, 2, 4, 5),
      ['Satisfied customers (CSAT)', 'Tilfredse kunder (CSAT)'],
      ['Share of satisfied customers by month.', 'Andel af tilfredse kunder pr. måned.'],
      {
        fields: { Category: [month], Y: [value('csat')] },
        subtitleMeasure: 'noCsat',
        axes: { y: { from: 0, to: 1 } },
      },
    ),
    line(
      'ces-trend',
      cell(4, 2, 4, 5),
      ['How easy it is (CES)', 'Hvor let det er (CES)'],
      ['Customer effort score by month; higher is easier.', 'Customer effort score pr. måned; højere er lettere.'],
      { fields: { Category: [month], Y: [value('ces')] }, subtitleMeasure: 'noCes', axes: { y: { from: 0 } } },
    ),
    line(
      'experience-trend',
      cell(8, 2, 4, 5),
      ['Experience index', 'Oplevelsesindeks'],
      ['Experience index by month, 0 to 100.', 'Oplevelsesindeks pr. måned, 0 til 100.'],
      {
        fields: { Category: [month], Y: [value('experienceIndex')] },
        subtitleMeasure: 'noExperience',
        axes: { y: { from: 0, to: 100 } },
      },
    ),
    table(
      'by-unit',
      cell(0, 7, 6, 5),
      ['By business unit', 'Pr. forretningsenhed'],
      ['CSAT, CES and experience of each business unit.', 'CSAT, CES og oplevelse for hver forretningsenhed.'],
      {
        fields: { Values: [field('DimBusinessUnit', 'BusinessUnitName'), ...scores] },
        subtitleMeasure: 'noService',
        sort: { by: value('csat'), descending: true },
        filters: [known('DimBusinessUnit')],
      },
    ),
    table(
      'by-product',
      cell(6, 7, 6, 5),
      ['By product', 'Pr. produkt'],
      ['CSAT, CES and experience of each product.', 'CSAT, CES og oplevelse for hvert produkt.'],
      {
        fields: { Values: [field('DimProduct', 'ProductName'), ...scores] },
        subtitleMeasure: 'noService',
        sort: { by: value('csat'), descending: true },
        filters: [known('DimProduct')],
      },
    ),
  ],
});
