/** Shares, classes, comments and the gap to the goal, on answers few enough to count by hand. */
import { openStar } from '../support/starDatabase';
import { answer, dateKey, row, starRows, times } from '../support/starRows';

const day = '2026-01-10';
const facts = starRows({
  FactResponse: [
    times(5, { day, score: 9, comment: 'Fine' }),
    times(1, { day, score: 8 }),
    times(2, { day, campaign: 2, score: 10 }),
    times(2, { day, campaign: 2, score: 0, comment: 'Late' }),
    times(2, { day, campaign: 4, rating: 6, ratingMax: 7 }),
    times(3, { day, campaign: 5, rating: 80, ratingMax: 100 }),
  ]
    .flat()
    .map((one, index) => answer(index + 1, one)),
  FactGoal: [
    row('FactGoal', { SurveyClass: 'relational', MonthDateKey: dateKey('2026-01-01'), GoalNps: 60 }),
    row('FactGoal', { SurveyClass: 'transactional', MonthDateKey: dateKey('2026-01-01'), GoalNps: 10 }),
  ],
});

it('counts shares of the rated answers, each class by itself, and what was asked on other scales', async () => {
  const star = await openStar(facts);
  try {
    expect(
      await star.totals([
        'promoterShare',
        'passiveShare',
        'detractorShare',
        'npsRelational',
        'npsTransactional',
        'comments',
        'cesAnswers',
        'experienceAnswers',
      ]),
    ).toEqual({
      promoterShare: 7 / 10,
      passiveShare: 1 / 10,
      detractorShare: 2 / 10,
      npsRelational: (100 * 5) / 6,
      npsTransactional: 0,
      comments: 7,
      cesAnswers: 2,
      experienceAnswers: 3,
    });
  } finally {
    star.close();
  }
});

it('weighs the goals of the classes by their rated answers before it takes them from the score', async () => {
  const star = await openStar(facts);
  try {
    const { goalGap } = await star.totals(['goalGap']);
    expect(goalGap).toBeCloseTo(50 - (6 * 60 + 4 * 10) / 10, 9);
  } finally {
    star.close();
  }
});
