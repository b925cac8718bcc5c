/** Answers counted by hand. */
import { row, times } from '../../support/starRows';
import { byMember, month, only, responses, same, theme, type HandCase } from './handCase';

const day = '2026-01-10';

/** Two themes in one answer; a theme without a sentiment; the newest comment on an answer that is not rated. */
const themed = {
  FactResponse: responses(
    times(1, { day: '2026-01-10', score: 3, comment: 'Too dear' }),
    times(1, { day: '2026-02-01', score: 9, comment: 'Quick' }),
    times(1, { day: '2026-02-20', score: 8 }),
    times(1, { day: '2026-03-01', score: null, comment: 'Forgot the score' }),
  ),
  BridgeResponseCategory: [
    row('BridgeResponseCategory', { ResponseKey: 1, CategoryKey: 1, Sentiment: 'negative' }),
    row('BridgeResponseCategory', { ResponseKey: 1, CategoryKey: 2, Sentiment: null }),
    row('BridgeResponseCategory', { ResponseKey: 2, CategoryKey: 2, Sentiment: 'positive' }),
    row('BridgeResponseCategory', { ResponseKey: 3, CategoryKey: 2, Sentiment: 'negative' }),
  ],
};

/** Four comments at the same moment, two of them on scores out of the scale. */
const moment = {
  FactResponse: responses([
    { day, score: 9, comment: 'Alfa' },
    { day, score: 10, comment: 'Beta' },
    { day, score: 11, comment: 'Zeta' },
    { day, score: -1, comment: 'Zeta minor' },
  ]),
};

export const answerCases: readonly HandCase[] = [
  {
    says: 'blanks stay out of the denominator and a zero is a detractor',
    facts: {
      FactResponse: responses(
        times(45, { day, score: 9 }),
        times(40, { day, score: 8 }),
        times(14, { day, score: 3 }),
        times(1, { day, score: 0 }),
        times(7, { day, score: null }),
        times(3, { day, campaign: 3, rating: 1, ratingMax: 5 }),
      ),
    },
    total: {
      // 45 + 40 + 14 + 1 + 7; the three of the CSAT campaign are not answers to NPS.
      responses: 107,
      rated: 100,
      excluded: 7,
      promoters: 45,
      passives: 40,
      detractors: 15,
      promoterShare: 0.45,
      passiveShare: 0.4,
      detractorShare: 0.15,
      nps: 30,
      averageScore: (45 * 9 + 40 * 8 + 14 * 3 + 0) / 100,
      scoreGiven: 9,
    },
  },
  {
    says: 'answers of a campaign that does not say its metric count, its other ratings do not',
    facts: {
      FactResponse: responses(
        times(6, { day, campaign: 0, score: 9 }),
        times(2, { day, campaign: 0, score: null }),
        times(3, { day, campaign: 0, rating: 4, ratingMax: 5 }),
        // Out of its scale, and so left out of that: no answer to NPS.
        times(1, { day, campaign: 0, rating: 9, ratingMax: 5 }),
        // Nothing rated: whatever its scale was, it is no other rating.
        times(1, { day, campaign: 0, ratingMax: 5 }),
      ),
    },
    total: { responses: 9, rated: 6, excluded: 3 },
  },
  {
    says: 'what a reader chooses by another rating is kept',
    facts: {
      FactResponse: responses(
        times(1, { day, score: 9, rating: 3, ratingMax: 5 }),
        times(2, { day, campaign: 0, score: null }),
      ),
    },
    chosen: [only({ table: 'FactResponse', column: 'Rating' }, 3)],
    total: { responses: 1, rated: 1, excluded: 0 },
  },
  {
    says: 'months are pooled by their counts: +70 and −40 make −30, not +15',
    facts: {
      FactResponse: responses(
        times(1, { day: '2026-01-05', score: 2 }),
        times(1, { day: '2026-01-05', score: 7 }),
        times(8, { day: '2026-01-05', score: 10 }),
        times(60, { day: '2026-02-05', score: 2 }),
        times(20, { day: '2026-02-05', score: 7 }),
        times(20, { day: '2026-02-05', score: 10 }),
      ),
    },
    total: {
      nps: (100 * (28 - 61)) / 110,
      promoterShare: 28 / 110,
      passiveShare: 21 / 110,
      detractorShare: 61 / 110,
      averageScore: (61 * 2 + 21 * 7 + 28 * 10) / 110,
    },
    each: byMember(month, [
      [202601, { nps: 70, promoterShare: 0.8, passiveShare: 0.1, detractorShare: 0.1, averageScore: 8.9 }],
      [202602, { nps: -40, promoterShare: 0.2, passiveShare: 0.2, detractorShare: 0.6, averageScore: 4.6 }],
    ]),
  },
  {
    says: 'a score out of the scale is excluded, whatever side it is on',
    facts: {
      FactResponse: responses(
        times(2, { day, score: 10 }),
        times(1, { day, score: 0 }),
        times(1, { day, score: -1 }),
        times(1, { day, score: 11 }),
      ),
    },
    // Five asked, three rated: 100 × (2 − 1) / 3, mean 20 / 3.
    total: {
      responses: 5,
      rated: 3,
      excluded: 2,
      promoters: 2,
      detractors: 1,
      nps: 100 / 3,
      averageScore: 20 / 3,
      scoreGiven: 10,
    },
  },
  {
    says: 'groups that nobody chose are zero, not blank, where others were given',
    facts: { FactResponse: responses(times(2, { day, score: 7 })) },
    total: { promoters: 0, passives: 2, detractors: 0, promoterShare: 0, detractorShare: 0, nps: 0, excluded: 0 },
  },
  {
    says: 'the score of one answer is as it was given, zero included',
    facts: { FactResponse: responses([{ day, score: 0 }], [{ day: '2026-01-11', score: 8 }], [{ day, score: -1 }]) },
    total: { scoreGiven: 8 },
    each: byMember({ table: 'FactResponse', column: 'ResponseId' }, [
      ['R1', { scoreGiven: 0 }],
      ['R2', { scoreGiven: 8 }],
      ['R3', { scoreGiven: null }],
    ]),
  },
  {
    says: 'an answer counts under each of its themes, so that parts overlap and the total is no sum of them',
    facts: themed,
    // Three wrote something; the last rated of them is the second. Four mentions, two of them negative.
    total: { rated: 3, nps: 0, comments: 3, newestComment: same('Quick'), mentions: 4, negativeMentions: 2 },
    each: byMember(theme, [
      // Price: the first answer alone.
      [
        'Price',
        { rated: 1, nps: -100, comments: 1, newestComment: same('Too dear'), mentions: 1, negativeMentions: 1 },
      ],
      // Delivery: all three rated, two of them with words.
      ['Delivery', { rated: 3, nps: 0, comments: 2, newestComment: same('Quick'), mentions: 3, negativeMentions: 1 }],
    ]),
  },
  {
    says: 'a theme that nobody complains about has zero negative mentions; without themes there is nothing to say',
    facts: themed,
    chosen: [only({ table: 'DimDate', column: 'Date' }, '2026-02-01')],
    total: { mentions: 1, negativeMentions: 0, comments: 1 },
  },
  {
    says: 'without themes and comments there is nothing to say, not a zero',
    facts: { FactResponse: responses(times(3, { day, score: 9 })) },
    total: { mentions: null, negativeMentions: null, comments: null, newestComment: null, scoreGiven: 9 },
  },
  {
    says: 'where nobody rated all is excluded, and there is no score',
    facts: { FactResponse: responses(times(3, { day, score: null })) },
    total: { responses: 3, rated: null, excluded: 3, promoters: null, nps: null, averageScore: null, scoreGiven: null },
  },
  {
    says: 'the newest comment may stand on a zero, not on a score out of the scale',
    facts: {
      FactResponse: responses([
        { day: '2026-01-10', score: 9, comment: 'Fine' },
        { day: '2026-02-01', score: 0, comment: 'Never again' },
        { day: '2026-03-01', score: 11, comment: 'Eleven' },
        { day: '2026-03-02', score: -1, comment: 'Below' },
      ]),
    },
    total: { newestComment: same('Never again') },
  },
  {
    says: 'of comments of one moment the last in the alphabet is shown, of those that are chosen and rated',
    facts: moment,
    total: { newestComment: same('Beta') },
    each: byMember({ table: 'FactResponse', column: 'Score' }, [
      [9, { newestComment: same('Alfa') }],
      [10, { newestComment: same('Beta') }],
    ]),
  },
  {
    says: 'a comment that is searched for is the one that is shown',
    facts: moment,
    chosen: [only({ table: 'FactResponse', column: 'Comment' }, 'Alfa')],
    total: { newestComment: same('Alfa') },
  },
];
