import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { zipSync } from 'fflate';
import { star } from '../../../templates/src/star';
import {
  checkTemplates,
  TemplateProblem,
  writeTemplates,
  type TemplateRequest,
  type TemplateSample,
} from '../../../templates/src/write';
import { randomFacts } from '../support/randomFacts';
import { visualPackageBytes } from '../support/templateInputs';

const root = mkdtempSync(join(tmpdir(), 'nps-templates-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const put = (name: string, content: string | Uint8Array): string => {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
};
const visualPackage = put('visual.pbiviz', visualPackageBytes());
const rows = randomFacts(3, 60);
const sample = async (): Promise<TemplateSample> => ({
  readTable: async (table) => rows[table],
  manifest: { version: '1.0.0', dataAsOf: '2026-03-15T12:00:00Z', rated: 60 },
});
let folders = 0;
const request = (more: Partial<TemplateRequest> = {}): TemplateRequest => ({
  out: join(root, `out${folders++}`),
  languages: ['en'],
  visualPackage,
  templates: ['executive'],
  sample,
  ...more,
});

describe('Writing templates', () => {
  it('gives a sound .pbit and a .pbip for each language, the same bytes every time', async () => {
    const first = request({ languages: ['en', 'da'] });
    const second = request({ languages: ['en', 'da'] });
    const written = await writeTemplates(first);
    await writeTemplates(second);
    expect(written.map(({ language }) => language)).toEqual(['en', 'da']);
    for (const { pbit, pbip } of written) {
      expect(existsSync(pbip)).toBe(true);
      expect(readFileSync(pbit).equals(readFileSync(pbit.replace(first.out, second.out)))).toBe(true);
    }
    const reports = await checkTemplates(first.out);
    expect(reports.map(({ problems }) => problems)).toEqual([[], []]);
    const list = (folder: string): readonly string[] => readdirSync(folder, { recursive: true }).map(String).sort();
    expect(list(second.out)).toEqual(list(first.out));
  });

  it('puts every row of the sample inside, and none where none is wanted', async () => {
    const withRows = await writeTemplates(request());
    const without = await writeTemplates(request({ sample: null }));
    const size = (paths: typeof withRows): number => readFileSync(paths[0]?.pbit ?? '').length;
    expect(size(withRows)).toBeGreaterThan(size(without) + 5000);
    expect(Object.keys(star).every((table) => table in rows)).toBe(true);
  });

  it('leaves out pages that are not wanted', async () => {
    const [all] = await writeTemplates(request({ templates: ['complete'] }));
    const [one] = await writeTemplates(request({ templates: ['complete'], pages: ['executive', 'trend'] }));
    const pages = (path: string | undefined): number =>
      readdirSync(join((path ?? '').replace(/\.pbip$/, '.Report'), 'definition/pages')).length - 1;
    expect(pages(all?.pbip)).toBeGreaterThan(12);
    expect(pages(one?.pbip)).toBeLessThan(pages(all?.pbip));
  });

  it('writes only the templates that have the pages asked for', async () => {
    const { out, languages } = request();
    const written = await writeTemplates({ out, languages, visualPackage, pages: ['trend'], sample: null });
    expect(written.map(({ pbit }) => basename(pbit))).toEqual(['NPS Executive.pbit', 'NPS Complete.pbit']);
  });

  it('asks for the connector only where an address is given that is read', async () => {
    const asked: string[] = [];
    const reach = async (url: string) => {
      asked.push(url);
      return null;
    };
    await writeTemplates(request({ sample: null, reach }));
    await writeTemplates(request({ sample: null, reach, url: 'https://nps.example.com/', feed: 'sqlserver' }));
    expect(asked).toEqual([]);
    await writeTemplates(request({ sample: null, reach, url: 'https://nps.example.com/' }));
    expect(asked).toEqual(['https://nps.example.com']);
  });

  it.each<[string, () => Partial<TemplateRequest>, RegExp]>([
    [
      'an address that is none',
      () => ({ url: 'nps.example.com' }),
      /address is "nps\.example\.com"; expected one such as https/,
    ],
    ['an address with a password', () => ({ url: 'https://me:secret@nps.example.com' }), /user name or password/],
    ['an unknown feed', () => ({ feed: 'excel' }), /feed is "excel"; expected one of odata, parquet/],
    ['an unknown template', () => ({ templates: ['board'] }), /template is "board"; expected one of executive/],
    ['unknown pages', () => ({ pages: ['nothing'] }), /A page is "nothing"; expected one of executive, trend/],
    ['one unknown page among others', () => ({ pages: ['executive', 'sales'] }), /A page is "sales"; expected one of/],
    ['a drill-through page as a page', () => ({ pages: ['company'] }), /A page is "company"; expected one of/],
    ['an address with a query', () => ({ url: 'https://nps.example.com/?a=1' }), /expected one without \?a=1/],
    [
      'an address where nobody answers',
      () => ({ url: 'https://nps.example.com', reach: async (url) => `${url} is silent` }),
      /No connector answers at https:\/\/nps\.example\.com: https:\/\/nps\.example\.com is silent/,
    ],
    [
      'a theme that is missing',
      () => ({ theme: join(root, 'none.json') }),
      /none\.json cannot be read: there is no such file/,
    ],
    ['a theme that is a folder', () => ({ theme: root }), /cannot be read: it is a folder \(EISDIR\); expected a JSON/],
    [
      'a theme of many megabytes',
      () => ({ theme: put('long.json', ' '.repeat(1_048_577)) }),
      /long\.json has 1048577 bytes; expected a JSON file of at most 1 MB/,
    ],
    ['a theme that is no JSON', () => ({ theme: put('bad.json', '{') }), /is not valid JSON/],
    [
      'a theme with a wrong colour',
      () => ({ theme: put('colour.json', '{"accent":"blue"}') }),
      /colour\.json: .*accent: found "blue", expected a colour as #RRGGBB/,
    ],
    ['a theme with an unknown property', () => ({ theme: put('more.json', '{"accents":"#112233"}') }), /accents/],
    [
      'a theme nobody can read',
      () => ({ theme: put('pale.json', '{"foreground":"#DDDDDD"}') }),
      /foreground \(#DDDDDD\) on background \(#FFFFFF\) has contrast 1\.35; text in visuals needs at least 4\.5/,
    ],
    [
      'a logo that is missing',
      () => ({ logo: join(root, 'none.png') }),
      /none\.png cannot be read: there is no such file/,
    ],
    [
      'a logo that is a folder',
      () => ({ logo: join(root, 'folder.png') }),
      /folder\.png cannot be read: it is a folder \(EISDIR\); expected a PNG picture/,
    ],
    ['a logo without a byte', () => ({ logo: put('empty.png', '') }), /found no bytes; expected a PNG picture/],
    [
      'a logo of more than a megabyte',
      () => ({ logo: put('large.png', Buffer.alloc(1_048_577, 0x89)) }),
      /large\.png has 1048577 bytes; expected a PNG picture of at most 1 MB/,
    ],
    ['a logo that is no picture', () => ({ logo: put('logo.txt', 'x') }), /no picture Power BI shows; expected \.png/],
    ['a logo that only says it is one', () => ({ logo: put('logo.png', 'hello') }), /does not hold what its name says/],
    ['a package that is none', () => ({ visualPackage: put('x.pbiviz', 'x') }), /is not a zip/],
  ])('refuses %s with the reason, and writes nothing', async (_, more, reason) => {
    const asked = request(more());
    await expect(writeTemplates(asked)).rejects.toThrow(reason);
    await expect(writeTemplates(asked)).rejects.toThrow(TemplateProblem);
    expect(existsSync(asked.out)).toBe(false);
  });

  it('refuses an empty --out', async () => {
    await expect(writeTemplates(request({ out: '' }))).rejects.toThrow('--out is empty; expected a folder.');
  });

  it('refuses a folder that is a file before any row is read', async () => {
    const read = jest.fn(sample);
    const out = join(put('in-the-way', 'x'), 'below');
    await expect(writeTemplates(request({ out, sample: read }))).rejects.toThrow(
      /in-the-way is a file; expected a folder/,
    );
    expect(read).not.toHaveBeenCalled();
  });
});

describe('Checking templates', () => {
  const emptyFolder = join(root, 'empty');
  mkdirSync(emptyFolder);
  mkdirSync(join(root, 'folder.png'));

  it.each([
    ['a path that is not there', join(root, 'nowhere.pbit'), /nowhere\.pbit cannot be checked: there is no such file/],
    ['a folder without one', emptyFolder, /There is no \.pbit in .*empty to check/],
    ['a file that is none', put('notes.txt', 'x'), /notes\.txt is no template; expected a \.pbit or a folder of them/],
  ])('refuses %s', async (_, path, reason) => {
    await expect(checkTemplates(path)).rejects.toThrow(reason);
    await expect(checkTemplates(path)).rejects.toThrow(TemplateProblem);
  });

  it('takes one template alone', async () => {
    const [written] = await writeTemplates(request());
    const reports = await checkTemplates(written?.pbit ?? '');
    expect(reports).toMatchObject([{ file: 'NPS Executive.pbit', problems: [] }]);
    expect(reports[0]?.checks).toBeGreaterThan(1000);
  });

  const foreign = (parts: Readonly<Record<string, string>>): Uint8Array =>
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, Buffer.from(text, 'utf16le')])));

  it.each<[string, () => Promise<Uint8Array>, RegExp]>([
    ['is empty', async () => new Uint8Array(), /^It is empty; expected a zip\.$/],
    ['is no zip', async () => Buffer.from('hello'), /^It is not a zip \(5 bytes\)\.$/],
    [
      'was cut short',
      async () => readFileSync((await writeTemplates(request()))[0]?.pbit ?? '').subarray(0, 50_000),
      /^It is a zip that cannot be unpacked, such as one that was cut short \(50000 bytes\)/,
    ],
    [
      'somebody else made',
      async () => foreign({ Version: '1.28', DataMashup: 'x', 'Report/Layout': '{"sections":[]}' }),
      /The part DataModelSchema is missing[\s\S]*DataMashup must not be there[\s\S]*Version is 1\.28; expected 1\.30[\s\S]*Report\/Layout is not as these dashboards have it/,
    ],
    [
      'holds a broken part',
      async () => foreign({ Version: '1.30', DataModelSchema: '{' }),
      /The part DataModelSchema is no JSON/,
    ],
  ])('says of a file that %s what is wrong with it', async (name, bytes, problem) => {
    const path = put(`${name}.pbit`, await bytes());
    const [report] = await checkTemplates(path);
    expect(report?.problems.join('\n')).toMatch(problem);
  });
});
