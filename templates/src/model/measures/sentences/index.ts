/** What each report page says in a sentence under its title, from the measures it shows. */
import type { MeasureDefinition } from '../../expression';
import { customersSentences } from './customers';
import { membersSentences } from './members';
import { scoreSentences } from './score';
import { trustSentences } from './trust';
import { voicesSentences } from './voices';
import { workSentences } from './work';

export const sentenceMeasures: readonly MeasureDefinition[] = [
  ...scoreSentences,
  ...membersSentences,
  ...voicesSentences,
  ...trustSentences,
  ...workSentences,
  ...customersSentences,
];
