/** Satisfaction, effort and experience: other metrics than NPS, each on its own campaigns, never mixed. */
import {
  average,
  count,
  define,
  divide,
  given,
  is,
  measure,
  multiply,
  number,
  only,
  orZero,
  sum,
  whenGiven,
} from '../build';
import type { Expression, MeasureDefinition } from '../expression';
import { inFolder } from './measure';

const service = inFolder('service');

const ofMetric = (metric: string, operand: Expression): Expression =>
  only('DimCampaign', [is('Metric', '=', metric)], operand);

const ratings = count('FactResponse', given('Rating'));

export const serviceMeasures: readonly MeasureDefinition[] = [
  service(
    'csatAnswers',
    ['CSAT answers', 'CSAT-svar'],
    ['Rated answers to satisfaction questions.', 'Bedømte svar på tilfredshedsspørgsmål.'],
    'count',
    ofMetric('CSAT', ratings),
  ),
  service(
    'csat',
    ['CSAT %', 'CSAT %'],
    [
      'Share of the satisfaction answers at 80 % of the scale or above: 4 or 5 of 5.',
      'Andel af tilfredshedssvarene på mindst 80 % af skalaen: 4 eller 5 af 5.',
    ],
    'share',
    divide(
      whenGiven(
        [measure('csatAnswers')],
        orZero(
          ofMetric(
            'CSAT',
            count('FactResponse', { column: 'Rating', operator: 'atLeast', times: 0.8, other: 'RatingMax' }),
          ),
        ),
      ),
      measure('csatAnswers'),
    ),
  ),
  service(
    'cesAnswers',
    ['CES answers', 'CES-svar'],
    ['Rated answers to effort questions.', 'Bedømte svar på indsatsspørgsmål.'],
    'count',
    ofMetric('CES', ratings),
  ),
  service(
    'ces',
    ['CES', 'CES'],
    [
      'Customer effort score: mean answer on the question’s own scale; higher is easier.',
      'Customer effort score: gennemsnitligt svar på spørgsmålets egen skala; højere er lettere.',
    ],
    'decimal',
    ofMetric('CES', average('FactResponse', 'Rating')),
  ),
  service(
    'experienceAnswers',
    ['Experience answers', 'Oplevelsessvar'],
    ['Rated answers to experience questions.', 'Bedømte svar på oplevelsesspørgsmål.'],
    'count',
    ofMetric('experience', ratings),
  ),
  service(
    'experienceIndex',
    ['Experience index', 'Oplevelsesindeks'],
    [
      '100 × points given / points possible, over the experience answers.',
      '100 × givne point / mulige point, over oplevelsessvarene.',
    ],
    'index',
    define(
      {
        points: ofMetric('experience', sum('FactResponse', 'Rating')),
        possible: ofMetric('experience', sum('FactResponse', 'RatingMax', given('Rating'))),
      },
      ({ points, possible }) => divide(multiply(number(100), points), possible),
    ),
  ),
];
