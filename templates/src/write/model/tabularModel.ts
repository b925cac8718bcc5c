/** Builds the semantic model from the star, the measures and the company's choices. */
import { modelNames, type ModelNames } from '../../model/names';
import { star, starTables } from '../../star';
import { guid } from '../identifiers';
import { measureTable } from './measureTable';
import type { ModelOptions } from './options';
import { parametersOf, sampleExpression, sampleExpressionName } from './powerQuery';
import { rolesOf } from './roles';
import { accessTable, snapshotTableOf } from './sideTables';
import { starTable } from './starTable';
import { lines } from './tabularText';
import type { TabularDatabase, TabularExpression, TabularRelationship } from './tabularTypes';
import { cultures, translationsOf } from './translations';

const relationshipsOf = (names: ModelNames): readonly TabularRelationship[] =>
  starTables.flatMap((table) =>
    Object.entries(table.columns).flatMap(([name, { reference }]) => {
      if (!reference) return [];
      const [key = ''] = star[reference.table].key;
      return [
        {
          name: guid('relationship', table.name, name),
          fromTable: names.table(table.name),
          fromColumn: names.column(table.name, name),
          toTable: names.table(reference.table),
          toColumn: names.column(reference.table, key),
          ...(reference.active ? {} : { isActive: false as const }),
          ...(table.kind === 'bridge' && reference.table.startsWith('Fact')
            ? { crossFilteringBehavior: 'bothDirections' as const }
            : {}),
        },
      ];
    }),
  );

const expressionsOf = (options: ModelOptions): readonly TabularExpression[] => [
  ...parametersOf(options).map(({ name, expression, description }) => ({
    name,
    description: description[options.language],
    kind: 'm' as const,
    expression: lines(expression),
    queryGroup: 'Parameters',
    lineageTag: guid('parameter', name),
  })),
  ...(options.sample === null || options.feed === 'directquery'
    ? []
    : starTables.map(({ name }) => ({
        name: sampleExpressionName(name),
        kind: 'm' as const,
        expression: lines(sampleExpression(name, options.sample?.[name] ?? [])),
        queryGroup: 'Sample',
        lineageTag: guid('sample', name),
      }))),
];

/** The whole model. The same options give the same object, key by key. */
export const buildModel = (name: string, options: ModelOptions): TabularDatabase => {
  const names = modelNames(options.language);
  const tables = [
    measureTable(names),
    ...starTables.map((definition) => starTable(definition, options, names)),
    snapshotTableOf(options, names),
    accessTable(names),
  ];
  const expressions = expressionsOf(options);
  const groups = [...new Set(expressions.flatMap(({ queryGroup }) => (queryGroup === undefined ? [] : [queryGroup])))];
  return {
    name: guid('database', name, options.language, options.feed),
    compatibilityLevel: 1567,
    model: {
      culture: cultures[options.language],
      sourceQueryCulture: cultures[options.language],
      defaultPowerBIDataSourceVersion: 'powerBI_V3',
      discourageImplicitMeasures: true,
      dataAccessOptions: { legacyRedirects: true, returnErrorValuesAsNull: true },
      queryGroups: groups.map((folder, index) => ({
        folder,
        annotations: [{ name: 'PBI_QueryGroupOrder', value: String(index) }],
      })),
      tables,
      relationships: relationshipsOf(names),
      roles: rolesOf(names),
      expressions,
      cultures: [translationsOf(names)],
      annotations: [
        {
          name: 'PBI_QueryOrder',
          value: JSON.stringify([...expressions.map((one) => one.name), ...tables.map((table) => table.name)]),
        },
        { name: '__PBI_TimeIntelligenceEnabled', value: '0' },
      ],
    },
  };
};
