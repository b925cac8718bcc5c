/** Packs a small visual as `pbiviz` does, for tests of what reads packages. */
import { strToU8, zipSync } from 'fflate';

export const resource = {
  visual: { guid: 'testVisual123', displayName: 'Test visual', version: '1.2.3.4' },
  content: { js: 'window.powerbi.visuals.plugins.testVisual123 = {};', css: '.test { color: red; }' },
  stringResources: { 'en-US': { Role_score: 'Score', Role_goal: 'Goal' }, 'da-DK': { Role_goal: 'Mål' } },
  capabilities: {
    dataRoles: [{ name: 'score', kind: 'Grouping' }],
    dataViewMappings: [{ categorical: { categories: { dataReductionAlgorithm: { window: { count: 30_000 } } } } }],
    supportsHighlight: true,
  },
};

export function packVisual(content: unknown = resource): Uint8Array {
  const file = 'resources/testVisual123.pbiviz.json';
  return zipSync({
    'package.json': strToU8(JSON.stringify({ resources: [{ resourceId: 'rId0', file }] })),
    [file]: strToU8(typeof content === 'string' ? content : JSON.stringify(content)),
  });
}
