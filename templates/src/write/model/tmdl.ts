/** Prints the semantic model as TMDL, the text form that a `.pbip` project keeps: one file per table, role and culture. */
import type {
  TabularColumn,
  TabularCulture,
  TabularDatabase,
  TabularHierarchy,
  TabularMeasure,
  TabularPartition,
  TabularTable,
} from './tabularTypes';

const name = (text: string): string => (/^[\p{L}\d_-]+$/u.test(text) ? text : `'${text.replaceAll("'", "''")}'`);

const tab = (depth: number, text: string): string => '\t'.repeat(depth) + text;

const described = (depth: number, description: string | undefined): readonly string[] =>
  description === undefined ? [] : description.split('\n').map((line) => tab(depth, `/// ${line}`));

const property = (depth: number, key: string, value: string | number | undefined): readonly string[] =>
  value === undefined ? [] : [tab(depth, `${key}: ${value}`)];

const flag = (depth: number, key: string, value: true | undefined): readonly string[] =>
  value === true ? [tab(depth, key)] : [];

/** `head = expression`, on the same line where it is one line, else two tabs deeper. */
const withExpression = (depth: number, head: string, expression: readonly string[]): readonly string[] =>
  expression.length === 1
    ? [tab(depth, `${head} = ${expression[0] ?? ''}`)]
    : [tab(depth, `${head} =`), ...expression.map((line) => tab(depth + 2, line))];

const columnText = (column: TabularColumn): readonly string[] => [
  ...described(1, column.description),
  tab(1, `column ${name(column.name)}`),
  ...property(2, 'dataType', column.dataType),
  ...flag(2, 'isHidden', column.isHidden),
  ...flag(2, 'isKey', column.isKey),
  ...property(2, 'formatString', column.formatString),
  ...property(2, 'lineageTag', column.lineageTag),
  ...property(2, 'dataCategory', column.dataCategory),
  ...property(2, 'summarizeBy', column.summarizeBy),
  ...property(2, 'sourceColumn', column.sourceColumn),
  ...property(2, 'sortByColumn', column.sortByColumn === undefined ? undefined : name(column.sortByColumn)),
  '',
];

const measureText = (measure: TabularMeasure): readonly string[] => [
  ...described(1, measure.description),
  ...withExpression(1, `measure ${name(measure.name)}`, measure.expression),
  ...property(2, 'formatString', measure.formatString),
  ...flag(2, 'isHidden', measure.isHidden),
  ...property(2, 'displayFolder', measure.displayFolder),
  ...property(2, 'lineageTag', measure.lineageTag),
  '',
];

const hierarchyText = (hierarchy: TabularHierarchy): readonly string[] => [
  ...described(1, hierarchy.description),
  tab(1, `hierarchy ${name(hierarchy.name)}`),
  ...property(2, 'lineageTag', hierarchy.lineageTag),
  '',
  ...hierarchy.levels.flatMap((level) => [
    tab(2, `level ${name(level.name)}`),
    ...property(3, 'lineageTag', level.lineageTag),
    ...property(3, 'column', name(level.column)),
    '',
  ]),
];

const partitionText = (partition: TabularPartition): readonly string[] => [
  tab(1, `partition ${name(partition.name)} = m`),
  ...property(2, 'mode', partition.mode),
  ...withExpression(2, 'source', partition.source.expression),
  '',
];

const policyText = (table: TabularTable): readonly string[] => {
  const policy = table.refreshPolicy;
  return policy === undefined
    ? []
    : [
        tab(1, 'refreshPolicy'),
        ...property(2, 'policyType', policy.policyType),
        ...property(2, 'rollingWindowGranularity', policy.rollingWindowGranularity),
        ...property(2, 'rollingWindowPeriods', policy.rollingWindowPeriods),
        ...property(2, 'incrementalGranularity', policy.incrementalGranularity),
        ...property(2, 'incrementalPeriods', policy.incrementalPeriods),
        ...withExpression(2, 'sourceExpression', policy.sourceExpression),
        '',
      ];
};

const tableText = (table: TabularTable): readonly string[] => [
  ...described(0, table.description),
  `table ${name(table.name)}`,
  ...flag(1, 'isHidden', table.isHidden),
  ...property(1, 'lineageTag', table.lineageTag),
  ...property(1, 'dataCategory', table.dataCategory),
  '',
  ...policyText(table),
  ...(table.measures ?? []).flatMap(measureText),
  ...table.columns.flatMap(columnText),
  ...(table.hierarchies ?? []).flatMap(hierarchyText),
  ...table.partitions.flatMap(partitionText),
];

const translatedText = (
  depth: number,
  kind: string,
  one: {
    readonly name: string;
    readonly translatedCaption: string;
    readonly translatedDescription?: string;
    readonly translatedDisplayFolder?: string;
  },
): readonly string[] => [
  tab(depth, `${kind} ${name(one.name)}`),
  ...property(depth + 1, 'caption', one.translatedCaption),
  ...property(depth + 1, 'description', one.translatedDescription),
  ...property(depth + 1, 'displayFolder', one.translatedDisplayFolder),
];

const cultureText = (culture: TabularCulture): readonly string[] => [
  `cultureInfo ${name(culture.name)}`,
  '',
  tab(1, 'translations'),
  tab(2, `model ${culture.translations.model.name}`),
  ...culture.translations.model.tables.flatMap((table) => [
    ...translatedText(3, 'table', table),
    ...(table.columns ?? []).flatMap((column) => translatedText(4, 'column', column)),
    ...(table.measures ?? []).flatMap((measure) => translatedText(4, 'measure', measure)),
    ...(table.hierarchies ?? []).flatMap((hierarchy) => [
      ...translatedText(4, 'hierarchy', hierarchy),
      ...hierarchy.levels.flatMap((level) => translatedText(5, 'level', level)),
    ]),
  ]),
  '',
];

const text = (lines: readonly string[]): string => `${lines.join('\n').trimEnd()}\n`;

/** File names without the characters that file systems refuse. */
const fileName = (object: string): string => object.replace(/[\\/:*?"<>|]/g, '_');

/** Path inside `definition/` → text. */
export const printTmdl = ({
  name: databaseName,
  compatibilityLevel,
  model,
}: TabularDatabase): ReadonlyMap<string, string> =>
  new Map([
    [
      'database.tmdl',
      text([`database ${name(databaseName)}`, ...property(1, 'compatibilityLevel', compatibilityLevel)]),
    ],
    [
      'model.tmdl',
      text([
        'model Model',
        ...property(1, 'culture', model.culture),
        ...property(1, 'defaultPowerBIDataSourceVersion', model.defaultPowerBIDataSourceVersion),
        tab(1, 'discourageImplicitMeasures'),
        ...property(1, 'sourceQueryCulture', model.sourceQueryCulture),
        tab(1, 'dataAccessOptions'),
        tab(2, 'legacyRedirects'),
        tab(2, 'returnErrorValuesAsNull'),
        '',
        ...model.queryGroups.flatMap(({ folder, annotations }) => [
          `queryGroup ${name(folder)}`,
          '',
          ...annotations.flatMap((one) => [tab(1, `annotation ${one.name} = ${one.value}`), '']),
        ]),
        ...model.annotations.flatMap((one) => [`annotation ${one.name} = ${one.value}`, '']),
        ...model.tables.map((table) => `ref table ${name(table.name)}`),
        '',
        ...model.roles.map((role) => `ref role ${name(role.name)}`),
        '',
        ...model.cultures.map((culture) => `ref cultureInfo ${name(culture.name)}`),
      ]),
    ],
    [
      'expressions.tmdl',
      text(
        model.expressions.flatMap((one) => [
          ...described(0, one.description),
          ...withExpression(0, `expression ${name(one.name)}`, one.expression),
          ...property(1, 'lineageTag', one.lineageTag),
          ...property(1, 'queryGroup', one.queryGroup === undefined ? undefined : name(one.queryGroup)),
          '',
        ]),
      ),
    ],
    [
      'relationships.tmdl',
      text(
        model.relationships.flatMap((one) => [
          `relationship ${one.name}`,
          ...(one.isActive === false ? [tab(1, 'isActive: false')] : []),
          ...property(1, 'crossFilteringBehavior', one.crossFilteringBehavior),
          tab(1, `fromColumn: ${name(one.fromTable)}.${name(one.fromColumn)}`),
          tab(1, `toColumn: ${name(one.toTable)}.${name(one.toColumn)}`),
          '',
        ]),
      ),
    ],
    ...model.tables.map((table): [string, string] => [`tables/${fileName(table.name)}.tmdl`, text(tableText(table))]),
    ...model.roles.map((role): [string, string] => [
      `roles/${fileName(role.name)}.tmdl`,
      text([
        ...described(0, role.description),
        `role ${name(role.name)}`,
        ...property(1, 'modelPermission', role.modelPermission),
        '',
        ...role.tablePermissions.flatMap((permission) => [
          permission.filterExpression === undefined
            ? tab(1, `tablePermission ${name(permission.name)}`)
            : tab(1, `tablePermission ${name(permission.name)} = ${permission.filterExpression}`),
          '',
          ...(permission.columnPermissions ?? []).flatMap((column) => [
            tab(2, `columnPermission ${name(column.name)} = ${column.metadataPermission}`),
            '',
          ]),
        ]),
      ]),
    ]),
    ...model.cultures.map((culture): [string, string] => [
      `cultures/${fileName(culture.name)}.tmdl`,
      text(cultureText(culture)),
    ]),
  ]);
