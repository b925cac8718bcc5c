import { execFileSync } from 'node:child_process';
import { root } from './support/repository';

interface Lint {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string }[];
}

/** Lints texts under the names they would have; in a process of its own because the configuration is an ES module. */
function lint(planted: readonly { readonly file: string; readonly code: string }[]): readonly Lint[] {
  const script = `
    import { ESLint } from 'eslint';
    const eslint = new ESLint();
    const planted = JSON.parse(process.argv[1]);
    const results = [];
    for (const { file, code } of planted) results.push(...(await eslint.lintText(code, { filePath: file })));
    process.stdout.write(JSON.stringify(results));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(planted)], {
    cwd: root,
    encoding: 'utf8',
  });
  return JSON.parse(output) as readonly Lint[];
}

const importing = (from: string): string => `import { thing } from '${from}';\nexport const used = thing;\n`;

const forbidden = [
  ['visual/src/model/planted.ts', '../render/mark'],
  ['visual/src/dataview/planted.ts', '../model/viewModel'],
  ['visual/src/layout/planted.ts', '../../../connector-api/src/star'],
  ['visual/src/layout/planted.ts', '../../../templates/src'],
  ['connector-api/src/star/planted.ts', '../feed/odata/service'],
  ['connector-api/src/staging/planted.ts', '../snapshot/refresh'],
  ['connector-api/src/feed/planted.ts', '../server/createServer'],
  ['connector-api/src/server/planted.ts', '../cli/program'],
  ['templates/src/model/planted.ts', '../report'],
  ['templates/src/report/planted.ts', '../write/pbit'],
  ['templates/src/model/planted.ts', '../../../connector-api/src/snapshot/types'],
  ['templates/src/write/planted.ts', '../../preview/server'],
  ['templates/preview/server/planted.ts', '../../../connector-api/src/feed/odata'],
  ['templates/preview/client/planted.ts', '../../../visual/src/dataview/roles'],
] as const;

const allowed = [
  ['visual/src/render/planted.ts', '../model/viewModel'],
  ['connector-api/src/feed/planted.ts', '../snapshot/types'],
  ['connector-api/src/cli/planted.ts', '../server'],
  ['templates/src/report/planted.ts', '../model/expression'],
  ['templates/src/planted.ts', '../../connector-api/src/star'],
  ['templates/preview/server/planted.ts', '../../src'],
] as const;

const layerRule = 'no-restricted-imports';

describe('the layers of docs/architecture.md', () => {
  const all = [...forbidden, ...allowed];
  const results = lint(all.map(([file, from]) => ({ file, code: importing(from) })));
  const broken = (index: number): readonly string[] =>
    (results[index]?.messages ?? []).filter(({ ruleId }) => ruleId === layerRule).map(({ message }) => message);

  it.each(forbidden.map(([file, from], index) => ({ file, from, index })))(
    '$file must not import $from',
    ({ index }) => {
      expect(broken(index)).toHaveLength(1);
      expect(broken(index)[0]).toMatch(/docs\/architecture\.md/);
    },
  );

  it.each(allowed.map(([file, from], index) => ({ file, from, index: index + forbidden.length })))(
    '$file may import $from',
    ({ index }) => {
      expect(results[index]).toBeDefined();
      expect(broken(index)).toEqual([]);
    },
  );
});

describe('lint', () => {
  const code = (text: string): string => `export const planted = (value: unknown): unknown => {\n${text}\n};\n`;
  const cases = [
    [
      'visual/src/render/planted.ts',
      code('document.body.innerHTML = String(value); return value;'),
      'powerbi-visuals/no-inner-outer-html',
    ],
    ['connector-api/src/feed/planted.ts', code('console.log(value); return value;'), 'no-console'],
    ['templates/src/model/planted.ts', code('return value as any;'), '@typescript-eslint/no-explicit-any'],
    ['connector-api/src/star/planted.ts', code('// @ts-ignore\nreturn value.x;'), '@typescript-eslint/ban-ts-comment'],
  ] as const;
  const results = lint(cases.map(([file, text]) => ({ file, code: text })));

  it.each(cases.map(([file, , rule], index) => ({ file, rule, index })))(
    'catches $rule in $file',
    ({ rule, index }) => {
      expect(results[index]?.messages.map(({ ruleId }) => ruleId)).toContain(rule);
    },
  );
});
