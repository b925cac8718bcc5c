/** The sentences under the titles of pages, in both languages, on facts small enough to count. */
import { row, times, type Answer, type Row } from '../../support/starRows';
import { at, byMember, month, on, only, responses, surveyClass, year, type HandCase, type Words } from './handCase';

const day = '2026-01-10';

const group = (unit: number, promoters: number, passives: number, detractors: number): readonly Answer[] => [
  ...times(promoters, { day, unit, score: 10 }),
  ...times(passives, { day, unit, score: 8 }),
  ...times(detractors, { day, unit, score: 2 }),
];

const says = (
  id: string,
  what: string,
  facts: HandCase['facts'],
  words: Words | null,
  rest: Partial<HandCase> = {},
): HandCase => ({ says: `${id}: ${what}`, facts, total: { [id]: words }, ...rest });

/** Answers with further keys. */
const keyed = (keys: Row, ...groups: readonly (readonly Answer[])[]): readonly Row[] =>
  responses(...groups).map((one) => ({ ...one, ...keys }));

const numbered = (rows: readonly Row[]): readonly Row[] =>
  rows.map((one, index) => ({ ...one, ResponseKey: index + 1, ResponseId: `R${index + 1}` }));

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

const classNotes: readonly HandCase[] = [
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

const scores: readonly HandCase[] = [
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

const employee = (key: number, team: string | null) =>
  row('DimEmployee', { EmployeeKey: key, EmployeeName: `E${key}`, Team: team });

const teams = {
  DimEmployee: [
    employee(0, 'Nobody'),
    employee(1, 'Service'),
    employee(2, 'Service'),
    employee(3, 'Sales'),
    employee(4, null),
  ],
  FactResponse: numbered([
    ...keyed({ EmployeeKey: 1 }, group(1, 30, 10, 10)),
    ...keyed({ EmployeeKey: 2 }, group(1, 30, 10, 10)),
    ...keyed({ EmployeeKey: 3 }, group(1, 30, 40, 30)),
    ...keyed({ EmployeeKey: 4 }, group(1, 0, 0, 50)),
    ...keyed({ EmployeeKey: 0 }, group(1, 0, 0, 50)),
  ]),
};

const onlySales: Words = ['Only Sales has answers enough for a score: 0.', 'Kun Sales har svar nok til en score: 0.'];

const touchpoints = {
  DimTouchpoint: [
    row('DimTouchpoint', { TouchpointKey: 0, TouchpointName: '' }),
    row('DimTouchpoint', { TouchpointKey: 1, TouchpointName: 'Sale' }),
    row('DimTouchpoint', { TouchpointKey: 2, TouchpointName: 'Delivery' }),
  ],
};

const atTouchpoints = numbered([
  ...keyed({ TouchpointKey: 1 }, group(1, 60, 20, 20)),
  ...keyed({ TouchpointKey: 2 }, group(1, 30, 40, 30)),
  ...keyed({ TouchpointKey: 0 }, group(1, 0, 0, 50)),
]);

const mention = (response: number, sentiment: string) =>
  row('BridgeResponseCategory', { ResponseKey: response, CategoryKey: 1, Sentiment: sentiment });

const members: readonly HandCase[] = [
  says(
    'unitsPoint',
    'the gap is more than chance explains',
    // +40 and 0 of 100 each: adjusted 38.8 and 0, standard errors 7.9 and 7.6, z = 3.5 against 1.96 for one pair.
    { FactResponse: responses(group(1, 60, 20, 20), group(2, 30, 40, 30)) },
    [
      'Aarhus is highest at +40, København lowest at 0: more than chance explains.',
      'Aarhus ligger højest med +40, København lavest med 0: mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'chance may explain the gap',
    // +40 and +30: z = 0.9.
    { FactResponse: responses(group(1, 60, 20, 20), group(2, 50, 30, 20)) },
    [
      'Aarhus is highest at +40, København lowest at +30: no more than chance explains.',
      'Aarhus ligger højest med +40, København lavest med +30: ikke mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'one pair needs z = 1.96',
    // +40 and +15: adjusted 38.8 and 14.6, standard errors 7.9 and 7.8, z = 2.19.
    { FactResponse: responses(group(1, 60, 20, 20), group(2, 43, 29, 28)) },
    [
      'Aarhus is highest at +40, København lowest at +15: more than chance explains.',
      'Aarhus ligger højest med +40, København lavest med +15: mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'three pairs need z = 2.39: 2.27 no longer is more than chance',
    { FactResponse: responses(group(1, 60, 20, 20), group(2, 42, 30, 28), group(3, 50, 25, 25)) },
    [
      'Aarhus is highest at +40, København lowest at +14: no more than chance explains.',
      'Aarhus ligger højest med +40, København lavest med +14: ikke mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'who has too few answers, or is not known, is left out',
    { FactResponse: responses(group(1, 60, 20, 20), group(2, 0, 0, 4), group(0, 0, 0, 50)) },
    ['Only Aarhus has answers enough for a score: +40.', 'Kun Aarhus har svar nok til en score: +40.'],
  ),
  says(
    'unitsPoint',
    'of two at the top the last in the alphabet is named, and the wider error counts',
    // Both +40, of 100 and of 10: errors 7.9 and 22.1. To 0 with 7.6: 38.8 against 2.394 × 23.4 = 56.
    { FactResponse: responses(group(1, 60, 20, 20), group(2, 6, 2, 2), group(3, 30, 40, 30)) },
    [
      'København is highest at +40, Odense lowest at 0: no more than chance explains.',
      'København ligger højest med +40, Odense lavest med 0: ikke mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'of two at the bottom likewise',
    { FactResponse: responses(group(1, 30, 40, 30), group(2, 3, 4, 3), group(3, 60, 20, 20)) },
    [
      'Odense is highest at +40, København lowest at 0: no more than chance explains.',
      'Odense ligger højest med +40, København lavest med 0: ikke mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'few answers at the top widen the error of the top alone',
    // +60 of 10: adjusted 46.2, error 22.7; −10 of 100: adjusted −9.7, error 7.6: 55.9 against 1.96 × 24 = 47.
    { FactResponse: responses(group(1, 8, 0, 2), group(2, 25, 40, 35)) },
    [
      'Aarhus is highest at +60, København lowest at −10: more than chance explains.',
      'Aarhus ligger højest med +60, København lavest med −10: mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'few answers at the bottom widen the error of the bottom alone',
    { FactResponse: responses(group(1, 35, 40, 25), group(2, 2, 0, 8)) },
    [
      'Aarhus is highest at +10, København lowest at −60: more than chance explains.',
      'Aarhus ligger højest med +10, København lavest med −60: mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'an extreme of four answers is no end',
    { FactResponse: responses(group(1, 60, 20, 20), group(2, 30, 40, 30), group(3, 0, 0, 4)) },
    [
      'Aarhus is highest at +40, København lowest at 0: more than chance explains.',
      'Aarhus ligger højest med +40, København lavest med 0: mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'nor is one at the top',
    { FactResponse: responses(group(1, 60, 20, 20), group(2, 30, 40, 30), group(3, 4, 0, 0)) },
    [
      'Aarhus is highest at +40, København lowest at 0: more than chance explains.',
      'Aarhus ligger højest med +40, København lavest med 0: mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'units count whatever class they were asked in',
    { FactResponse: responses(group(1, 53, 29, 18), group(2, 43, 29, 28)).map((one) => ({ ...one, CampaignKey: 2 })) },
    [
      'Aarhus is highest at +35, København lowest at +15: no more than chance explains.',
      'Aarhus ligger højest med +35, København lavest med +15: ikke mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'a score of four answers at the top does not widen the error there',
    // +50 of 100 against 0 of 100; Odense also has +50, of four.
    { FactResponse: responses(group(1, 60, 30, 10), group(2, 30, 40, 30), group(3, 3, 0, 1)) },
    [
      'Aarhus is highest at +50, København lowest at 0: more than chance explains.',
      'Aarhus ligger højest med +50, København lavest med 0: mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'nor does one at the bottom',
    { FactResponse: responses(group(1, 60, 20, 20), group(2, 30, 40, 30), group(3, 2, 0, 2)) },
    [
      'Aarhus is highest at +40, København lowest at 0: more than chance explains.',
      'Aarhus ligger højest med +40, København lavest med 0: mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'the gap is that of the highest, not of the one with the highest adjusted score',
    // +60 of 10: adjusted 46.2, error 22.7. +50 of 100: adjusted 48.5. −10 of 100: −9.7, error 7.6.
    // 46.2 + 9.7 = 55.9 against 2.394 × 24.0 = 57.3; 48.5 would have been enough.
    { FactResponse: responses(group(1, 8, 0, 2), group(2, 60, 30, 10), group(3, 25, 40, 35)) },
    [
      'Aarhus is highest at +60, Odense lowest at −10: no more than chance explains.',
      'Aarhus ligger højest med +60, Odense lavest med −10: ikke mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'of two at the top the higher adjusted score makes the gap: 38.8 + 19.4 against 2.394 × 23.5 = 56.2',
    { FactResponse: responses(group(1, 60, 20, 20), group(2, 6, 2, 2), group(3, 20, 40, 40)) },
    [
      'København is highest at +40, Odense lowest at −20: more than chance explains.',
      'København ligger højest med +40, Odense lavest med −20: mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'of two at the bottom likewise: 19.4 + 30.8 against 56.2',
    { FactResponse: responses(group(1, 40, 40, 20), group(2, 20, 20, 60), group(3, 2, 2, 6)) },
    [
      'Aarhus is highest at +20, Odense lowest at −40: no more than chance explains.',
      'Aarhus ligger højest med +20, Odense lavest med −40: ikke mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'few answers on either side leave a gap of 33.8 open',
    // +20 of 10: adjusted 15.4; −20 of 100: −19.4; 1.96 × √(25.6² + 7.9²) = 52.
    { FactResponse: responses(group(1, 6, 0, 4), group(2, 20, 40, 40)) },
    [
      'Aarhus is highest at +20, København lowest at −20: no more than chance explains.',
      'Aarhus ligger højest med +20, København lavest med −20: ikke mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'few answers at the bottom leave it open as well',
    { FactResponse: responses(group(1, 40, 40, 20), group(2, 4, 0, 6)) },
    [
      'Aarhus is highest at +20, København lowest at −20: no more than chance explains.',
      'Aarhus ligger højest med +20, København lavest med −20: ikke mere end tilfældighed forklarer.',
    ],
  ),
  says(
    'unitsPoint',
    'a unit that is chosen stands alone',
    { FactResponse: responses(group(1, 60, 20, 20), group(2, 30, 40, 30)) },
    ['Only Aarhus has answers enough for a score: +40.', 'Kun Aarhus har svar nok til en score: +40.'],
    { chosen: [only({ table: 'DimBusinessUnit', column: 'BusinessUnitKey' }, 1)] },
  ),
  says('unitsPoint', 'nobody has enough', { FactResponse: responses(group(2, 0, 0, 4)) }, [
    'No business unit has answers enough for a score.',
    'Ingen forretningsenhed har svar nok til en score.',
  ]),
  says('unitsPoint', 'all are the same', { FactResponse: responses(group(1, 6, 2, 2), group(2, 60, 20, 20)) }, [
    'All 2 stand at +40.',
    'Alle 2 ligger på +40.',
  ]),
  says('teamsPoint', 'a team is taken together over its members; who is not known or has no team is left out', teams, [
    'Service is highest at +40, Sales lowest at 0: more than chance explains.',
    'Service ligger højest med +40, Sales lavest med 0: mere end tilfældighed forklarer.',
  ]),
  says('teamsPoint', 'an employee who is chosen stands for the team', teams, onlySales, {
    chosen: [only({ table: 'DimEmployee', column: 'EmployeeKey' }, 3)],
  }),
  says('teamsPoint', 'a team that is chosen stands alone', teams, onlySales, {
    chosen: [only({ table: 'DimEmployee', column: 'Team' }, 'Sales')],
  }),
  says('teamsPoint', 'nobody has enough', { FactResponse: responses(group(1, 9, 0, 0)) }, [
    'No team has answers enough for a score.',
    'Ingen teams har svar nok til en score.',
  ]),
  says(
    'journeyPoint',
    'the ends of the journey, and how many of the themes are negative: 3 of 4',
    {
      ...touchpoints,
      FactResponse: atTouchpoints,
      BridgeResponseCategory: [
        mention(1, 'positive'),
        mention(2, 'negative'),
        mention(3, 'negative'),
        mention(101, 'negative'),
      ],
    },
    [
      'Sale is highest at +40, Delivery lowest at 0: more than chance explains. 75% of the themes mentioned are negative.',
      'Sale ligger højest med +40, Delivery lavest med 0: mere end tilfældighed forklarer. 75\u00a0% af de nævnte temaer er negative.',
    ],
  ),
  says(
    'journeyPoint',
    'a touchpoint that is chosen stands alone',
    { ...touchpoints, FactResponse: atTouchpoints },
    ['Only Delivery has answers enough for a score: 0.', 'Kun Delivery har svar nok til en score: 0.'],
    { chosen: [only({ table: 'DimTouchpoint', column: 'TouchpointKey' }, 2)] },
  ),
  says(
    'journeyPoint',
    'without themes it says none',
    { ...touchpoints, FactResponse: keyed({ TouchpointKey: 1 }, group(1, 5, 0, 0)) },
    ['Only Sale has answers enough for a score: +100.', 'Kun Sale har svar nok til en score: +100.'],
  ),
  says('journeyPoint', 'nobody has enough', { ...touchpoints, FactResponse: responses(group(1, 9, 0, 0)) }, [
    'No touchpoint has answers enough for a score.',
    'Ingen touchpoints har svar nok til en score.',
  ]),
];

const voices: readonly HandCase[] = [
  {
    says: 'reconcilePoint and responsesPoint: groups and excluded make all answers; comments on unrated answers do not count',
    facts: {
      FactResponse: responses(
        times(4, { day, score: 10 }),
        times(3, { day, score: 7 }),
        times(2, { day, score: 0, comment: 'Late' }),
        times(1, { day, score: null, comment: 'No score' }),
        times(1, { day, score: 11, comment: 'Above' }),
        times(1, { day, score: -1, comment: 'Below' }),
        times(3, { day, campaign: 3, rating: 4, ratingMax: 5, comment: 'CSAT' }),
      ),
    },
    total: {
      reconcilePoint: [
        'The parts add up: 4 promoters + 3 passives + 2 detractors + 3 excluded = 12 answers.',
        'Delene stemmer: 4 ambassadører + 3 passive + 2 kritikere + 3 udeladte = 12 svar.',
      ],
      responsesPoint: [
        '9 rated answers, 2 with a comment; 3 could not be rated and are left out of the score.',
        '9 bedømte svar, 2 med en kommentar; 3 kunne ikke bedømmes og er ikke med i scoren.',
      ],
    },
  },
  {
    says: 'reconcilePoint: an answer that is neither in a group nor excluded with a reason is told',
    facts: {
      FactResponse: responses(times(2, { day, score: 10 }), times(2, { day, score: null })).map((one, index) =>
        index === 3 ? { ...one, ExclusionReason: null } : one,
      ),
    },
    total: {
      excluded: 1,
      reconcilePoint: [
        'The parts do not add up: 4 answers, but 3 in the groups and excluded.',
        'Delene stemmer ikke: 4 svar, men 3 i grupperne og udeladt.',
      ],
    },
  },
  {
    says: 'reconcilePoint and responsesPoint: nothing is rated',
    facts: { FactResponse: responses(times(3, { day, score: null })) },
    total: {
      reconcilePoint: ['No rated answers in what is chosen.', 'Ingen bedømte svar i det valgte.'],
      responsesPoint: ['No rated answers in what is chosen.', 'Ingen bedømte svar i det valgte.'],
    },
  },
  says(
    'servicePoint',
    'all that was asked about: 2 of 3 satisfied, an effort of 9 / 2, 12 of 15 points',
    {
      FactResponse: responses(
        [5, 4, 3].map((rating) => ({ day, campaign: 3, rating, ratingMax: 5 })),
        [6, 3].map((rating) => ({ day, campaign: 4, rating, ratingMax: 7 })),
        [
          { day, campaign: 5, rating: 8, ratingMax: 10 },
          { day, campaign: 5, rating: 4, ratingMax: 5 },
        ],
      ),
    },
    [
      '67% are satisfied (CSAT). How easy it was gets 4.5 (CES). The experience gets 80 of 100.',
      '67\u00a0% er tilfredse (CSAT). Hvor let det var får 4,5 (CES). Oplevelsen får 80 af 100.',
    ],
  ),
  says(
    'servicePoint',
    'only what was asked about',
    { FactResponse: responses(times(4, { day, campaign: 4, rating: 6, ratingMax: 7 })) },
    ['How easy it was gets 6.0 (CES). ', 'Hvor let det var får 6,0 (CES). '],
  ),
  {
    says: 'servicePoint: satisfaction alone',
    facts: { FactResponse: responses([{ day, campaign: 3, rating: 5, ratingMax: 5 }]) },
    total: {
      noService: null,
      servicePoint: ['100% are satisfied (CSAT). ', '100\u00a0% er tilfredse (CSAT). '],
    },
  },
  {
    says: 'servicePoint: the experience alone',
    facts: { FactResponse: responses([{ day, campaign: 5, rating: 3, ratingMax: 5 }]) },
    total: { noService: null, servicePoint: ['The experience gets 60 of 100.', 'Oplevelsen får 60 af 100.'] },
  },
  says('servicePoint', 'nothing was asked about', { FactResponse: responses(times(4, { day, score: 9 })) }, [
    'No answers about satisfaction, effort or experience in what is chosen.',
    'Ingen svar om tilfredshed, indsats eller oplevelse i det valgte.',
  ]),
];

type Status = 'agrees' | 'explained' | 'differs' | 'not known';

const campaign = (key: number, status: Status, quarantined = 0) =>
  row('FactReconciliation', {
    CampaignKey: key,
    StagingAnswers: 8,
    StarAnswers: 8,
    QuarantinedAnswers: quarantined,
    ReconciliationStatus: status,
  });

const compared = (what: string, rows: readonly Row[], words: Words): HandCase => {
  const parts: Words = [
    'The parts add up: 2 promoters + 0 passives + 1 detractors + 0 excluded = 3 answers.',
    'Delene stemmer: 2 ambassadører + 0 passive + 1 kritikere + 0 udeladte = 3 svar.',
  ];
  return {
    says: `sourceCompared and trustPoint: ${what}`,
    facts: {
      FactReconciliation: rows,
      FactResponse: responses(times(2, { day, score: 9 }), times(1, { day, score: 6 })),
    },
    total: { sourceCompared: words, trustPoint: [`${words[0]} ${parts[0]}`, `${words[1]} ${parts[1]}`] },
  };
};

const trust: readonly HandCase[] = [
  compared(
    'all agree',
    [campaign(1, 'agrees'), campaign(2, 'agrees')],
    ['Every campaign agrees with the source (2).', 'Alle kampagner stemmer med kilden (2).'],
  ),
  compared(
    'quarantine holds some',
    [campaign(1, 'explained', 1), campaign(2, 'agrees')],
    [
      'Campaigns agree with the source, except 1 in quarantine.',
      'Kampagnerne stemmer med kilden, undtagen 1 i karantæne.',
    ],
  ),
  compared(
    'one differs',
    [campaign(1, 'differs'), campaign(2, 'agrees'), campaign(3, 'not known')],
    ['1 of 3 campaigns differ from the source.', '1 af 3 kampagner afviger fra kilden.'],
  ),
  compared(
    'some were not counted',
    [campaign(1, 'agrees'), campaign(2, 'not known')],
    [
      '1 of 2 campaigns agree with the source; the others were not counted there.',
      '1 af 2 kampagner stemmer med kilden; de andre blev ikke talt op der.',
    ],
  ),
  compared(
    'none was counted',
    [campaign(1, 'not known')],
    [
      'Staging and star agree; the source was not counted.',
      'Mellemlager og stjerne stemmer; kilden blev ikke talt op.',
    ],
  ),
  compared(
    'none is shown',
    [],
    [
      'The source is not compared: only who sees every business unit sees that.',
      'Kilden er ikke sammenlignet: det ser kun den, der ser alle enheder.',
    ],
  ),
];

const followUp = (key: number, more: Row) =>
  row('FactFollowUp', { FollowUpKey: key, OpenedDateKey: on(day), FollowUpStatus: 'open', ...more });

const closedCase = { FollowUpStatus: 'closed', ClosedDateKey: on(day), ClosedAt: at(day) };

const invitation = (key: number, more: Row) =>
  row('FactInvitation', { InvitationKey: key, SentDateKey: on(day), SentAt: at(day), ...more });

const work: readonly HandCase[] = [
  says(
    'followUpPoint',
    '2 of 3 closed in time, one of two open past due',
    {
      FactFollowUp: [
        followUp(1, { ...closedCase, IsClosedInTime: true }),
        followUp(2, { ...closedCase, IsClosedInTime: true }),
        followUp(3, closedCase),
        followUp(4, { IsOverdue: true }),
        followUp(5, {}),
      ],
    },
    [
      '2 cases are open, 1 of them past due; 67% of the closed ones were closed in time.',
      '2 sager er åbne, 1 af dem over fristen; 67\u00a0% af de lukkede blev lukket rettidigt.',
    ],
  ),
  says('followUpPoint', 'none is closed', { FactFollowUp: [followUp(1, {}), followUp(2, {})] }, [
    '2 cases are open, 0 of them past due; none is closed yet.',
    '2 sager er åbne, 0 af dem over fristen; ingen er lukket endnu.',
  ]),
  says('followUpPoint', 'no cases', {}, [
    'No follow-up cases in what is chosen.',
    'Ingen opfølgningssager i det valgte.',
  ]),
  says(
    'programmePoint',
    '1 of 2 delivered answered; 250 of 25,000 used',
    {
      FactInvitation: [
        invitation(1, { IsDelivered: true, IsResponded: true }),
        invitation(2, { IsDelivered: true }),
        ...Array.from({ length: 248 }, (_, index) => invitation(index + 3, { BouncedAt: at(day) })),
      ],
    },
    [
      '50% of the delivered invitations are answered; 1% of the year’s quota is used.',
      '50\u00a0% af de leverede invitationer besvares; 1\u00a0% af årets kvote er brugt.',
    ],
  ),
  says('programmePoint', 'no invitations', {}, [
    'No invitations in what is chosen.',
    'Ingen invitationer i det valgte.',
  ]),
];

const deal = (key: number, companyKey: number, amount: number, probability: number) =>
  row('FactOpportunity', {
    OpportunityKey: key,
    CompanyKey: companyKey,
    ExpectedCloseDateKey: on('2026-09-01'),
    Probability: probability,
    Amount: amount,
    OpportunityOutcome: 'open',
  });

const unhappyAlfa = responses(times(5, { day, company: 1, score: 2 }), times(5, { day, company: 2, score: 10 }));

const customers: readonly HandCase[] = [
  says(
    'salesPoint',
    'open deals as they stand today, 1,500 of 3,500 with Alfa at −100',
    {
      FactResponse: unhappyAlfa,
      FactOpportunity: [deal(1, 1, 1500, 0.7), deal(2, 2, 2000, 0.5), deal(3, 1, 9000, 0.4)],
    },
    [
      'Of likely deals worth 3,500, 1,500 stands with customers whose NPS is below the risk threshold.',
      'Af sandsynlige salg for 3.500 er 1.500 hos kunder med NPS under risikogrænsen.',
    ],
    { chosen: [only({ table: 'DimDate', column: 'IsLast12Months' }, true)] },
  ),
  says(
    'salesPoint',
    'none at risk is said in words',
    { FactResponse: unhappyAlfa, FactOpportunity: [deal(1, 2, 1500, 0.7)] },
    [
      'Of likely deals worth 1,500, none stands with customers whose NPS is below the risk threshold.',
      'Af sandsynlige salg for 1.500 er intet hos kunder med NPS under risikogrænsen.',
    ],
  ),
  says('salesPoint', 'no deal is likely', { FactOpportunity: [deal(1, 2, 1500, 0.4)] }, [
    'No open deal has a chance of 50% or more.',
    'Ingen åben salgsmulighed har en chance på 50 % eller mere.',
  ]),
  says(
    'salesPoint',
    'a deal without an amount is a deal',
    { FactOpportunity: [{ ...deal(1, 2, 0, 0.4), Amount: null }] },
    ['No open deal has a chance of 50% or more.', 'Ingen åben salgsmulighed har en chance på 50 % eller mere.'],
  ),
  says('salesPoint', 'no deals', {}, ['No open deals in what is chosen.', 'Ingen åbne salgsmuligheder i det valgte.']),
  says('accountsPoint', 'Alfa, which buys for 1,000, of the three that have not left', { FactResponse: unhappyAlfa }, [
    '1 of 3 customers are at risk; they buy for 1,000 a year.',
    '1 af 3 kunder er i risiko; de køber for 1.000 om året.',
  ]),
  says('accountsPoint', 'nobody is at risk', { FactResponse: responses(times(5, { day, company: 2, score: 10 })) }, [
    '0 of 3 customers are at risk; they buy for 0 a year.',
    '0 af 3 kunder er i risiko; de køber for 0 om året.',
  ]),
  says(
    'accountsPoint',
    'nobody has rated in 12 months',
    { FactResponse: responses(times(5, { day: '2024-06-10', score: 1 })) },
    ['No customer has rated in the last 12 months.', 'Ingen kunde har bedømt de seneste 12 måneder.'],
  ),
  says('accountsPoint', 'no customers', { DimCompany: [], FactResponse: responses(times(5, { day, score: 1 })) }, [
    'No customers in what is chosen.',
    'Ingen kunder i det valgte.',
  ]),
];

export const sentenceCases: readonly HandCase[] = [
  ...classNotes,
  ...scores,
  ...members,
  ...voices,
  ...trust,
  ...work,
  ...customers,
];
