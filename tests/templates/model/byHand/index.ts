/** Every number and sentence that was worked out by hand. */
import { aboutCases } from './about';
import { accountCases } from './accounts';
import { answerCases } from './answers';
import { causeCases } from './causes';
import { certaintyCases } from './certainty';
import { enoughCases } from './enough';
import { followUpCases } from './followUp';
import { goalCases } from './goals';
import type { HandCase } from './handCase';
import { noteCases } from './notes';
import { npsCases } from './nps';
import { programmeCases } from './programme';
import { salesCases } from './sales';
import { sentenceCases } from './sentences';
import { serviceCases } from './service';
import { timeCases } from './time';

export const handCases: readonly HandCase[] = [
  ...answerCases,
  ...npsCases,
  ...timeCases,
  ...certaintyCases,
  ...goalCases,
  ...causeCases,
  ...enoughCases,
  ...serviceCases,
  ...programmeCases,
  ...followUpCases,
  ...accountCases,
  ...salesCases,
  ...aboutCases,
  ...sentenceCases,
  ...noteCases,
];
