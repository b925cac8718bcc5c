/** Builds the semantic model from the star, the measures and the company's choices. */
import { boundToDax, toDax } from '../../model/toDax';
import { findMeasure, measures } from '../../model/measures';
import { folders } from '../../model/measures/measure';
import { modelNames, quoteColumn, quoteTable, type ModelNames } from '../../model/names';
import { snapshotTable } from '../../model/snapshotTable';
import { bounds, type BoundName } from '../../model/windows';
import {
  star,
  starTables,
  type ColumnDefinition,
  type ColumnType,
  type Language,
  type TableDefinition,
  type TableName,
} from '../../star';
import { guid } from '../identifiers';
import { hierarchies } from './hierarchies';
import type { ModelOptions } from './options';
import {
  accessQuery,
  parametersOf,
  sampleExpression,
  sampleExpressionName,
  snapshotQuery,
  tableQuery,
} from './powerQuery';
import type {
  TabularColumn,
  TabularCulture,
  TabularDatabase,
  TabularExpression,
  TabularHierarchy,
  TabularMeasure,
  TabularRelationship,
  TabularRole,
  TabularTable,
} from './tabularTypes';

const cultures: Readonly<Record<Language, string>> = { en: 'en-US', da: 'da-DK' };
const otherLanguage = (language: Language): Language => (language === 'en' ? 'da' : 'en');

const dataTypes: Readonly<Record<ColumnType, TabularColumn['dataType']>> = {
  int32: 'int64',
  int64: 'int64',
  double: 'double',
  decimal: 'decimal',
  string: 'string',
  boolean: 'boolean',
  date: 'dateTime',
  dateTime: 'dateTime',
};

const accessNames = {
  table: { en: 'Unit access', da: 'Enhedsadgang' },
  user: { en: 'User', da: 'Bruger' },
  unit: { en: 'Business unit ID', da: 'Forretningsenheds-id' },
} as const;

const lines = (text: string): readonly string[] => text.split('\n');

/** What a reader of the field list needs to know of the column. */
const formatOf = ({ type, unit, role }: ColumnDefinition): string | undefined => {
  switch (type) {
    case 'date':
      return 'yyyy-mm-dd';
    case 'dateTime':
      return 'yyyy-mm-dd hh:nn';
    case 'decimal':
      return '#,0.00';
    case 'double':
      return unit === 'minutes' ? '#,0' : '#,0.##';
    case 'int32':
    case 'int64':
      return role === 'measure' ? '#,0' : '0';
    default:
      return undefined;
  }
};

const hiddenRoles: readonly string[] = ['key', 'reference', 'businessKey'];

const columnsOf = (definition: TableDefinition, names: ModelNames): readonly TabularColumn[] =>
  Object.entries(definition.columns).map(([name, column]): TabularColumn => {
    const format = formatOf(column);
    const hidden = column.hidden === true || hiddenRoles.includes(column.role) || column.role === 'measure';
    return {
      name: names.column(definition.name, name),
      dataType: dataTypes[column.type],
      sourceColumn: name,
      description: column.description[names.language],
      ...(hidden ? { isHidden: true } : {}),
      ...((definition.kind === 'dimension' && definition.name !== 'DimDate' && definition.key[0] === name) ||
      (definition.name === 'DimDate' && name === 'Date')
        ? { isKey: true }
        : {}),
      ...(format === undefined ? {} : { formatString: format }),
      ...(['Country', 'CompanyCountry'].includes(name) ? { dataCategory: 'Country' } : {}),
      summarizeBy: 'none',
      ...(column.sortBy === undefined ? {} : { sortByColumn: names.column(definition.name, column.sortBy) }),
      lineageTag: guid('column', definition.name, name),
    };
  });

const hierarchiesOf = (table: TableName, names: ModelNames): readonly TabularHierarchy[] =>
  hierarchies
    .filter((one) => one.table === table)
    .map(({ caption, description, levels }) => ({
      name: caption[names.language],
      description: description[names.language],
      lineageTag: guid('hierarchy', table, caption.en),
      levels: levels.map((level, ordinal) => {
        const column = names.column(table, typeof level === 'string' ? level : level[names.language]);
        return { ordinal, name: column, column, lineageTag: guid('level', table, caption.en, String(ordinal)) };
      }),
    }));

const starTable = (definition: TableDefinition, options: ModelOptions, names: ModelNames): TabularTable => {
  const query = lines(tableQuery(definition.name, options));
  const own = hierarchiesOf(definition.name, names);
  return {
    name: names.table(definition.name),
    description: `${definition.description[names.language]} ${definition.grain[names.language]}`,
    ...(definition.kind === 'bridge' ? { isHidden: true as const } : {}),
    ...(definition.name === 'DimDate' ? { dataCategory: 'Time' } : {}),
    lineageTag: guid('table', definition.name),
    columns: columnsOf(definition, names),
    ...(own.length === 0 ? {} : { hierarchies: own }),
    partitions: [
      {
        name: names.table(definition.name),
        mode: options.feed === 'directquery' ? 'directQuery' : 'import',
        source: { type: 'm', expression: query },
      },
    ],
    ...(definition.partitionBy === undefined || options.feed === 'directquery'
      ? {}
      : {
          refreshPolicy: {
            policyType: 'basic',
            rollingWindowGranularity: 'year',
            rollingWindowPeriods: 5,
            incrementalGranularity: 'month',
            incrementalPeriods: 3,
            sourceExpression: query,
          },
        }),
  };
};

const measuresOf = (names: ModelNames): readonly TabularMeasure[] => [
  ...measures.map((one): TabularMeasure => ({
    name: names.measure(one),
    expression: lines(toDax(one, names.language, findMeasure)),
    description: one.description[names.language],
    displayFolder: one.folder[names.language],
    ...(one.format === undefined ? {} : { formatString: one.format }),
    ...(one.hidden === true ? { isHidden: true } : {}),
    lineageTag: guid('measure', one.id),
  })),
  ...(Object.keys(bounds) as BoundName[]).map((name): TabularMeasure => ({
    name: names.bound(name),
    expression: lines(boundToDax(name, names.language)),
    description: bounds[name].description[names.language],
    displayFolder: folders.time[names.language],
    formatString: 'yyyy-mm-dd',
    isHidden: true,
    lineageTag: guid('bound', name),
  })),
];

const measureTable = (names: ModelNames): TabularTable => ({
  name: names.measureTable,
  description: { en: 'Every measure, by folder.', da: 'Alle måltal, efter mappe.' }[names.language],
  lineageTag: guid('table', 'measures'),
  columns: [
    {
      name: { en: 'Measure holder', da: 'Måltalsholder' }[names.language],
      dataType: 'string',
      sourceColumn: 'Holder',
      description: { en: 'Empty; a table needs a column.', da: 'Tom; en tabel skal have en kolonne.' }[names.language],
      isHidden: true,
      summarizeBy: 'none',
      lineageTag: guid('column', 'measures', 'Holder'),
    },
  ],
  measures: measuresOf(names),
  partitions: [
    {
      name: names.measureTable,
      mode: 'import',
      source: { type: 'm', expression: lines('let\n    Rows = #table(type table [Holder = text], {})\nin\n    Rows') },
    },
  ],
});

const snapshotTableOf = (options: ModelOptions, names: ModelNames): TabularTable => ({
  name: names.snapshotTable,
  description: snapshotTable.description[names.language],
  isHidden: true,
  lineageTag: guid('table', 'snapshot'),
  columns: Object.entries(snapshotTable.columns).map(([name, { type, caption, description }]): TabularColumn => ({
    name: caption[names.language],
    dataType: dataTypes[type],
    sourceColumn: name,
    description: description[names.language],
    isHidden: true,
    ...(type === 'dateTime' ? { formatString: 'yyyy-mm-dd hh:nn' } : {}),
    summarizeBy: 'none',
    lineageTag: guid('column', 'snapshot', name),
  })),
  partitions: [
    { name: names.snapshotTable, mode: 'import', source: { type: 'm', expression: lines(snapshotQuery(options)) } },
  ],
});

const accessTable = (names: ModelNames): TabularTable => {
  const language = names.language;
  const column = (name: string, sourceColumn: string, description: string): TabularColumn => ({
    name,
    dataType: 'string',
    sourceColumn,
    description,
    isHidden: true,
    summarizeBy: 'none',
    lineageTag: guid('column', 'access', sourceColumn),
  });
  return {
    name: accessNames.table[language],
    description: {
      en: 'Which user may see which business unit; filled in by the company. Read by the security role only.',
      da: 'Hvilken bruger der må se hvilken forretningsenhed; udfyldes af virksomheden. Læses kun af sikkerhedsrollen.',
    }[language],
    isHidden: true,
    lineageTag: guid('table', 'access'),
    columns: [
      column(
        accessNames.user[language],
        'User',
        { en: 'Sign-in name of the user (UPN).', da: 'Brugerens login (UPN).' }[language],
      ),
      column(
        accessNames.unit[language],
        'BusinessUnitId',
        { en: 'Business unit the user may see.', da: 'Forretningsenhed brugeren må se.' }[language],
      ),
    ],
    partitions: [
      { name: accessNames.table[language], mode: 'import', source: { type: 'm', expression: lines(accessQuery()) } },
    ],
  };
};

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

/** Facts about companies that do not say which unit they belong to: the filter on units would leave them all in sight. */
const factsWithoutUnit: readonly TableName[] = starTables
  .filter(({ kind, columns }) => {
    const targets = Object.values(columns).map(({ reference }) => reference?.table);
    return kind === 'fact' && targets.includes('DimCompany') && !targets.includes('DimBusinessUnit');
  })
  .map(({ name }) => name);

/** Person data the "no persons" role cannot see: every column that the star marks as such. */
const rolesOf = (names: ModelNames): readonly TabularRole[] => {
  const language = names.language;
  const access = accessNames.table[language];
  const user = quoteTable(access) + quoteColumn(accessNames.user[language]);
  const unit = quoteTable(access) + quoteColumn(accessNames.unit[language]);
  return [
    {
      name: { en: 'Own business units', da: 'Egne forretningsenheder' }[language],
      description: {
        en: 'Sees the business units listed for the user in "Unit access", nothing where none is listed.',
        da: 'Ser de forretningsenheder, der står ved brugeren i "Enhedsadgang", intet hvor ingen står.',
      }[language],
      modelPermission: 'read',
      tablePermissions: [
        {
          name: names.table('DimBusinessUnit'),
          filterExpression: `${names.daxColumn('DimBusinessUnit', 'BusinessUnitId')} IN CALCULATETABLE ( VALUES ( ${unit} ), ${user} = USERPRINCIPALNAME () )`,
        },
        { name: access, filterExpression: `${user} = USERPRINCIPALNAME ()` },
        ...factsWithoutUnit.map((fact) => ({ name: names.table(fact), filterExpression: 'FALSE ()' })),
      ],
    },
    {
      name: { en: 'No persons', da: 'Ingen personer' }[language],
      description: {
        en: 'Sees every number but no name, e-mail address or free text.',
        da: 'Ser alle tal, men ingen navne, e-mailadresser eller fritekst.',
      }[language],
      modelPermission: 'read',
      tablePermissions: starTables.flatMap((table) => {
        const persons = Object.entries(table.columns).filter(([, column]) => column.person !== undefined);
        return persons.length === 0
          ? []
          : [
              {
                name: names.table(table.name),
                columnPermissions: persons.map(([name]) => ({
                  name: names.column(table.name, name),
                  metadataPermission: 'none' as const,
                })),
              },
            ];
      }),
    },
  ];
};

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

/** Captions and descriptions in the language that the model's own names are not in. */
const translationsOf = (names: ModelNames): TabularCulture => {
  const other = modelNames(otherLanguage(names.language));
  const language = other.language;
  return {
    name: cultures[language],
    translations: {
      model: {
        name: 'Model',
        tables: [
          ...starTables.map((table) => {
            const own = hierarchies.filter((one) => one.table === table.name);
            return {
              name: names.table(table.name),
              translatedCaption: other.table(table.name),
              translatedDescription: `${table.description[language]} ${table.grain[language]}`,
              columns: Object.entries(table.columns).map(([name, column]) => ({
                name: names.column(table.name, name),
                translatedCaption: other.column(table.name, name),
                translatedDescription: column.description[language],
              })),
              ...(own.length === 0
                ? {}
                : {
                    hierarchies: own.map(({ caption, description, levels }) => ({
                      name: caption[names.language],
                      translatedCaption: caption[language],
                      translatedDescription: description[language],
                      levels: levels.map((level) => {
                        const column = typeof level === 'string' ? level : level[names.language];
                        const theirs = typeof level === 'string' ? level : level[language];
                        return {
                          name: names.column(table.name, column),
                          translatedCaption: other.column(table.name, theirs),
                        };
                      }),
                    })),
                  }),
            };
          }),
          {
            name: names.measureTable,
            translatedCaption: other.measureTable,
            measures: measures.map((one) => ({
              name: names.measure(one),
              translatedCaption: other.measure(one),
              translatedDescription: one.description[language],
              translatedDisplayFolder: one.folder[language],
            })),
          },
        ],
      },
    },
  };
};

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
