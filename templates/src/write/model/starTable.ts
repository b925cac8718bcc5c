/** A table of the star as a table of the semantic model: columns, drill paths, how it is refreshed. */
import type { ModelNames } from '../../model/names';
import type { ColumnDefinition, TableDefinition, TableName } from '../../star';
import { guid } from '../identifiers';
import { hierarchies } from './hierarchies';
import type { ModelOptions } from './options';
import { tableQuery } from './powerQuery';
import { dataTypes, lines } from './tabularText';
import type { TabularColumn, TabularHierarchy, TabularTable } from './tabularTypes';

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

export const starTable = (definition: TableDefinition, options: ModelOptions, names: ModelNames): TabularTable => {
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
