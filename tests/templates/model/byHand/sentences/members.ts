/** The sentences about units, teams and touchpoints, worked out by hand: who stands highest and lowest. */
import { row } from '../../../support/starRows';
import { only, responses, type HandCase, type Words } from '../handCase';
import { group, keyed, numbered, says } from './sentenceCase';

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

export const members: readonly HandCase[] = [
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
