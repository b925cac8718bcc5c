import { strFromU8, unzipSync } from 'fflate';
import { pages, reports } from '../../../templates/src/report';
import { buildPbit } from '../../../templates/src/write/pbit';
import { everyReport, inputOf, modelOf, visualPackageBytes } from '../support/templateInputs';

describe("the reviewers' list, for the report that goes with the visual", () => {
  it.each(everyReport)(
    'holds the very visual it was made with, and no other ($name, $language)',
    ({ index, language }) => {
      const given = unzipSync(visualPackageBytes());
      const written = unzipSync(buildPbit(inputOf(index, language), modelOf(language, 'odata')));
      const held = Object.entries(written).filter(([path]) => path.startsWith('Report/CustomVisuals/'));
      expect(new Set(held.map(([path]) => path.split('/')[2]))).toEqual(new Set(['npsTest0123456789']));
      const bytes = Object.fromEntries(
        held.map(([path, file]) => [path.split('/').slice(3).join('/'), strFromU8(file)]),
      );
      for (const [path, file] of Object.entries(given)) expect(bytes[path]).toBe(strFromU8(file));
    },
  );

  it('tells its reader how to read it: every report has the page that explains the words', () => {
    expect(reports.length).toBeGreaterThan(3);
    for (const report of reports) expect(report.pages).toContain(pages.about);
    expect(JSON.stringify(pages.about)).toContain('passives 7–8');
    expect(JSON.stringify(pages.about)).toContain('kritikere 0–6');
  });
});
