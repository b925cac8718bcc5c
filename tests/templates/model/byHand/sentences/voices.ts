/** The sentences about what customers say, and how satisfied they are, worked out by hand. */
import { times } from '../../../support/starRows';
import { responses, type HandCase } from '../handCase';
import { day, says } from './sentenceCase';

export const voices: readonly HandCase[] = [
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
