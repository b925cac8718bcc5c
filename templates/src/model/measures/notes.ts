/** Notes under the titles of visuals: why one is empty, or that it counts more than its page is about; else blank. */
import {
  coalesce,
  col,
  compare,
  count,
  distinctCount,
  given,
  is,
  isBlank,
  measure,
  number,
  only,
  orZero,
  sumOver,
  when,
  whenGiven,
  words,
} from '../build';
import type { Expression, MeasureDefinition } from '../expression';
import { inFolder } from './measure';

const notes = inFolder('notes');

type Pair = readonly [en: string, da: string];

/** The sentence where the condition holds. */
const says = (id: string, caption: Pair, condition: Expression, [en, da]: Pair): MeasureDefinition =>
  notes(
    id,
    caption,
    [`Says "${en}" where that is so; blank otherwise.`, `Siger "${da}" hvor det er så; ellers tom.`],
    null,
    when(condition, words(en, da)),
    { kind: 'text' },
  );

/** The sentence where what it speaks of is blank. */
const note = (id: string, caption: Pair, needs: Expression, text: Pair): MeasureDefinition =>
  says(id, caption, isBlank(needs), text);

/** True where there is none of what is counted. */
const none = (counted: string): Expression => compare(orZero(measure(counted)), '=', number(0));

/** Where more than one is in view: pages are opened for a name, which two may share. */
const moreThanOne = (members: Expression): Expression => compare(orZero(members), '>', number(1));

const answersWith = (column: Parameters<typeof count<'FactResponse'>>[1]): Expression => count('FactResponse', column);

const namesNone = (what: Pair): Pair => [
  `No answer shown names ${what[0]}.`,
  `Ingen af de viste svar nævner ${what[1]}.`,
];

/** How many known companies have both the measure and a score of the last 12 months. */
const companiesWith = (id: string): Expression =>
  only(
    'DimCompany',
    [is('CompanyKey', '<>', 0)],
    sumOver([col('DimCompany', 'CompanyKey')], whenGiven([measure(id), measure('npsRolling12')], number(1))),
  );

export const noteMeasures: readonly MeasureDefinition[] = [
  note(
    'noUnits',
    ['Note: no units', 'Note: ingen enheder'],
    answersWith(is('BusinessUnitKey', '<>', 0)),
    namesNone(['a business unit', 'en forretningsenhed']),
  ),
  note(
    'noCompanies',
    ['Note: no companies', 'Note: ingen virksomheder'],
    answersWith(is('CompanyKey', '<>', 0)),
    namesNone(['a company', 'en virksomhed']),
  ),
  note(
    'noProducts',
    ['Note: no products', 'Note: ingen produkter'],
    answersWith(is('ProductKey', '<>', 0)),
    namesNone(['a product', 'et produkt']),
  ),
  note(
    'noTouchpoints',
    ['Note: no touchpoints', 'Note: ingen touchpoints'],
    answersWith(is('TouchpointKey', '<>', 0)),
    namesNone(['a touchpoint', 'et touchpoint']),
  ),
  note(
    'noChannels',
    ['Note: no channels', 'Note: ingen kanaler'],
    answersWith(is('ChannelKey', '<>', 0)),
    namesNone(['a channel', 'en kanal']),
  ),
  note(
    'noEmployees',
    ['Note: no employees', 'Note: ingen medarbejdere'],
    answersWith(is('EmployeeKey', '<>', 0)),
    namesNone(['an employee', 'en medarbejder']),
  ),
  note(
    'noTeams',
    ['Note: no teams', 'Note: ingen teams'],
    only('DimEmployee', [given('Team')], count('FactResponse')),
    namesNone(['a team', 'et team']),
  ),
  note(
    'noRoles',
    ['Note: no roles', 'Note: ingen roller'],
    answersWith(given('ContactRoleThen')),
    namesNone(['the role of the person', 'personens rolle']),
  ),
  note('noComments', ['Note: no comments', 'Note: ingen kommentarer'], measure('comments'), [
    'No answer shown has a comment.',
    'Ingen af de viste svar har en kommentar.',
  ]),
  note('noThemes', ['Note: no themes', 'Note: ingen temaer'], measure('mentions'), [
    'No comment shown is sorted into themes.',
    'Ingen af de viste kommentarer er delt i temaer.',
  ]),
  note('noRated', ['Note: no rated answers', 'Note: ingen bedømte svar'], measure('rated'), [
    'No rated answers in what is chosen.',
    'Ingen bedømte svar i det valgte.',
  ]),
  says('noExcluded', ['Note: none excluded', 'Note: ingen udeladte'], none('excluded'), [
    'No answer is left out.',
    'Ingen svar er udeladt.',
  ]),
  note('noRelational', ['Note: no relational answers', 'Note: ingen relationelle svar'], measure('npsRelational'), [
    'No answers to relational surveys.',
    'Ingen svar på relationelle undersøgelser.',
  ]),
  note(
    'noTransactional',
    ['Note: no transactional answers', 'Note: ingen transaktionelle svar'],
    measure('npsTransactional'),
    ['No answers to transactional surveys.', 'Ingen svar på transaktionelle undersøgelser.'],
  ),
  note('noCsat', ['Note: no CSAT', 'Note: ingen CSAT'], measure('csat'), [
    'No answers about satisfaction (CSAT).',
    'Ingen svar om tilfredshed (CSAT).',
  ]),
  note('noCes', ['Note: no CES', 'Note: ingen CES'], measure('ces'), [
    'No answers about effort (CES).',
    'Ingen svar om indsats (CES).',
  ]),
  note('noExperience', ['Note: no experience', 'Note: ingen oplevelse'], measure('experienceIndex'), [
    'No answers about the experience.',
    'Ingen svar om oplevelsen.',
  ]),
  note(
    'noService',
    ['Note: no satisfaction answers', 'Note: ingen tilfredshedssvar'],
    coalesce(measure('csat'), measure('ces'), measure('experienceIndex')),
    ['No answers about satisfaction, effort or experience.', 'Ingen svar om tilfredshed, indsats eller oplevelse.'],
  ),
  note('noInvitations', ['Note: no invitations', 'Note: ingen invitationer'], measure('sent'), [
    'No invitations in what is chosen.',
    'Ingen invitationer i det valgte.',
  ]),
  note('noCases', ['Note: no cases', 'Note: ingen sager'], measure('followUps'), [
    'No follow-up cases in what is chosen.',
    'Ingen opfølgningssager i det valgte.',
  ]),
  says('noOpenCases', ['Note: no open cases', 'Note: ingen åbne sager'], none('followUpsOpen'), [
    'No case is open.',
    'Ingen sag er åben.',
  ]),
  note('noDeals', ['Note: no deals', 'Note: ingen salgsmuligheder'], measure('openDeals'), [
    'No open deals in what is chosen.',
    'Ingen åbne salgsmuligheder i det valgte.',
  ]),
  note('noLikelyDeals', ['Note: no likely deals', 'Note: ingen sandsynlige salg'], measure('likelyAmount'), [
    'No open deal has a chance of 50% or more.',
    'Ingen åben salgsmulighed har en chance på 50 % eller mere.',
  ]),
  note('noRisk', ['Note: no customer at risk', 'Note: ingen kunde i risiko'], measure('companiesAtRisk'), [
    'No customer is known to be below the risk threshold.',
    'Ingen kunde vides at være under risikogrænsen.',
  ]),
  note('noScoredDeals', ['Note: no deals with a score', 'Note: ingen salg med score'], companiesWith('openDeals'), [
    'No customer has both an open deal and a score.',
    'Ingen kunde har både en åben salgsmulighed og en score.',
  ]),
  note(
    'noScoredCustomers',
    ['Note: no customers with a score', 'Note: ingen kunder med score'],
    companiesWith('yearlyValue'),
    ['No customer has both a yearly value and a score.', 'Ingen kunde har både en årlig værdi og en score.'],
  ),
  says(
    'severalCompanies',
    ['Note: several companies', 'Note: flere virksomheder'],
    moreThanOne(distinctCount('FactResponse', 'CompanyKey', is('CompanyKey', '<>', 0))),
    [
      'Several companies are counted together here, a row for each.',
      'Flere virksomheder er talt sammen her, én række for hver.',
    ],
  ),
  says(
    'severalPersons',
    ['Note: several persons', 'Note: flere personer'],
    moreThanOne(distinctCount('FactResponse', 'ContactKey', is('ContactKey', '<>', 0))),
    ['Several persons share what is chosen, a row for each.', 'Flere personer deler det valgte, én række for hver.'],
  ),
];
