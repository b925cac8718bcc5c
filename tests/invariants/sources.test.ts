import { fileNames, filesNamed, findLines, type RepositoryFile } from './support/repository';

const code = filesNamed(/\.(ts|mjs|cjs|js)$/, 300);
const planted = (text: string): readonly RepositoryFile[] => [{ name: 'planted.ts', text }];
/** This folder speaks of what it forbids. */
const elsewhere = code.filter(({ name }) => !name.startsWith('tests/invariants/'));

const forbidden: readonly (readonly [what: string, pattern: RegExp, example: string])[] = [
  ['an unfinished note', /\b(TODO|FIXME|XXX|HACK)\b/, '// TODO later'],
  ['a type check switched off', /@ts-(ignore|nocheck)\b/, '// @ts-nocheck'],
  ['a lint rule switched off without a reason', /eslint-disable(?!.* -- \S)/, '/* eslint-disable no-console */'],
  ['a test left out', /\b(it|test|describe)\.(only|todo)\b|\bf(it|describe)\(/, "it.only('x', () => {})"],
];

describe.each(forbidden)('no file holds %s', (_what, pattern, example) => {
  it('as the pattern would show', () => {
    expect(findLines(planted(example), pattern)).toHaveLength(1);
  });

  it('in all code', () => {
    expect(findLines(elsewhere, pattern)).toEqual([]);
  });
});

describe('the tests', () => {
  it('do not give up because a machine is slow: their limits only end what hangs', () => {
    const short = /(?:jest\.setTimeout\(|^\s*\}, |^\s*)(?:\d{1,2}_\d{3}|[1-5]\d{2}_\d{3})(?:,|\);?)?$/;
    expect(findLines(planted('jest.setTimeout(60_000);'), short)).toHaveLength(1);
    expect(findLines(planted('  }, 20_000);'), short)).toHaveLength(1);
    expect(findLines(planted('  60_000,'), short)).toHaveLength(1);
    const tests = elsewhere.filter(({ name }) => name.startsWith('tests/'));
    expect(tests.length).toBeGreaterThan(150);
    expect(findLines(tests, short)).toEqual([]);
  });
});

describe('the tree', () => {
  const text = filesNamed(/\.(ts|mjs|cjs|js|json|md|yml|yaml|html|css|less|sql|resjson)$/, 400).filter(
    ({ name }) => !name.startsWith('tests/invariants/'),
  );

  it('names no package registry and no path of the machine it was written on', () => {
    // The registry's own name is meant; the public address of a package's page would be just as unwanted.
    const place = /registry\.npmjs\.org|registry\.yarnpkg\.com|(?<![\w.])\/(work|root|tmp\/brief)\//;
    expect(findLines(planted('see /work/main/README.md'), place)).toHaveLength(1);
    expect(findLines(text, place)).toEqual([]);
  });

  it('holds no secret', () => {
    const secret = /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bghp_[A-Za-z0-9]{36}\b/;
    expect(findLines(planted('-----BEGIN PRIVATE KEY-----'), secret)).toHaveLength(1);
    expect(findLines(text, secret)).toEqual([]);
  });

  it('names files after what they hold: no Helper, Utils, Manager, Handler', () => {
    const sources = fileNames().filter((name) => /^(visual|connector-api|templates)\/.*\.ts$/.test(name));
    expect(sources.length).toBeGreaterThan(200);
    // selectionManager is Power BI's own name for it.
    const vague = sources.filter((name) => /(helper|utils?|manager|handler)s?\.ts$/i.test(name));
    expect(vague).toEqual(['templates/preview/client/host/selectionManager.ts']);
  });

  it('keeps files short', () => {
    const sources = code.filter(({ name }) => /^(visual|connector-api|templates)\/.*src\/.*\.ts$/.test(name));
    expect(sources.length).toBeGreaterThan(150);
    const long = sources.filter((file) => file.text.split('\n').length > 450).map(({ name }) => name);
    expect(long).toEqual([]);
  });

  it('opens every module with a sentence of what it owns', () => {
    const sources = code.filter(({ name }) => /^(visual|connector-api|templates)\/.*\.ts$/.test(name));
    const silent = sources.filter(({ text: source }) => !/^(#!.*\n)?\s*(\/\*\*|\/\/)/.test(source));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});
