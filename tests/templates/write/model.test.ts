import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { DefaultSettings, TaskUtils } from '@microsoft/powerquery-parser';
import { parameterNames } from './parameterNames';
import { modelNames } from '../../../templates/src/model/names';
import { memberNameColumns, starTables, type ColumnDefinition } from '../../../templates/src/star';
import { feeds } from '../../../templates/src/write/model/options';
import { printTmdl } from '../../../templates/src/write/model/tmdl';
import { accessNames } from '../../../templates/src/write/model/sideTables';
import type { TabularDatabase } from '../../../templates/src/write/model/tabularTypes';
import { parseDax, type DaxNode } from '../dax/parseDax';
import { openTabularObjectModel, tabularProgram, type TabularObjectModel } from '../support/tabularObjectModel';
import { modelOf } from '../support/templateInputs';

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

  const partitioned = starTables.flatMap((table) => {
    const { partitionBy } = table as { readonly partitionBy?: string };
    return partitionBy === undefined ? [] : [{ name: table.name, by: partitionBy }];
  });

  /** The steps of a query, in order: name and what it is made of. */
  const stepsOf = (text: string): ReadonlyMap<string, string> =>
    new Map([...text.matchAll(/^ {4}(\w+) = (.*?),?$/gm)].map(([, name = '', made = '']) => [name, made]));

  it.each(variants.filter(({ feed }) => feed !== 'directquery'))(
    'the big facts of the $language model for $feed refresh month by month, the range going to the source',
    ({ language, feed }) => {
      const { model } = modelOf(language, feed);
      expect(partitioned.map(({ name }) => name)).toEqual(['FactResponse', 'FactInvitation', 'FactFollowUp']);
      for (const { name, by } of partitioned) {
        const table = model.tables.find((one) => one.name === modelNames(language).table(name));
        expect(table?.refreshPolicy).toMatchObject({
          incrementalGranularity: 'month',
          rollingWindowGranularity: 'year',
        });
        for (const text of [
          table?.refreshPolicy?.sourceExpression.join('\n') ?? '',
          table?.partitions[0]?.source.expression.join('\n') ?? '',
        ]) {
          const steps = stepsOf(text);
          const upToFeed = [...steps.keys()].slice(0, [...steps.keys()].indexOf('Feed') + 1);
          // Before the range stand only steps that fold, and the bounds themselves.
          const folds =
            /^(OData\.Feed|Table\.SelectColumns|Table\.SelectRows|Sql\.Database|Source\{|DateTime\.AddZone|Parquet\.Document|\[from = )/;
          expect(upToFeed.filter((step) => !folds.test(steps.get(step) ?? ''))).toEqual([]);
          expect(
            {
              odata: steps.get('Feed') === `Table.SelectRows(Selected, each [${by}] >= From and [${by}] < To)`,
              sqlserver:
                steps.get('Feed') === `Table.SelectRows(Selected, each [${by}] >= RangeStart and [${by}] < RangeEnd)`,
              parquet:
                steps.get('Query')?.includes('from = DateTime.ToText(RangeStart') === true &&
                steps.get('Query')?.includes('to = DateTime.ToText(RangeEnd') === true &&
                steps.get('Source')?.includes('Query = Query') === true,
            }[feed as 'odata' | 'parquet' | 'sqlserver'],
          ).toBe(true);
        }
      }
      for (const name of ['RangeStart', 'RangeEnd'])
        expect(model.expressions.find((one) => one.name === name)?.expression.join('')).toContain('Type="DateTime"');
    },
  );

  it.each(feeds.filter((feed) => feed !== 'directquery'))(
    'the unknown member is called so in the language of the template where the connector has its usual name (%s)',
    (feed) => {
      const named = starTables.filter((table) => memberNameColumns(table).length > 0);
      expect(named.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['DimCompany', 'DimTouchpoint', 'DimBusinessUnit', 'DimCategory']),
      );
      for (const [language, word] of [
        ['en', 'Unknown'],
        ['da', 'Ukendt'],
      ] as const) {
        const { tables } = modelOf(language, feed).model;
        for (const table of named) {
          const own = tables.find((one) => one.name === table.caption[language]);
          const query = own?.partitions?.[0]?.source.expression.join('\n') ?? '';
          let before = 'Feed';
          for (const [index, name] of memberNameColumns(table).entries()) {
            const step = `Named${index === 0 ? '' : String(index + 1)}`;
            const isUsual = `[${table.key[0] ?? ''}] = 0 and List.Contains({"Unknown", "Ukendt"}, [${name}])`;
            expect(query).toContain(
              `${step} = Table.ReplaceValue(${before}, each [${name}], each if ${isUsual} then "${word}" else [${name}], Replacer.ReplaceValue, {"${name}"})`,
            );
            before = step;
          }
          expect(query).toContain(`Typed = Table.TransformColumnTypes(${before},`);
        }
      }
    },
  );

  it.each([
    ['en', 'Unknown'],
    ['da', 'Ukendt'],
  ] as const)(
    'a live model calls the unknown member so too, in steps that a database can take (%s)',
    (language, word) => {
      const { tables } = modelOf(language, 'directquery').model;
      const named = starTables.filter((table) => memberNameColumns(table).length > 0);
      expect(named.length).toBeGreaterThan(5);
      for (const table of named) {
        const query = tables
          .find((one) => one.name === table.caption[language])
          ?.partitions[0]?.source.expression.join('\n');
        expect(query).not.toContain('Table.ReplaceValue');
        for (const name of memberNameColumns(table))
          expect(query).toContain(
            `"${name}Shown", each if [${table.key[0] ?? ''}] = 0 and ([${name}] = "Unknown" or [${name}] = "Ukendt") then "${word}" else [${name}], type text)`,
          );
      }
    },
  );

  it('a live model has neither copies nor a range, and asks the database itself', () => {
    const { model } = modelOf('en', 'directquery');
    const stars = model.tables.filter(({ name }) => starTables.some((one) => one.caption.en === name));
    expect(stars).toHaveLength(starTables.length);
    for (const { partitions, refreshPolicy } of stars)
      expect([partitions.map(({ mode }) => mode), refreshPolicy]).toEqual([['directQuery'], undefined]);
    expect(model.expressions.map(({ name }) => name)).toEqual(['SqlServer', 'SqlDatabase']);
  });

  it('the kind of the source is its first word, so that sample data can say that it is', () => {
    const { model } = modelOf('en', 'odata');
    const text = model.tables.find(({ name }) => name === 'Snapshot')?.partitions[0]?.source.expression.join('\n');
    expect(text).toContain('Text.BeforeDelimiter([source], " ")');
    expect(text).toMatch(/source = "sample ""7"""/);
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
    'formats escape what is no sign of theirs': [
      ...columns.map(({ column }) => column.formatString ?? ''),
      ...measures.map(({ formatString }) => formatString ?? ''),
      ...measures.flatMap(({ expression }) =>
        [...expression.join('\n').matchAll(/FORMAT\s*\([^"]*"([^"]*)"/g)].map(([, format]) => format ?? ''),
      ),
    ].filter((format) => !/^(?:[0#,.%;+\-ymdhns: ]|\\.)*$/.test(format)),
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
    const across = called.table('FactReconciliation');
    expect(role?.tablePermissions.map(({ name }) => name)).toEqual([unit, across, accessNames.table[language]]);
    const loose = starTables.filter(
      ({ name, kind }) =>
        kind === 'fact' &&
        !model.relationships.some(
          (one) => one.fromTable === called.table(name) && one.toTable === unit && one.isActive !== false,
        ),
    );
    // What other companies published is nobody's own; sums over all units are for who sees all units.
    expect(loose.map(({ name }) => name)).toEqual(['FactBenchmark', 'FactReconciliation']);
  });

  it('a user sees the units that the mapping table lists under the own sign-in name, and no other line of it', () => {
    const [role] = model.roles;
    const [access, user, unit] = [accessNames.table, accessNames.user, accessNames.unit].map((one) => one[language]);
    expect(role?.tablePermissions.map(({ filterExpression }) => filterExpression)).toEqual([
      `${called.daxColumn('DimBusinessUnit', 'BusinessUnitId')} IN CALCULATETABLE ( VALUES ( '${access ?? ''}'[${unit ?? ''}] ), '${access ?? ''}'[${user ?? ''}] = USERPRINCIPALNAME () )`,
      'FALSE ()',
      `'${access ?? ''}'[${user ?? ''}] = USERPRINCIPALNAME ()`,
    ]);
    expect(model.tables.find(({ name }) => name === access)?.columns.map(({ name }) => name)).toEqual([user, unit]);
  });

  it('every name is translated into the other language, with its description', () => {
    const [culture] = model.cultures.filter(({ name }) => name !== model.culture);
    const tables = culture?.translations.model.tables ?? [];
    const named = (all: readonly { readonly name: string; readonly isHidden?: boolean }[] = []): readonly string[] =>
      all.filter(({ isHidden }) => isHidden !== true).map(({ name }) => name);
    for (const table of model.tables.filter(({ isHidden }) => isHidden !== true)) {
      const translated = tables.find(({ name }) => name === table.name);
      expect(named(translated?.columns)).toEqual(expect.arrayContaining([...named(table.columns)]));
      expect(named(translated?.measures)).toEqual(expect.arrayContaining([...named(table.measures)]));
      expect(named(translated?.hierarchies)).toEqual(expect.arrayContaining([...named(table.hierarchies)]));
      for (const one of [...(translated?.columns ?? []), ...(translated?.measures ?? [])])
        expect([one.name, one.translatedCaption !== '', (one.translatedDescription ?? '') !== '']).toEqual([
          one.name,
          true,
          true,
        ]);
    }
    expect(tables.flatMap(({ measures: own }) => named(own)).length).toBeGreaterThan(100);
  });

  it('names sort by what orders them, and drill paths go down', () => {
    const sorted = columns.flatMap(({ table, column }) =>
      column.sortByColumn === undefined ? [] : [[table, column.sortByColumn] as const],
    );
    expect(sorted.length).toBeGreaterThan(4);
    for (const [table, by] of sorted) expect(table.columns.map(({ name }) => name)).toContain(by);
    const paths = model.tables.flatMap((table) => (table.hierarchies ?? []).map((path) => ({ table, path })));
    expect(paths.length).toBeGreaterThan(2);
    for (const { table, path } of paths) {
      expect(path.levels.length).toBeGreaterThan(1);
      for (const { column } of path.levels) expect(table.columns.map(({ name }) => name)).toContain(column);
    }
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
