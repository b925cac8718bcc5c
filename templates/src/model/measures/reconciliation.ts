/** Whether the numbers are those of the source: answers of each campaign there, on the way and in the star. */
import { defineGiven, divide, during, given, measure, multiply, number, orZero, subtract, sum } from '../build';
import type { Expression, MeasureDefinition } from '../expression';
import { inFolder } from './measure';

const about = inFolder('about');

const table = 'FactReconciliation';

const npsOf = (rated: Expression, promoters: Expression, detractors: Expression): Expression =>
  defineGiven({ rated }, ({ rated: all }) =>
    divide(multiply(number(100), subtract(orZero(promoters), orZero(detractors))), all),
  );

export const reconciliationMeasures: readonly MeasureDefinition[] = [
  about(
    'sourceAnswers',
    ['Answers at the source', 'Svar i kilden'],
    [
      'Answers that the source has; blank where it was not counted.',
      'Svar som kilden har; tom hvor den ikke blev talt op.',
    ],
    'count',
    sum(table, 'SourceAnswers'),
  ),
  about(
    'stagingAnswers',
    ['Answers in staging', 'Svar i mellemlageret'],
    ['Answers that were read into staging.', 'Svar der er læst ind i mellemlageret.'],
    'count',
    sum(table, 'StagingAnswers'),
  ),
  about(
    'starAnswers',
    ['Answers in the star', 'Svar i stjernen'],
    ['Answers in the star, as the connector counted them.', 'Svar i stjernen, som connectoren talte dem.'],
    'count',
    sum(table, 'StarAnswers'),
  ),
  about(
    'answersLoaded',
    ['Answers loaded', 'Svar indlæst'],
    ['Answers in this model, over all time.', 'Svar i denne model, over al tid.'],
    'count',
    during('allTime', measure('responses')),
  ),
  about(
    'quarantinedAnswers',
    ['Answers in quarantine', 'Svar i karantæne'],
    [
      'Answers of the source that could not be read; blank where they are not counted.',
      'Kildens svar der ikke kunne læses; tom hvor de ikke tælles.',
    ],
    'count',
    sum(table, 'QuarantinedAnswers'),
  ),
  about(
    'sourceDifference',
    ['Difference from the source', 'Forskel fra kilden'],
    [
      'Answers in the star minus answers at the source, over the campaigns whose source was counted.',
      'Svar i stjernen minus svar i kilden, over de kampagner hvis kilde blev talt op.',
    ],
    'change',
    defineGiven({ source: measure('sourceAnswers') }, ({ source }) =>
      subtract(orZero(sum(table, 'StarAnswers', given('SourceAnswers'))), source),
    ),
  ),
  about(
    'sourceRated',
    ['Rated at the source', 'Bedømt i kilden'],
    ['Answers at the source with a whole score 0–10.', 'Svar i kilden med en hel score 0–10.'],
    'count',
    sum(table, 'SourceRated'),
  ),
  about(
    'starRated',
    ['Rated in the star', 'Bedømt i stjernen'],
    ['Answers in the star with a whole score 0–10.', 'Svar i stjernen med en hel score 0–10.'],
    'count',
    sum(table, 'StarRated'),
  ),
  about(
    'npsAtSource',
    ['NPS at the source', 'NPS i kilden'],
    ['NPS from the counts of the source.', 'NPS ud fra kildens antal.'],
    'npsDecimal',
    npsOf(sum(table, 'SourceRated'), sum(table, 'SourcePromoters'), sum(table, 'SourceDetractors')),
  ),
  about(
    'npsInStar',
    ['NPS in the star', 'NPS i stjernen'],
    ['NPS from the counts of the star, over all time.', 'NPS ud fra stjernens antal, over al tid.'],
    'npsDecimal',
    npsOf(sum(table, 'StarRated'), sum(table, 'StarPromoters'), sum(table, 'StarDetractors')),
  ),
];
