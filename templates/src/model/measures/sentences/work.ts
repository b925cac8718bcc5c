/** What the pages of our own work say under their title: follow-up and the programme. */
import { define, isBlank, join, measure, orZero, when, words } from '../../build';
import type { MeasureDefinition } from '../../expression';
import { whole, percent, sentence } from './sentence';

export const workSentences: readonly MeasureDefinition[] = [
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
];
