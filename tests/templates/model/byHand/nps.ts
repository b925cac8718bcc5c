/** The score of survey classes, and the score that is withheld, worked out by hand. */
import { times } from '../../support/starRows';
import { byMember, only, responses, surveyClass, unit, type HandCase } from './handCase';

const day = '2026-01-10';

const classes = {
  FactResponse: responses(
    times(5, { day, score: 9 }),
    times(1, { day, score: 8 }),
    times(2, { day, campaign: 2, score: 10 }),
    times(2, { day, campaign: 2, score: 0 }),
    times(3, { day, campaign: 5, rating: 8, ratingMax: 10 }),
  ),
};

export const npsCases: readonly HandCase[] = [
  {
    says: 'relational and transactional answers each have their score: 5 of 6, and 2 against 2',
    facts: classes,
    total: { npsRelational: (100 * 5) / 6, npsTransactional: 0, nps: (100 * (7 - 2)) / 10 },
  },
  {
    says: 'a class that is not in view has no score',
    facts: classes,
    chosen: [only(surveyClass, 'transactional')],
    total: { npsRelational: null, npsTransactional: 0, nps: 0 },
  },
  {
    says: 'four rated answers are too few for a score, however many were asked, five are enough, and nine together are',
    facts: {
      FactResponse: responses(
        times(4, { day, unit: 1, score: 10 }),
        times(1, { day, unit: 1, score: null }),
        times(5, { day, unit: 2, score: 0 }),
      ),
    },
    total: { npsShown: (100 * (4 - 5)) / 9 },
    each: byMember(unit, [
      ['Aarhus', { nps: 100, npsShown: null }],
      ['København', { nps: -100, npsShown: -100 }],
    ]),
  },
];
