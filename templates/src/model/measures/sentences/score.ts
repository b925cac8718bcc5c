/** What the pages of the score say under their title: which classes are counted, the trend, and what moved it. */
import {
  add,
  coalesce,
  compare,
  define,
  defineGiven,
  during,
  is,
  isBlank,
  join,
  measure,
  number,
  only,
  orZero,
  subtract,
  when,
  words,
} from '../../build';
import type { Expression, MeasureDefinition } from '../../expression';
import { sentences, signed, movedText, sentence } from './sentence';

const answersOf = (surveyClass: string): Expression =>
  orZero(only('DimCampaign', [is('SurveyClass', '=', surveyClass)], measure('rated')));

const present = (answers: Expression): Expression => when(compare(answers, '>', number(0)), number(1), number(0));

export const scoreSentences: readonly MeasureDefinition[] = [
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
    ['The rolling 12 months, their change and their goal.', 'De rullende 12 måneder, deres ændring og deres mål.'],
    { now: measure('npsRolling12Shown'), change: measure('npsRolling12ChangeShown') },
    ({ now, change }) =>
      define({ goal: during('rolling12Months', measure('goalWords')) }, ({ goal }) =>
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
    {
      change: measure('npsRolling12ChangeShown'),
      real: measure('realEffect12Shown'),
      mix: measure('mixEffect12Shown'),
    },
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
  sentences(
    'unitsMoved',
    ['Units moved in a sentence', 'Enhedernes bevægelse i en sætning'],
    [
      'Why the table of units is empty, else how much of the change is real.',
      'Hvorfor tabellen over enheder er tom, ellers hvor meget af ændringen der er reel.',
    ],
    null,
    coalesce(measure('noUnits'), measure('causePoint')),
    { kind: 'text' },
  ),
];
