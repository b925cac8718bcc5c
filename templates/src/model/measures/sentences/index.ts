/** What each report page says in a sentence under its title, from the measures it shows. */
import type { MeasureDefinition } from '../../expression';
import { customersSentences } from './customers';
import { scoreSentences } from './score';
import { voicesSentences } from './voices';
import { workSentences } from './work';

export const sentenceMeasures: readonly MeasureDefinition[] = [
  ...scoreSentences,
  ...voicesSentences,
  ...workSentences,
  ...customersSentences,
];
