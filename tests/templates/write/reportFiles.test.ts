import { unzipSync } from 'fflate';
import { checkPbit } from '../../../templates/src/write/check/checkPbit';
import { buildPbip } from '../../../templates/src/write/pbip';
import { buildPbit } from '../../../templates/src/write/pbit';
import { packZip } from '../../../templates/src/write/zip';
import { projectSchemas } from '../support/powerBiSchemas';
import { everyReport, inputOf, modelOf } from '../support/templateInputs';

const models = { en: modelOf('en', 'odata'), da: modelOf('da', 'odata') };

describe('The files of a project', () => {
  const schemas = projectSchemas();

  it.each(everyReport)('$name ($language) follow Microsoft’s schemas', ({ index, language }) => {
    const files = buildPbip(inputOf(index, language), models[language]);
    const json = [...files].filter(
      ([path]) =>
        /definition\/.*\.json$|\.pbi[prs]m?$|\.platform$|\.pbism$/.test(path) && !path.includes('CustomVisuals'),
    );
    expect(json.length).toBeGreaterThan(30);
    const problems = json.flatMap(([path, bytes]) =>
      schemas.problems(JSON.parse(new TextDecoder().decode(bytes))).map((problem) => `${path}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });

  it('are refused by the same schemas where a property is wrong', () => {
    const files = buildPbip(inputOf(0, 'en'), models.en);
    const [path, bytes] = [...files].find(([name]) => name.endsWith('page.json')) ?? [];
    expect(path).toBeDefined();
    const page = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    expect(schemas.problems({ ...page, displayOption: 'Stretch' })).not.toEqual([]);
    expect(schemas.problems({ ...page, $schema: 'https://example.com' })).not.toEqual([]);
  });
});

describe('A template file', () => {
  it.each(everyReport)('$name ($language) is sound', ({ index, language }) => {
    const { checks, problems } = checkPbit(buildPbit(inputOf(index, language), models[language]));
    expect(problems).toEqual([]);
    expect(checks).toBeGreaterThan(300);
  });

  it('is the same byte for byte when built again', () => {
    const build = (): Uint8Array => buildPbit(inputOf(0, 'en'), modelOf('en', 'odata', { DimScore: [[1, 0]] }));
    expect(Buffer.from(build()).equals(Buffer.from(build()))).toBe(true);
  });

  const parts = unzipSync(buildPbit(inputOf(0, 'en'), models.en));
  const utf16 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf16le'));
  const textOf = (part: string): string => Buffer.from(parts[part] ?? []).toString('utf16le');
  const changed = (part: string, change: (text: string) => string): Uint8Array => {
    const after = change(textOf(part));
    expect(after).not.toBe(textOf(part));
    return packZip(new Map(Object.entries({ ...parts, [part]: utf16(after) })));
  };
  const without = (part: string): Uint8Array =>
    packZip(new Map(Object.entries(parts).filter(([path]) => path !== part)));

  it.each<[string, () => Uint8Array, RegExp]>([
    ['a part is missing', () => without('Settings'), /Settings is missing/],
    [
      'a resource is missing',
      () => without('Report/StaticResources/RegisteredResources/logo.png'),
      /logo\.png is not in the file/,
    ],
    ['the version is too new', () => changed('Version', () => '1.99'), /expected 1\.30/],
    [
      'a measure is renamed in the model',
      () => changed('DataModelSchema', (text) => text.replace('"name":"Verdict"', '"name":"Verdicts"')),
      /Verdict is not in the model/,
    ],
    [
      'a column is renamed in the model',
      () =>
        changed('DataModelSchema', (text) => text.replace('"name":"Segment","dataType"', '"name":"Part","dataType"')),
      /Segment.*is not in the model/,
    ],
    [
      'a visual leaves the page',
      () => changed('Report/Layout', (text) => text.replace('\\"x\\":200', '\\"x\\":1270')),
      /outside the page|overlaps/,
    ],
    [
      'a part has a byte order mark',
      () => packZip(new Map(Object.entries({ ...parts, Metadata: utf16(`\ufeff${textOf('Metadata')}`) }))),
      /byte order mark/,
    ],
    ['it is no zip', () => utf16('hello'), /not a zip/],
  ])('is called broken where %s', (_, build, expected) => {
    expect(checkPbit(build()).problems.join('\n')).toMatch(expected);
  });
});
