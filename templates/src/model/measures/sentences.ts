/** What each report page says in a sentence under its title, from the measures it shows. */
import {
  add,
  coalesce,
  count,
  define,
  defineGiven,
  divide,
  compare,
  given,
  is,
  isBlank,
  join,
  measure,
  multiply,
  number,
  numberText,
  only,
  orZero,
  subtract,
  when,
  whenGiven,
  words,
} from '../build';
import type { Expression, MeasureDefinition } from '../expression';
import { inFolder } from './measure';

const sentences = inFolder('sentences');

type Pair = readonly [en: string, da: string];

const whole = (operand: Expression): Expression => numberText(operand, 'whole');
const signed = (operand: Expression): Expression => numberText(operand, 'signed');
/** Points with one decimal. */
const pointsText = (operand: Expression): Expression => numberText(operand, 'oneDecimal');
/** A movement in points, with its sign and one decimal. */
const movedText = (operand: Expression): Expression => numberText(operand, 'signedDecimal');
/** A share as whole per cent with its sign. */
const percent = (operand: Expression): Expression => join(whole(multiply(number(100), operand)), words('%', '\u00a0%'));

/** A sentence from measures that must all have a value; where one has none, the sentence that says what is missing. */
const sentence = <Name extends string>(
  id: string,
  caption: Pair,
  description: Pair,
  values: Readonly<Record<Name, Expression>>,
  body: (variables: Readonly<Record<Name, Expression>>) => Expression,
  otherwise: Expression,
): MeasureDefinition =>
  sentences(id, caption, description, null, coalesce(defineGiven(values, body), otherwise), { kind: 'text' });

/** The parts that have something to say. */
const some = (...parts: readonly Expression[]): Expression =>
  join(...parts.map((part) => coalesce(part, words('', ''))));

const answersOf = (surveyClass: string): Expression =>
  orZero(only('DimCampaign', [is('SurveyClass', '=', surveyClass)], measure('rated')));

/** Rated answers where the customer wrote something. */
const ratedComments = count('FactResponse', is('Score', '>=', 0), is('Score', '<=', 10), given('Comment'));

const present = (answers: Expression): Expression => when(compare(answers, '>', number(0)), number(1), number(0));

export const sentenceMeasures: readonly MeasureDefinition[] = [
  sentences(
    'classNote',
    ['Survey classes counted', 'Undersøgelsestyper talt med'],
    [
      'Which survey classes the number covers, so that none is pooled in silence.',
      'Hvilke undersøgelsestyper tallet dækker, så ingen lægges sammen i stilhed.',
    ],
    null,
    defineGiven({ rated: measure('rated') }, ({ rated }) =>
      define(
        {
          relational: answersOf('relational'),
          transactional: answersOf('transactional'),
          experience: answersOf('experience'),
        },
        ({ relational, transactional, experience }) =>
          define(
            {
              classes: add(
                present(relational),
                present(transactional),
                present(experience),
                present(subtract(rated, add(relational, transactional, experience))),
              ),
            },
            ({ classes }) =>
              when(
                compare(classes, '>', number(1)),
                words('Several survey classes together: choose one', 'Flere undersøgelsestyper samlet: vælg én'),
                when(
                  compare(relational, '>', number(0)),
                  words('Relational surveys only', 'Kun relationelle undersøgelser'),
                  when(
                    compare(transactional, '>', number(0)),
                    words('Transactional surveys only', 'Kun transaktionelle undersøgelser'),
                    when(
                      compare(experience, '>', number(0)),
                      words('Experience surveys only', 'Kun oplevelsesundersøgelser'),
                      words('Survey class not given', 'Undersøgelsestype ikke angivet'),
                    ),
                  ),
                ),
              ),
          ),
      ),
    ),
    { kind: 'text' },
  ),
  sentence(
    'trendPoint',
    ['Trend in a sentence', 'Udviklingen i en sætning'],
    ['The rolling 12 months and their change.', 'De rullende 12 måneder og deres ændring.'],
    { now: measure('npsRolling12'), change: measure('npsRolling12Change') },
    ({ now, change }) =>
      define({ goal: measure('goalWords') }, ({ goal }) =>
        join(
          words('The last 12 months stand at ', 'De seneste 12 måneder står på '),
          signed(now),
          words(', ', ', '),
          signed(change),
          words(' on the 12 months before.', ' i forhold til de 12 måneder før.'),
          when(isBlank(goal), words('', ''), join(words(' ', ' '), coalesce(goal, words('', '')))),
        ),
      ),
    words(
      'There are no 12 months before these to compare with.',
      'Der er ingen 12 måneder før disse at sammenligne med.',
    ),
  ),
  sentence(
    'causePoint',
    ['Cause in a sentence', 'Årsagen i en sætning'],
    [
      'How much of the change is real and how much is a shift in who answered.',
      'Hvor meget af ændringen der er reel, og hvor meget der skyldes hvem der svarede.',
    ],
    { change: measure('npsRolling12Change'), real: measure('realEffect12'), mix: measure('mixEffect12') },
    ({ change, real, mix }) =>
      join(
        words('In 12 months the NPS moved ', 'På 12 måneder flyttede NPS sig '),
        movedText(change),
        words(' points: ', ' point: '),
        movedText(real),
        words(' from units scoring differently, ', ' fordi enheder scorer anderledes, '),
        movedText(mix),
        words(' from a shift in who answered.', ' fordi andre svarede.'),
      ),
    words(
      'There are no 12 months before these to compare with.',
      'Der er ingen 12 måneder før disse at sammenligne med.',
    ),
  ),
  sentence(
    'journeyPoint',
    ['Journey in a sentence', 'Kunderejsen i en sætning'],
    [
      'Answers that name a touchpoint, comments, and how many themes are negative.',
      'Svar der nævner et touchpoint, kommentarer og hvor mange temaer der er negative.',
    ],
    { along: only('DimTouchpoint', [is('TouchpointKey', '<>', 0)], measure('rated')) },
    ({ along }) =>
      define(
        {
          comments: only('DimTouchpoint', [is('TouchpointKey', '<>', 0)], ratedComments),
          negative: divide(measure('negativeMentions'), measure('mentions')),
        },
        ({ comments, negative }) =>
          join(
            whole(along),
            words(' rated answers along the journey, ', ' bedømte svar langs rejsen, '),
            whole(orZero(comments)),
            words(' with a comment', ' med en kommentar'),
            when(
              isBlank(negative),
              words('', ''),
              join(
                words('; ', '; '),
                percent(orZero(negative)),
                words(' of the themes mentioned are negative', ' af de nævnte temaer er negative'),
              ),
            ),
            words('.', '.'),
          ),
      ),
    words(
      'No answer names a touchpoint, so there is no journey to show.',
      'Ingen svar nævner et touchpoint, så der er ingen rejse at vise.',
    ),
  ),
  sentence(
    'responsesPoint',
    ['Responses in a sentence', 'Svarene i en sætning'],
    ['How many answers are shown and left out.', 'Hvor mange svar der vises og er udeladt.'],
    { rated: measure('rated') },
    ({ rated }) =>
      join(
        whole(rated),
        words(' rated answers, ', ' bedømte svar, '),
        whole(orZero(ratedComments)),
        words(' with a comment; ', ' med en kommentar; '),
        whole(orZero(measure('excluded'))),
        words(' could not be rated and are left out of the score.', ' kunne ikke bedømmes og er ikke med i scoren.'),
      ),
    words('No rated answers in what is chosen.', 'Ingen bedømte svar i det valgte.'),
  ),
  sentence(
    'followUpPoint',
    ['Follow-up in a sentence', 'Opfølgningen i en sætning'],
    ['Open and overdue cases, and those closed in time.', 'Åbne og overskredne sager, og dem lukket rettidigt.'],
    { open: measure('followUpsOpen'), overdue: measure('followUpsOverdue') },
    ({ open, overdue }) =>
      define({ share: measure('shareInTime') }, ({ share }) =>
        join(
          whole(open),
          words(' cases are open, ', ' sager er åbne, '),
          whole(overdue),
          words(' of them past due; ', ' af dem over fristen; '),
          when(
            isBlank(share),
            words('none is closed yet.', 'ingen er lukket endnu.'),
            join(
              percent(orZero(share)),
              words(' of the closed ones were closed in time.', ' af de lukkede blev lukket rettidigt.'),
            ),
          ),
        ),
      ),
    words('No follow-up cases in what is chosen.', 'Ingen opfølgningssager i det valgte.'),
  ),
  sentence(
    'salesPoint',
    ['Sales in a sentence', 'Salget i en sætning'],
    ['Likely amount and how much of it is at risk.', 'Sandsynligt beløb og hvor meget af det der er i risiko.'],
    { likely: measure('likelyAmount') },
    ({ likely }) =>
      define({ risk: measure('atRiskAmount') }, ({ risk }) =>
        join(
          words('Of likely deals worth ', 'Af sandsynlige salg for '),
          whole(likely),
          when(isBlank(risk), words(', none', ' er intet'), join(words(', ', ' er '), whole(orZero(risk)))),
          words(
            ' stands with customers whose NPS is below the risk threshold.',
            ' hos kunder med NPS under risikogrænsen.',
          ),
        ),
      ),
    when(
      isBlank(measure('openDeals')),
      words('No open deals in what is chosen.', 'Ingen åbne salgsmuligheder i det valgte.'),
      words('No open deal has a chance of 50% or more.', 'Ingen åben salgsmulighed har en chance på 50 % eller mere.'),
    ),
  ),
  sentences(
    'servicePoint',
    ['Service in a sentence', 'Servicen i en sætning'],
    [
      'Satisfaction, effort and experience, those that are asked about.',
      'Tilfredshed, indsats og oplevelse, dem der spørges om.',
    ],
    null,
    define(
      { csat: measure('csat'), ces: measure('ces'), experience: measure('experienceIndex') },
      ({ csat, ces, experience }) =>
        when(
          isBlank(coalesce(csat, ces, experience)),
          words(
            'No answers about satisfaction, effort or experience in what is chosen.',
            'Ingen svar om tilfredshed, indsats eller oplevelse i det valgte.',
          ),
          some(
            whenGiven([csat], join(percent(orZero(csat)), words(' are satisfied (CSAT). ', ' er tilfredse (CSAT). '))),
            whenGiven(
              [ces],
              join(
                words('How easy it was gets ', 'Hvor let det var får '),
                pointsText(orZero(ces)),
                words(' (CES). ', ' (CES). '),
              ),
            ),
            whenGiven(
              [experience],
              join(
                words('The experience gets ', 'Oplevelsen får '),
                whole(orZero(experience)),
                words(' of 100.', ' af 100.'),
              ),
            ),
          ),
        ),
    ),
    { kind: 'text' },
  ),
  sentence(
    'programmePoint',
    ['Programme in a sentence', 'Programmet i en sætning'],
    ['Response rate and the year’s quota.', 'Svarprocent og årets kvote.'],
    { rate: measure('responseRate'), quota: measure('quotaUsed') },
    ({ rate, quota }) =>
      join(
        percent(rate),
        words(' of the delivered invitations are answered; ', ' af de leverede invitationer besvares; '),
        percent(quota),
        words(' of the year’s quota is used.', ' af årets kvote er brugt.'),
      ),
    words('No invitations in what is chosen.', 'Ingen invitationer i det valgte.'),
  ),
  sentence(
    'accountsPoint',
    ['Accounts in a sentence', 'Kunderne i en sætning'],
    ['Companies at risk and what they are worth.', 'Virksomheder i risiko og hvad de er værd.'],
    { companies: measure('companies'), score: measure('npsRolling12') },
    ({ companies }) =>
      join(
        whole(orZero(measure('companiesAtRisk'))),
        words(' of ', ' af '),
        whole(companies),
        words(' customers are at risk; they buy for ', ' kunder er i risiko; de køber for '),
        whole(orZero(measure('valueAtRisk'))),
        words(' a year.', ' om året.'),
      ),
    when(
      isBlank(measure('companies')),
      words('No customers in what is chosen.', 'Ingen kunder i det valgte.'),
      words('No customer has rated in the last 12 months.', 'Ingen kunde har bedømt de seneste 12 måneder.'),
    ),
  ),
  sentence(
    'reconcilePoint',
    ['Reconciled', 'Afstemt'],
    [
      'Whether promoters, passives and detractors add up to the rated answers, and these with the excluded to all.',
      'Om ambassadører, passive og kritikere giver de bedømte svar, og disse med de udeladte giver alle.',
    ],
    {
      promoters: measure('promoters'),
      passives: measure('passives'),
      detractors: measure('detractors'),
      responses: measure('responses'),
    },
    ({ promoters, passives, detractors, responses }) =>
      define(
        {
          parts: add(promoters, passives, detractors),
          excluded: orZero(measure('excluded')),
        },
        ({ parts, excluded }) =>
          define({ difference: subtract(responses, add(parts, excluded)) }, ({ difference }) =>
            when(
              compare(difference, '=', number(0)),
              join(
                words('The parts add up: ', 'Delene stemmer: '),
                whole(promoters),
                words(' promoters + ', ' ambassadører + '),
                whole(passives),
                words(' passives + ', ' passive + '),
                whole(detractors),
                words(' detractors + ', ' kritikere + '),
                whole(excluded),
                words(' excluded = ', ' udeladte = '),
                whole(responses),
                words(' answers.', ' svar.'),
              ),
              join(
                words('The parts do not add up: ', 'Delene stemmer ikke: '),
                whole(difference),
                words(' answers are missing.', ' svar mangler.'),
              ),
            ),
          ),
      ),
    words('No rated answers in what is chosen.', 'Ingen bedømte svar i det valgte.'),
  ),
];
