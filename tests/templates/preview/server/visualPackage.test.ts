import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { findVisualPackage, parseVisualPackage } from '../../../../templates/preview/server/visualPackage';
import { packVisual, resource } from '../support/packagedVisual';

describe('a packaged visual', () => {
  const visual = parseVisualPackage(packVisual(), 'test.pbiviz');

  it('gives its code, its roles and the rows of one window', () => {
    expect(visual).toMatchObject({
      guid: 'testVisual123',
      version: '1.2.3.4',
      script: resource.content.js,
      style: resource.content.css,
      roles: ['score'],
      windowRows: 30_000,
      supportsHighlight: true,
    });
  });

  it('gives strings of a locale over those of English', () => {
    expect(visual.strings('da-DK')).toEqual({ Role_score: 'Score', Role_goal: 'Mål' });
    expect(visual.strings('fr-FR')).toEqual(resource.stringResources['en-US']);
  });

  it('changes its hash with its code', () => {
    const content = { ...resource.content, js: `${resource.content.js}//` };
    expect(parseVisualPackage(packVisual({ ...resource, content }), 'x').hash).not.toBe(visual.hash);
  });

  it.each([
    ['no zip', strToU8('hello'), /test\.pbiviz cannot be used: it is not a zip/],
    ['no package.json', zipSync({ 'other.txt': strToU8('x') }), /holds no package\.json/],
    ['no code', packVisual({ ...resource, content: { js: '', css: '' } }), /content\.js/],
    ['no roles', packVisual({ ...resource, capabilities: { dataRoles: [], dataViewMappings: [] } }), /dataRoles/],
  ])('is refused with %s', (_what, bytes, message) => {
    expect(() => parseVisualPackage(bytes, 'test.pbiviz')).toThrow(message);
  });
});

describe('the folder of packages', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nps-package-'));

  it('must hold exactly one', () => {
    expect(() => findVisualPackage(folder)).toThrow(/found 0; run npm run build/);
    writeFileSync(path.join(folder, 'one.pbiviz'), '');
    expect(findVisualPackage(folder)).toBe(path.join(folder, 'one.pbiviz'));
    writeFileSync(path.join(folder, 'two.pbiviz'), '');
    expect(() => findVisualPackage(folder)).toThrow(/found 2/);
  });

  it('must exist', () => {
    expect(() => findVisualPackage(path.join(folder, 'none'))).toThrow(/cannot be read; run npm run build/);
  });
});
