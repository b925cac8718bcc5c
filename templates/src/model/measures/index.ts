/** Every measure of the model, in the order of the display folders. */
import { assertBlankSafe } from '../blankSafety';
import type { MeasureDefinition } from '../expression';
import { aboutMeasures } from './about';
import { accountMeasures } from './accounts';
import { answerMeasures } from './answers';
import { causeMeasures } from './causes';
import { certaintyMeasures } from './certainty';
import { enoughMeasures } from './enough';
import { followUpMeasures } from './followUp';
import { goalMeasures } from './goals';
import { noteMeasures } from './notes';
import { npsMeasures } from './nps';
import { programmeMeasures } from './programme';
import { reconciliationMeasures } from './reconciliation';
import { salesMeasures } from './sales';
import { sentenceMeasures } from './sentences';
import { serviceMeasures } from './service';
import { timeMeasures } from './time';

export const measures: readonly MeasureDefinition[] = [
  ...answerMeasures,
  ...npsMeasures,
  ...timeMeasures,
  ...certaintyMeasures,
  ...goalMeasures,
  ...causeMeasures,
  ...enoughMeasures,
  ...serviceMeasures,
  ...programmeMeasures,
  ...followUpMeasures,
  ...accountMeasures,
  ...salesMeasures,
  ...aboutMeasures,
  ...reconciliationMeasures,
  ...sentenceMeasures,
  ...noteMeasures,
];

const byId: ReadonlyMap<string, MeasureDefinition> = new Map(measures.map((definition) => [definition.id, definition]));

/** The measure with the id. @throws Error naming the id where there is none. */
export const findMeasure = (id: string): MeasureDefinition => {
  const found = byId.get(id);
  if (!found) throw new Error(`No measure ${id}; expected one of ${[...byId.keys()].join(', ')}.`);
  return found;
};

/** @throws Error where an id or a caption is taken twice, or a blank could be read as zero. */
export const assertMeasures = (all: readonly MeasureDefinition[] = measures): void => {
  for (const pick of [
    (one: MeasureDefinition) => one.id,
    (one: MeasureDefinition) => one.caption.en.toLowerCase(),
    (one: MeasureDefinition) => one.caption.da.toLowerCase(),
  ]) {
    const seen = new Set<string>();
    for (const one of all) {
      if (seen.has(pick(one))) throw new Error(`Measure ${one.id}: the name "${pick(one)}" is taken already.`);
      seen.add(pick(one));
    }
  }
  for (const one of all) assertBlankSafe(one, findMeasure);
};
