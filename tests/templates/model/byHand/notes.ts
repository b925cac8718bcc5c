/** What visuals say where they are empty: a case where each speaks and one where it is silent. */
import { row, times } from '../../support/starRows';
import { at, on, responses, type HandCase, type HandValues, type Words } from './handCase';

const day = '2026-01-10';

const namesNone = (en: string, da: string): Words => [
  `No answer shown names ${en}.`,
  `Ingen af de viste svar nævner ${da}.`,
];

const spoken: HandValues = {
  noUnits: namesNone('a business unit', 'en forretningsenhed'),
  noCompanies: namesNone('a company', 'en virksomhed'),
  noProducts: namesNone('a product', 'et produkt'),
  noTouchpoints: namesNone('a touchpoint', 'et touchpoint'),
  noChannels: namesNone('a channel', 'en kanal'),
  noEmployees: namesNone('an employee', 'en medarbejder'),
  noRoles: namesNone('the role of the person', 'personens rolle'),
  noComments: ['No answer shown has a comment.', 'Ingen af de viste svar har en kommentar.'],
  noThemes: ['No comment shown is sorted into themes.', 'Ingen af de viste kommentarer er delt i temaer.'],
  noRated: ['No rated answers in what is chosen.', 'Ingen bedømte svar i det valgte.'],
  noExcluded: ['No answer is left out.', 'Ingen svar er udeladt.'],
  noRelational: ['No answers to relational surveys.', 'Ingen svar på relationelle undersøgelser.'],
  noTransactional: ['No answers to transactional surveys.', 'Ingen svar på transaktionelle undersøgelser.'],
  noCsat: ['No answers about satisfaction (CSAT).', 'Ingen svar om tilfredshed (CSAT).'],
  noCes: ['No answers about effort (CES).', 'Ingen svar om indsats (CES).'],
  noExperience: ['No answers about the experience.', 'Ingen svar om oplevelsen.'],
  noService: [
    'No answers about satisfaction, effort or experience.',
    'Ingen svar om tilfredshed, indsats eller oplevelse.',
  ],
  noInvitations: ['No invitations in what is chosen.', 'Ingen invitationer i det valgte.'],
  noCases: ['No follow-up cases in what is chosen.', 'Ingen opfølgningssager i det valgte.'],
  noOpenCases: ['No case is open.', 'Ingen sag er åben.'],
  noDeals: ['No open deals in what is chosen.', 'Ingen åbne salgsmuligheder i det valgte.'],
  noLikelyDeals: [
    'No open deal has a chance of 50% or more.',
    'Ingen åben salgsmulighed har en chance på 50 % eller mere.',
  ],
  noRisk: ['No customer is known to be below the risk threshold.', 'Ingen kunde vides at være under risikogrænsen.'],
  noScoredDeals: [
    'No customer has both an open deal and a score.',
    'Ingen kunde har både en åben salgsmulighed og en score.',
  ],
  noScoredCustomers: [
    'No customer has both a yearly value and a score.',
    'Ingen kunde har både en årlig værdi og en score.',
  ],
};

const silent: HandValues = Object.fromEntries(Object.keys(spoken).map((id) => [id, null]));

const severalCompanies: Words = [
  'Several companies are counted together here, a row for each.',
  'Flere virksomheder er talt sammen her, én række for hver.',
];
const severalPersons: Words = [
  'Several persons share what is chosen, a row for each.',
  'Flere personer deler det valgte, én række for hver.',
];

const deal = row('FactOpportunity', {
  OpportunityKey: 1,
  CompanyKey: 1,
  Amount: 10,
  Probability: 0.5,
  OpportunityOutcome: 'open',
});
const unlikely = { ...deal, Probability: 0.4 };
const followUp = row('FactFollowUp', { FollowUpKey: 1, OpenedDateKey: on(day), FollowUpStatus: 'open' });

/** One row of everything: an unhappy answer that names all it can, and one of each other kind. */
const everything: HandCase['facts'] = {
  FactResponse: [
    ...responses(
      times(1, { day, score: 1, comment: 'Late', role: 'buyer' }),
      times(1, { day, score: null }),
      times(1, { day, score: 1, campaign: 2 }),
      times(1, { day, campaign: 3, rating: 4, ratingMax: 5 }),
      times(1, { day, campaign: 4, rating: 4, ratingMax: 7 }),
      times(1, { day, campaign: 5, rating: 4, ratingMax: 5 }),
    ),
  ].map((one) => ({ ...one, TouchpointKey: 1, ChannelKey: 1, ProductKey: 1, EmployeeKey: 1 })),
  BridgeResponseCategory: [row('BridgeResponseCategory', { ResponseKey: 1, CategoryKey: 1 })],
  FactInvitation: [row('FactInvitation', { InvitationKey: 1, SentDateKey: on(day), SentAt: at(day) })],
  FactFollowUp: [followUp],
  FactOpportunity: [deal],
};

/** Answers that name nothing known, of companies that have left or are not known: what there is does not count. */
const beside: HandCase['facts'] = {
  FactResponse: responses(
    times(1, { day, unit: 0, company: 0, score: 1 }),
    times(1, { day, unit: 0, company: 0, campaign: 3, ratingMax: 5 }),
  ),
  FactFollowUp: [{ ...followUp, FollowUpStatus: 'closed' }],
  FactOpportunity: [unlikely, { ...deal, OpportunityKey: 2, CompanyKey: 0 }],
};

export const noteCases: readonly HandCase[] = [
  { says: 'every note speaks where there is nothing', facts: {}, total: spoken },
  {
    says: 'every note is silent where there is something to see',
    facts: everything,
    total: { ...silent, severalCompanies: null, severalPersons: null },
  },
  {
    says: 'what is there but not known, not rated, closed or unlikely is not what a visual shows',
    facts: beside,
    total: {
      ...spoken,
      noRated: null,
      noRelational: null,
      noCases: null,
      noDeals: null,
    },
  },
  {
    says: 'two companies and two persons in view are said to be several; the unknown is none of them',
    facts: {
      FactResponse: [1, 2, 0].map((key) => ({
        ...responses([{ day, score: 9, company: key }])[0],
        ...{ ResponseKey: key + 1, ResponseId: `R${key + 1}`, ContactKey: key },
      })),
    },
    total: { severalCompanies, severalPersons },
  },
  {
    says: 'one company and one person are not several',
    facts: { FactResponse: [{ ...responses([{ day, score: 9 }])[0], ContactKey: 1 }] },
    total: { severalCompanies: null, severalPersons: null },
  },
];
