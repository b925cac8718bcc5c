/** The model whose printed DAX is read back, in one language. */
import { buildModel } from '../../../templates/src/write/model/tabularModel';
import type { Language } from '../../../templates/src/star';
import { measureTrees } from './evaluateDax';

export const testModel = (language: Language) => {
  const model = buildModel('Test', {
    language,
    feed: 'odata',
    url: 'http://localhost',
    server: '',
    database: '',
    sample: null,
    sampleSnapshot: {},
  });
  return { model, trees: measureTrees(model) };
};
