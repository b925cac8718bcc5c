/** What visuals say where they are empty: a case where each speaks and one where it is silent. */
import { row, times, type Row } from '../../support/starRows';
import { at, on, only, responses, type HandCase, type HandValues, type Words } from './handCase';

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
  noTeams: namesNone('a team', 'et team'),
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

/** An answer of each company and person. */
const of = (...keys: readonly (readonly [company: number, person: number])[]): readonly Row[] =>
  responses(keys.map(([company]) => ({ day, score: 9, company }))).map((one, index) => ({
    ...one,
    ContactKey: keys[index]?.[1] ?? 0,
  }));

const deal = row('FactOpportunity', {
  OpportunityKey: 1,
  CompanyKey: 1,
  Amount: 10,
  Probability: 0.5,
  OpportunityOutcome: 'open',
});
const unlikely = { ...deal, Probability: 0.4, Amount: null };
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
  DimEmployee: [row('DimEmployee', { EmployeeKey: 0 }), row('DimEmployee', { EmployeeKey: 1, Team: 'North' })],
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
  FactOpportunity: [unlikely, { ...deal, OpportunityKey: 2, CompanyKey: 0, Amount: null }],
};

/** What an answer may name, and the note where none does. */
const named = [
  ['BusinessUnitKey', 'noUnits'],
  ['CompanyKey', 'noCompanies'],
  ['ProductKey', 'noProducts'],
  ['TouchpointKey', 'noTouchpoints'],
  ['ChannelKey', 'noChannels'],
  ['EmployeeKey', 'noEmployees'],
] as const;

const nameless = { BusinessUnitKey: 0, CompanyKey: 0, ProductKey: 0, TouchpointKey: 0, ChannelKey: 0, EmployeeKey: 0 };

const naming = (...keys: readonly Row[]): HandCase['facts'] => ({
  FactResponse: responses(times(keys.length, { day, score: 9 })).map((one, index) => ({
    ...one,
    ...nameless,
    ...keys[index],
  })),
});

const notesOnNames: readonly HandCase[] = named.flatMap(([key, id]) => [
  {
    says: `${id} is silent where one answer names one, and it alone`,
    facts: naming({ [key]: 2 }),
    total: Object.fromEntries(named.map(([, other]) => [other, other === id ? null : (spoken[other] ?? null)])),
  },
  {
    says: `${id} speaks where what is chosen names none`,
    facts: naming({ [key]: 2 }, {}),
    chosen: [only({ table: 'FactResponse', column: key }, 0)],
    total: { [id]: spoken[id] ?? null },
  },
]);

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
    says: 'no answer of the chosen team names another team',
    facts: {
      ...everything,
      DimEmployee: [...(everything.DimEmployee ?? []), row('DimEmployee', { EmployeeKey: 2, Team: 'South' })],
    },
    chosen: [only({ table: 'DimEmployee', column: 'Team' }, 'South')],
    total: { noTeams: namesNone('a team', 'et team') },
  },
  {
    says: 'two companies and two persons in view are said to be several; the unknown is none of them',
    facts: { FactResponse: of([1, 1], [2, 2], [0, 0]) },
    total: { severalCompanies, severalPersons },
  },
  {
    says: 'one company and one person are not several',
    facts: { FactResponse: of([1, 1]) },
    total: { severalCompanies: null, severalPersons: null },
  },
  ...notesOnNames,
  {
    says: 'a comment on an answer that is not rated is a comment, and the answer is left out',
    facts: { FactResponse: responses([{ day, score: null, comment: 'No score' }]) },
    total: { noComments: null, noExcluded: null, noRated: spoken['noRated'] ?? null },
  },
  {
    says: 'two companies and two persons are several without an unknown one',
    facts: { FactResponse: of([1, 1], [2, 2]) },
    total: { severalCompanies, severalPersons },
  },
  {
    says: 'one company with two persons, and the unknown of both',
    facts: { FactResponse: of([1, 1], [1, 2], [0, 0]) },
    total: { severalCompanies: null, severalPersons },
  },
  {
    says: 'one person of two companies, in two units',
    facts: { FactResponse: of([1, 1], [2, 1]).map((one, index) => ({ ...one, BusinessUnitKey: index + 1 })) },
    total: { severalCompanies, severalPersons: null },
  },
  {
    says: 'one company and the unknown one, one person and the unknown one, are not several',
    facts: { FactResponse: of([1, 1], [0, 0]).map((one, index) => ({ ...one, BusinessUnitKey: index + 1 })) },
    total: { severalCompanies: null, severalPersons: null },
  },
  {
    says: 'the one person and company that is chosen is not several',
    facts: { FactResponse: of([1, 1], [2, 2]) },
    chosen: [
      only({ table: 'FactResponse', column: 'ContactKey' }, 1),
      only({ table: 'FactResponse', column: 'CompanyKey' }, 1),
    ],
    total: { severalCompanies: null, severalPersons: null },
  },
  {
    says: 'the one person that is chosen of a company is not several',
    facts: { FactResponse: of([1, 1], [1, 2]) },
    chosen: [only({ table: 'FactResponse', column: 'ContactKey' }, 1)],
    total: { severalPersons: null },
  },
  {
    says: 'two persons whose company is not known are several',
    facts: { FactResponse: of([0, 1], [0, 2]) },
    total: { severalCompanies: null, severalPersons },
  },
];
