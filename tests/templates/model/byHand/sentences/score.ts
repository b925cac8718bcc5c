/** The sentences of the score, worked out by hand: which classes are counted, the trend, and what moved it. */
import { row, times } from '../../../support/starRows';
import { byMember, month, on, only, responses, surveyClass, year, type HandCase, type Words } from '../handCase';
import { day, says } from './sentenceCase';

const mixed = {
  FactResponse: responses(times(2, { day, score: 9 }), times(3, { day, score: 8, campaign: 2 })),
};

const severalClasses: Words = [
  'Several survey classes together: choose one',
  'Flere undersøgelsestyper samlet: vælg én',
];

const nps = (key: number, ofClass: string) =>
  row('DimCampaign', { CampaignKey: key, CampaignName: ofClass, SurveyClass: ofClass, Metric: 'NPS' });

const withExperience = { DimCampaign: [nps(1, 'relational'), nps(2, 'transactional'), nps(6, 'experience')] };

export const classNotes: readonly HandCase[] = [
  says('classNote', 'two classes in one number', mixed, severalClasses),
  says('classNote', 'relational alone', mixed, ['Relational surveys only', 'Kun relationelle undersøgelser'], {
    chosen: [only(surveyClass, 'relational')],
  }),
  says('classNote', 'transactional alone', mixed, ['Transactional surveys only', 'Kun transaktionelle undersøgelser'], {
    chosen: [only(surveyClass, 'transactional')],
  }),
  says(
    'classNote',
    'experience alone',
    {
      ...withExperience,
      FactResponse: responses(times(1, { day, score: 9, campaign: 6 })),
    },
    ['Experience surveys only', 'Kun oplevelsesundersøgelser'],
  ),
  says(
    'classNote',
    'answers that are not rated make no class',
    {
      FactResponse: responses(
        times(1, { day, score: null }),
        times(1, { day, score: null, campaign: 0 }),
        times(1, { day, score: 8, campaign: 2 }),
      ),
    },
    ['Transactional surveys only', 'Kun transaktionelle undersøgelser'],
  ),
  says(
    'classNote',
    'nor do they where another class is rated',
    {
      ...withExperience,
      FactResponse: responses(
        [{ day, score: 9 }],
        [
          { day, campaign: 2 },
          { day, campaign: 6 },
        ],
      ),
    },
    ['Relational surveys only', 'Kun relationelle undersøgelser'],
  ),
  says(
    'classNote',
    'one answer of each of two classes',
    { ...withExperience, FactResponse: responses([{ day, score: 9 }], [{ day, score: 9, campaign: 6 }]) },
    severalClasses,
  ),
  says(
    'classNote',
    'likewise of the two others',
    { ...withExperience, FactResponse: responses([{ day, score: 9, campaign: 2 }], [{ day, score: 9, campaign: 6 }]) },
    severalClasses,
  ),
  says(
    'classNote',
    'a class that is not chosen does not count',
    { ...withExperience, FactResponse: responses([{ day, score: 9, campaign: 2 }], [{ day, score: 9, campaign: 6 }]) },
    ['Transactional surveys only', 'Kun transaktionelle undersøgelser'],
    { chosen: [only(surveyClass, 'transactional')] },
  ),
  says('classNote', 'nothing rated', mixed, null, { chosen: [only(surveyClass, 'experience')] }),
  says('classNote', 'no class given', { FactResponse: responses(times(1, { day, score: 9, campaign: 0 })) }, [
    'Survey class not given',
    'Undersøgelsestype ikke angivet',
  ]),
  says(
    'classNote',
    'answers of no class are a class of their own',
    { FactResponse: responses(times(1, { day, score: 9, campaign: 0 }), times(2, { day, score: 9 })) },
    severalClasses,
  ),
];

const goal = (ofMonth: string, nps: number) =>
  row('FactGoal', {
    BusinessUnitKey: 0,
    SurveyClass: 'relational',
    MonthDateKey: on(`${ofMonth}-01`),
    GoalNps: nps,
  });

const trend = {
  FactResponse: responses(
    times(50, { day: '2024-06-10', score: 10 }),
    times(50, { day: '2024-06-10', score: 0 }),
    times(100, { day: '2025-07-10', score: 10 }),
    times(300, { day: '2026-02-10', score: 10 }),
    times(100, { day: '2026-02-10', score: 0 }),
  ),
  FactGoal: [goal('2024-06', -20), goal('2025-07', 80), goal('2026-02', 40)],
};

// 400 promoters and 100 detractors of 500; before, 50 and 50. The goal: (100 × 80 + 400 × 40) / 500 = 48.
const trendNow: Words = [
  'The last 12 months stand at +60, +60 on the 12 months before. The goal of +48 is reached.',
  'De seneste 12 måneder står på +60, +60 i forhold til de 12 måneder før. Målet på +48 er nået.',
];

const noTwelveBefore: Words = [
  'There are no 12 months before these to compare with.',
  'Der er ingen 12 måneder før disse at sammenligne med.',
];

const moved = {
  FactResponse: responses(
    // Before: Aarhus 10 at 0, København 10 at 100: 50. Now: Aarhus 5 at 20, København 15 at 100: 80.
    times(5, { day: '2024-06-10', unit: 1, score: 9 }),
    times(5, { day: '2024-06-10', unit: 1, score: 2 }),
    times(10, { day: '2024-06-10', unit: 2, score: 10 }),
    times(2, { day: '2025-06-10', unit: 1, score: 9 }),
    times(1, { day: '2025-06-10', unit: 1, score: 2 }),
    times(2, { day: '2025-06-10', unit: 1, score: 7 }),
    times(15, { day: '2025-06-10', unit: 2, score: 10 }),
  ),
};

// Real: 5 × 20 / 20 = 5; mix: 30 − 5.
const whatMoved: Words = [
  'In 12 months the NPS moved +30.0 points: +5.0 from units scoring differently, +25.0 from a shift in who answered.',
  'På 12 måneder flyttede NPS sig +30,0 point: +5,0 fordi enheder scorer anderledes, +25,0 fordi andre svarede.',
];

export const scores: readonly HandCase[] = [
  says('trendPoint', 'the goal is that of the same 12 months', trend, trendNow),
  says('trendPoint', 'it looks back over the turn of the year', trend, trendNow, { chosen: [only(year, 2026)] }),
  {
    says: 'trendPoint: each month has the goal of the 12 months that end with it',
    facts: trend,
    chosen: [only(month, 202507, 202602)],
    each: byMember(month, [
      [
        202507,
        {
          trendPoint: [
            'The last 12 months stand at +100, +100 on the 12 months before. The goal of +80 is reached.',
            'De seneste 12 måneder står på +100, +100 i forhold til de 12 måneder før. Målet på +80 er nået.',
          ],
        },
      ],
      [202602, { trendPoint: trendNow }],
    ]),
  },
  says(
    'trendPoint',
    'the 12 months begin on the day after the same day a year ago, in the midst of its month',
    {
      FactResponse: responses(
        times(50, { day: '2024-06-10', score: 10 }),
        times(50, { day: '2024-06-10', score: 0 }),
        times(100, { day: '2025-03-20', score: 10 }),
        times(100, { day: '2026-02-10', score: 10 }),
      ),
      FactGoal: [goal('2025-03', 80), goal('2026-02', 40)],
    },
    [
      'The last 12 months stand at +100, +100 on the 12 months before. The goal of +60 is reached.',
      'De seneste 12 måneder står på +100, +100 i forhold til de 12 måneder før. Målet på +60 er nået.',
    ],
  ),
  says('trendPoint', 'without a goal it says none', moved, [
    'The last 12 months stand at +80, +30 on the 12 months before.',
    'De seneste 12 måneder står på +80, +30 i forhold til de 12 måneder før.',
  ]),
  says(
    'trendPoint',
    'nothing to compare with',
    { FactResponse: responses(times(9, { day, score: 9 })) },
    noTwelveBefore,
  ),
  says('causePoint', 'the parts of a rise', moved, whatMoved),
  says(
    'causePoint',
    'nothing to compare with',
    { FactResponse: responses(times(9, { day, score: 9 })) },
    noTwelveBefore,
  ),
  says('unitsMoved', 'what moved them', moved, whatMoved),
  says('unitsMoved', 'why there is no unit', { FactResponse: responses(times(9, { day, unit: 0, score: 9 })) }, [
    'No answer shown names a business unit.',
    'Ingen af de viste svar nævner en forretningsenhed.',
  ]),
];
