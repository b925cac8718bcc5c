/** What the page of trust says: whether the campaigns agree with the source, and the parts with the whole. */
import {
  coalesce,
  compare,
  count,
  define,
  defineGiven,
  is,
  join,
  measure,
  number,
  orZero,
  subtract,
  when,
  words,
} from '../../build';
import type { Expression, MeasureDefinition } from '../../expression';
import { sentences, whole } from './sentence';

const campaigns = (status: 'agrees' | 'explained' | 'differs' | 'not known'): Expression =>
  orZero(count('FactReconciliation', is('ReconciliationStatus', '=', status)));

export const trustSentences: readonly MeasureDefinition[] = [
  sentences(
    'sourceCompared',
    ['Compared with the source', 'Sammenlignet med kilden'],
    [
      'How many campaigns agree with the source, and what explains the others.',
      'Hvor mange kampagner der stemmer med kilden, og hvad der forklarer de andre.',
    ],
    null,
    coalesce(
      defineGiven({ all: count('FactReconciliation') }, ({ all }) =>
        define(
          {
            differing: campaigns('differs'),
            unknown: campaigns('not known'),
            waiting: orZero(measure('quarantinedAnswers')),
          },
          ({ differing, unknown, waiting }) =>
            when(
              compare(differing, '>', number(0)),
              join(
                whole(differing),
                words(' of ', ' af '),
                whole(all),
                words(' campaigns differ from the source.', ' kampagner afviger fra kilden.'),
              ),
              when(
                compare(unknown, '=', all),
                words(
                  'Staging and star agree; the source was not counted.',
                  'Mellemlager og stjerne stemmer; kilden blev ikke talt op.',
                ),
                when(
                  compare(unknown, '>', number(0)),
                  join(
                    whole(subtract(all, unknown)),
                    words(' of ', ' af '),
                    whole(all),
                    words(
                      ' campaigns agree with the source; the others were not counted there.',
                      ' kampagner stemmer med kilden; de andre blev ikke talt op der.',
                    ),
                  ),
                  when(
                    compare(waiting, '>', number(0)),
                    join(
                      words('Campaigns agree with the source, except ', 'Kampagnerne stemmer med kilden, undtagen '),
                      whole(waiting),
                      words(' in quarantine.', ' i karantæne.'),
                    ),
                    join(
                      words('Every campaign agrees with the source (', 'Alle kampagner stemmer med kilden ('),
                      whole(all),
                      words(').', ').'),
                    ),
                  ),
                ),
              ),
            ),
        ),
      ),
      words(
        'The source is not compared: only who sees every business unit sees that.',
        'Kilden er ikke sammenlignet: det ser kun den, der ser alle enheder.',
      ),
    ),
    { kind: 'text' },
  ),
  sentences(
    'trustPoint',
    ['Trust in a sentence', 'Tilliden i en sætning'],
    [
      'Whether the campaigns agree with the source, and whether the parts add up.',
      'Om kampagnerne stemmer med kilden, og om delene stemmer.',
    ],
    null,
    join(measure('sourceCompared'), words(' ', ' '), measure('reconcilePoint')),
    { kind: 'text' },
  ),
];
