/** Sales: deals against the customer's voice: which likely deals stand with unhappy customers. */
import { field, value } from '../bind';
import { accepted, measureGiven, known } from '../definitionFilters';
import { cell, framed } from '../frame';
import { amount, column, kpi, scatter, table } from '../pieces';

const companyName = field('DimCompany', 'CompanyName');

export const sales = framed({
  id: 'sales',
  name: ['Sales', 'Salg'],
  title: [
    'Which deals are at risk because the customer is not happy?',
    'Hvilke salg er i fare, fordi kunden ikke er tilfreds?',
  ],
  point: 'salesPoint',
  surveyClass: 'reader',
  slicers: ['surveyClass', 'unit', 'segment', 'industry', 'company'],
  visuals: [
    amount('pipeline', 'pipeline', cell(0, 0, 3, 2)),
    amount('weighted', 'pipelineWeighted', cell(3, 0, 3, 2)),
    amount('likely', 'likelyAmount', cell(6, 0, 3, 2)),
    amount('at-risk', 'atRiskAmount', cell(9, 0, 3, 2)),
    scatter(
      'chance-and-score',
      cell(0, 2, 6, 6),
      [
        'NPS against the chance of winning: low and likely is the danger',
        'NPS mod chancen for at vinde: lav og sandsynlig er faren',
      ],
      [
        'Each customer with open deals by average probability and NPS of 12 months; size is the pipeline.',
        'Hver kunde med åbne salg efter gennemsnitlig sandsynlighed og NPS for 12 måneder; størrelsen er pipelinen.',
      ],
      {
        subtitleMeasure: 'noScoredDeals',
        axes: { x: { from: 0, to: 1 }, y: { from: -100, to: 100 } },
        fields: {
          Category: [companyName],
          X: [value('averageProbability', ['Probability', 'Sandsynlighed'])],
          Y: [value('npsRolling12')],
          Size: [value('pipeline')],
        },
        filters: [known('DimCompany'), measureGiven('averageProbability'), measureGiven('npsRolling12')],
      },
    ),
    column(
      'stages',
      cell(0, 8, 6, 4),
      ['Pipeline by stage', 'Pipeline pr. salgstrin'],
      ['Amount of the open deals at each stage.', 'Beløb i åbne salgsmuligheder på hvert trin.'],
      {
        fields: { Category: [field('FactOpportunity', 'Stage')], Y: [value('pipeline'), value('pipelineWeighted')] },
        subtitleMeasure: 'noDeals',
        sort: { by: value('pipeline'), descending: true },
        filters: [accepted('FactOpportunity', 'OpportunityOutcome', 'open')],
      },
    ),
    table(
      'deals-at-risk',
      cell(6, 2, 6, 8),
      ['Likely deals, least happy customers first', 'Sandsynlige salg, mindst tilfredse kunder først'],
      ['Customers with likely deals by NPS, lowest first.', 'Kunder med sandsynlige salg efter NPS, laveste først.'],
      {
        fields: {
          Values: [
            companyName,
            value('npsRolling12', ['NPS', 'NPS']),
            value('averageProbability', ['Chance', 'Chance']),
            value('likelyAmount', ['Amount', 'Beløb']),
            value('atRiskAmount', ['At risk', 'I risiko']),
          ],
        },
        subtitleMeasure: 'noLikelyDeals',
        sort: { by: value('npsRolling12'), descending: false },
        filters: [known('DimCompany'), measureGiven('likelyAmount')],
        phoneHeight: 360,
      },
    ),
    kpi('open-deals', 'openDeals', cell(6, 10, 3, 2), ['Open deals', 'Åbne salg']),
    kpi('win-rate', 'winRate', cell(9, 10, 3, 2)),
  ],
});
