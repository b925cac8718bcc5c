/** What the pages of single answers say under their title: the answers, satisfaction, and whether the parts add up. */
import {
  add,
  coalesce,
  compare,
  count,
  define,
  given,
  is,
  isBlank,
  join,
  measure,
  orZero,
  when,
  whenGiven,
  words,
} from '../../build';
import type { Expression, MeasureDefinition } from '../../expression';
import { sentences, whole, pointsText, percent, sentence } from './sentence';

/** Rated answers where the customer wrote something. */
const ratedComments = count('FactResponse', is('Score', '>=', 0), is('Score', '<=', 10), given('Comment'));

/** The parts that have something to say. */
const some = (...parts: readonly Expression[]): Expression =>
  join(...parts.map((part) => coalesce(part, words('', ''))));

export const voicesSentences: readonly MeasureDefinition[] = [
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
          when(
            compare(responses, '=', add(parts, excluded)),
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
              whole(responses),
              words(' answers, but ', ' svar, men '),
              whole(add(parts, excluded)),
              words(' in the groups and excluded.', ' i grupperne og udeladt.'),
            ),
          ),
      ),
    words('No rated answers in what is chosen.', 'Ingen bedømte svar i det valgte.'),
  ),
];
