/** Satisfaction, effort and experience, worked out by hand. */
import { times, type Answer } from '../../support/starRows';
import { byMember, responses, unit, type HandCase } from './handCase';

const day = '2026-01-10';
const rated = (campaign: number, rating: number | null, ratingMax: number, ofUnit = 1): Answer => ({
  day,
  campaign,
  rating,
  ratingMax,
  unit: ofUnit,
});

export const serviceCases: readonly HandCase[] = [
  {
    says: 'metrics stay on their own campaigns, and an answer without a rating counts nowhere',
    facts: {
      FactResponse: responses(
        [rated(3, 5, 5), rated(3, 4, 5), rated(3, 3, 5), rated(3, null, 5)],
        [rated(4, 6, 7), rated(4, 3, 7)],
        [rated(5, 8, 10), rated(5, 4, 5), rated(5, null, 10)],
        times(5, { day, score: 0 }),
      ),
    },
    total: {
      csatAnswers: 3,
      csat: 2 / 3,
      cesAnswers: 2,
      ces: (6 + 3) / 2,
      experienceAnswers: 2,
      // 12 of 15 points.
      experienceIndex: 80,
      nps: -100,
    },
  },
  {
    says: 'the whole comes from the answers, not from a mean of its parts',
    facts: {
      FactResponse: responses(
        [rated(3, 5, 5, 1), rated(3, 2, 5, 2), rated(3, 3, 5, 2), rated(3, 4, 5, 2)],
        [rated(4, 7, 7, 1), rated(4, 1, 7, 2), rated(4, 2, 7, 2)],
        [rated(5, 5, 5, 1), rated(5, 20, 100, 2)],
      ),
    },
    // 2 of 4 at 80 % or above; 10 / 3; 25 of 105 points.
    total: { csat: 0.5, ces: 10 / 3, experienceIndex: 2500 / 105 },
    each: byMember(unit, [
      ['Aarhus', { csat: 1, ces: 7, experienceIndex: 100 }],
      ['København', { csat: 1 / 3, ces: 1.5, experienceIndex: 20 }],
    ]),
  },
  {
    says: 'nobody satisfied is zero; nobody asked is blank',
    facts: { FactResponse: responses([rated(3, 1, 5), rated(3, 3, 5)]) },
    total: { csatAnswers: 2, csat: 0, cesAnswers: null, ces: null, experienceAnswers: null, experienceIndex: null },
  },
];
