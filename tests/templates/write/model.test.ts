import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { DefaultSettings, TaskUtils } from '@microsoft/powerquery-parser';
import { parameterNames } from './parameterNames';
import { modelNames } from '../../../templates/src/model/names';
import { starTables, type ColumnDefinition } from '../../../templates/src/star';
import { feeds } from '../../../templates/src/write/model/options';
import { printTmdl } from '../../../templates/src/write/model/tmdl';
import { accessNames } from '../../../templates/src/write/model/sideTables';
import type { TabularDatabase } from '../../../templates/src/write/model/tabularTypes';
import { parseDax, type DaxNode } from '../dax/parseDax';
import { openTabularObjectModel, tabularProgram, type TabularObjectModel } from '../support/tabularObjectModel';
import { modelOf } from '../support/templateInputs';

jest.setTimeout(180_000);

const variants = (['en', 'da'] as const).flatMap((language) => feeds.map((feed) => ({ language, feed })));

describe('The tabular object model', () => {
  const program = tabularProgram();
  const folder = mkdtempSync(join(tmpdir(), 'nps-model-'));
  let tom: TabularObjectModel | undefined;
  beforeAll(async () => {
    if (program !== null) tom = await openTabularObjectModel();
  });
  afterAll(() => {
    tom?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const when = program === null ? it.skip : it;
  if (program === null)
    process.stderr.write(`SKIPPED: no tabular object model for ${process.platform}-${process.arch} in node_modules.\n`);

  const write = (name: string, model: TabularDatabase): { readonly bim: string; readonly tmdl: string } => {
    const bim = join(folder, `${name}.bim`);
    const tmdl = join(folder, name, 'definition');
    writeFileSync(bim, JSON.stringify(model));
    for (const [path, text] of printTmdl(model)) {
      mkdirSync(dirname(join(tmdl, path)), { recursive: true });
      writeFileSync(join(tmdl, path), text);
    }
    return { bim, tmdl };
  };
  const exported = async (
    source: { readonly bim: string } | { readonly tmdl: string },
    name: string,
  ): Promise<unknown> => {
    const to = join(folder, `${name}.out.bim`);
    await tom?.reExport(source, to);
    return JSON.parse(readFileSync(to, 'utf8'));
  };

  when.each(variants)(
    'takes the $language model for $feed in both forms, and both are equal',
    async ({ language, feed }) => {
      const name = `${language}-${feed}`;
      const { bim, tmdl } = write(name, modelOf(language, feed));
      const fromBim = await exported({ bim }, `${name}-bim`);
      const fromTmdl = await exported({ tmdl }, `${name}-tmdl`);
      expect(fromTmdl).toEqual(fromBim);
      expect((fromBim as TabularDatabase).model.tables.length).toBeGreaterThan(18);
    },
  );

  when('refuses a model whose relationship names a missing column', async () => {
    const model = modelOf('en', 'odata');
    const { tmdl } = write('broken', model);
    const path = join(tmdl, 'relationships.tmdl');
    writeFileSync(path, readFileSync(path, 'utf8').replace("'Campaign key'", "'Campaign kee'"));
    await expect(exported({ tmdl }, 'broken')).rejects.toThrow(/Cannot resolve/);
  });
});

describe('Power Query', () => {
  const parse = async (text: string): Promise<string | null> => {
    const task = await TaskUtils.tryLexParse(DefaultSettings, text);
    if (TaskUtils.isParseStageOk(task)) return null;
    return 'error' in task ? String(task.error.message) : 'not parsed';
  };

  it.each(variants)('every query of the $language model for $feed is M', async ({ language, feed }) => {
    const { model } = modelOf(language, feed, { DimScore: [[0, null]], FactGoal: [] });
    const texts = [
      ...model.expressions.map((one) => [one.name, one.expression.join('\n')] as const),
      ...model.tables.flatMap((table) => [
        ...table.partitions.map((one) => [table.name, one.source.expression.join('\n')] as const),
        ...(table.refreshPolicy
          ? [[`${table.name} policy`, table.refreshPolicy.sourceExpression.join('\n')] as const]
          : []),
      ]),
    ];
    expect(texts.length).toBeGreaterThan(20);
    const problems: string[] = [];
    for (const [name, text] of texts) {
      const problem = await parse(text);
      if (problem !== null) problems.push(`${name}: ${problem}`);
    }
    expect(problems).toEqual([]);
  });

  it('the sample rows come out of the query’s text as they went in', () => {
    const rows = [
      [1, 'Æble "pære"', null, true],
      [2, 'x', 4.5, false],
    ];
    const { model } = modelOf('en', 'odata', { FactGoal: rows });
    const text = model.expressions.find(({ name }) => name === 'Sample FactGoal')?.expression.join('\n') ?? '';
    const packed = /Binary\.FromText\("([^"]+)"/.exec(text)?.[1] ?? '';
    expect(JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString('utf8'))).toEqual(rows);
  });

  it('a broken query is noticed', async () => {
    expect(await parse('let a = 1, in a')).not.toBeNull();
  });

  it.each(variants)(
    'only parameters and queries of the $language model for $feed are referred to',
    ({ language, feed }) => {
      const { model } = modelOf(language, feed);
      const known = new Set(model.expressions.map(({ name }) => name));
      const used = model.tables.flatMap((table) =>
        table.partitions.flatMap((one) => parameterNames(one.source.expression.join('\n'))),
      );
      expect(used.length).toBeGreaterThan(0);
      expect(used.filter((name) => !known.has(name))).toEqual([]);
    },
  );
});

describe('DAX', () => {
  const references = (node: DaxNode): readonly DaxNode[] => {
    switch (node.kind) {
      case 'call':
        return node.args.flatMap(references);
      case 'binary':
        return [...references(node.left), ...references(node.right)];
      case 'unary':
        return references(node.operand);
      case 'var':
        return [...node.variables.flatMap(({ value }) => references(value)), ...references(node.body)];
      default:
        return [node];
    }
  };

  it.each([{ language: 'en' as const }, { language: 'da' as const }])(
    'every reference of the $language measures and roles exists',
    ({ language }) => {
      const { model } = modelOf(language, 'odata');
      const columns = new Map(
        model.tables.map((table) => [table.name, new Set(table.columns.map(({ name }) => name))]),
      );
      const measures = new Set(model.tables.flatMap((table) => (table.measures ?? []).map(({ name }) => name)));
      const texts = [
        ...model.tables.flatMap((table) =>
          (table.measures ?? []).map((one) => [one.name, one.expression.join('\n')] as const),
        ),
        ...model.roles.flatMap((role) =>
          role.tablePermissions.flatMap((one) =>
            one.filterExpression === undefined
              ? []
              : [[role.name, one.filterExpression.replace(' IN ', ' = ')] as const],
          ),
        ),
      ];
      let seen = 0;
      const missing: string[] = [];
      for (const [name, text] of texts)
        for (const node of references(parseDax(text))) {
          seen += 1;
          if (node.kind === 'table' && !columns.has(node.name)) missing.push(`${name}: '${node.name}'`);
          if (node.kind === 'column' && columns.get(node.table)?.has(node.column) !== true)
            missing.push(`${name}: '${node.table}'[${node.column}]`);
          if (node.kind === 'measure' && !measures.has(node.name)) missing.push(`${name}: [${node.name}]`);
        }
      expect(seen).toBeGreaterThan(400);
      expect(missing).toEqual([]);
    },
  );

  it('no variable is named like a function or a table', () => {
    const { model } = modelOf('en', 'odata');
    const variables = model.tables.flatMap((table) =>
      (table.measures ?? []).flatMap((one) =>
        [...one.expression.join('\n').matchAll(/\bVAR (\S+)/g)].map(([, name]) => name ?? ''),
      ),
    );
    expect(variables.length).toBeGreaterThan(50);
    expect(variables.filter((name) => !/^_[a-z][A-Za-z0-9]*$/.test(name))).toEqual([]);
  });
});

describe.each(['en', 'da'] as const)('Best practice for tabular models (%s)', (language) => {
  const { model } = modelOf(language, 'odata');
  const called = modelNames(language);
  const columns = model.tables.flatMap((table) => table.columns.map((column) => ({ table, column })));
  const measures = model.tables.flatMap((table) => table.measures ?? []);
  const related = model.relationships.flatMap((one) => [
    `${one.fromTable}.${one.fromColumn}`,
    `${one.toTable}.${one.toColumn}`,
  ]);

  const broken = {
    'relationship columns are hidden whole numbers': columns
      .filter(({ table, column }) => related.includes(`${table.name}.${column.name}`))
      .filter(({ column }) => column.isHidden !== true || column.dataType !== 'int64'),
    'no column sums by itself': columns.filter(({ column }) => column.summarizeBy !== 'none'),
    'every visible column and measure has a description': [
      ...columns
        .filter(({ column }) => column.isHidden !== true && !column.description)
        .map(({ column }) => column.name),
      ...measures.filter(({ description }) => description === '').map(({ name }) => name),
    ],
    'numbers and days that people see have a format': columns.filter(
      ({ column }) =>
        column.isHidden !== true &&
        ['int64', 'double', 'decimal', 'dateTime'].includes(column.dataType) &&
        column.formatString === undefined,
    ),
    'measures stand in display folders': measures.filter(({ displayFolder }) => !displayFolder),
    'division is blank-safe': measures.filter(({ expression }) => / \/ (?!60)/.test(expression.join('\n'))),
    'no error is swallowed': measures.filter(({ expression }) => /IFERROR|ISERROR/.test(expression.join('\n'))),
    'visible names are words, without CamelCase or blanks at the ends': [
      ...model.tables.filter(({ isHidden }) => isHidden !== true).map(({ name }) => name),
      ...columns.filter(({ column }) => column.isHidden !== true).map(({ column }) => column.name),
      ...measures.filter(({ isHidden }) => isHidden !== true).map(({ name }) => name),
    ].filter((name) => /[a-z][A-Z]/.test(name.replaceAll('kWh', '')) || name !== name.trim()),
    'filters go both ways through the bridge only': model.relationships.filter(
      (one) => one.crossFilteringBehavior !== undefined && one.fromTable !== called.table('BridgeResponseCategory'),
    ),
    'dimensions have a key': model.tables.filter(
      (table) =>
        model.relationships.some((one) => one.toTable === table.name && one.toTable !== called.table('FactResponse')) &&
        !table.columns.some(({ isKey }) => isKey === true),
    ),
  } as const;

  it.each(Object.entries(broken))('%s', (_, offenders) => {
    expect(offenders).toEqual([]);
  });

  it('there is one marked date table, and one active path between any two tables', () => {
    expect(model.tables.filter(({ dataCategory }) => dataCategory === 'Time').map(({ name }) => name)).toEqual([
      called.table('DimDate'),
    ]);
    const active = model.relationships
      .filter(({ isActive }) => isActive !== false)
      .map((one) => `${one.fromTable} → ${one.toTable}`);
    expect(active.length).toBeGreaterThan(30);
    expect(new Set(active).size).toBe(active.length);
  });

  it('the role of own units narrows every fact but the benchmarks, deals with them', () => {
    const [role] = model.roles;
    const unit = called.table('DimBusinessUnit');
    expect(role?.tablePermissions.map(({ name }) => name)).toEqual([unit, accessNames.table[language]]);
    const loose = starTables.filter(
      ({ name, kind }) =>
        kind === 'fact' &&
        !model.relationships.some(
          (one) => one.fromTable === called.table(name) && one.toTable === unit && one.isActive !== false,
        ),
    );
    // What other companies published is nobody's own.
    expect(loose.map(({ name }) => name)).toEqual(['FactBenchmark']);
  });

  it('at most two parameters are required, each described', () => {
    const parameters = model.expressions.filter(({ expression }) =>
      expression.join('').includes('IsParameterQuery=true'),
    );
    expect(parameters.length).toBeGreaterThan(3);
    expect(parameters.filter(({ expression }) => expression.join('').includes('Required=true'))).toHaveLength(2);
    expect(parameters.filter(({ description }) => !description)).toEqual([]);
  });

  it('names are taken once, whatever their case', () => {
    const twice = (all: readonly string[]): readonly string[] =>
      all.filter((name, index) => all.findIndex((other) => other.toLowerCase() === name.toLowerCase()) !== index);
    expect(twice(model.tables.map(({ name }) => name))).toEqual([]);
    expect(twice(measures.map(({ name }) => name))).toEqual([]);
    for (const table of model.tables)
      expect(
        twice([
          ...table.columns.map(({ name }) => name),
          ...(table.measures ?? []).map(({ name }) => name),
          ...(table.hierarchies ?? []).map(({ name }) => name),
        ]),
      ).toEqual([]);
  });

  it('person data is hidden from the role that sees no persons', () => {
    const [, role] = model.roles;
    const hidden = role?.tablePermissions.flatMap((table) =>
      (table.columnPermissions ?? []).map(({ name }) => `${table.name}.${name}`),
    );
    const persons = starTables.flatMap((table) =>
      Object.entries<ColumnDefinition>(table.columns)
        .filter(([, column]) => column.person !== undefined)
        .map(([name]) => `${called.table(table.name)}.${called.column(table.name, name)}`),
    );
    expect(persons.length).toBeGreaterThan(4);
    expect(hidden).toEqual(persons);
  });
});
