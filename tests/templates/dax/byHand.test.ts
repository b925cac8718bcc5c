/** The DAX as printed, read back, says what was worked out by hand, in the names of both languages. */
import { handCases } from '../model/byHand';
import { compareCase } from '../model/byHand/compareCase';
import { starRows } from '../support/starRows';
import { daxEngine } from './evaluateDax';
import { handReader } from './handReader';
import { testModel } from './testModel';

describe.each(['en', 'da'] as const)('Printed DAX (%s)', (language) => {
  const { model, trees } = testModel(language);

  it.each(handCases.map((one) => [one.says, one] as const))('%s', async (_, one) => {
    const engine = daxEngine(model, trees, starRows(one.facts), language, one);
    await compareCase(one, handReader(engine, one, language), language);
  });
});
