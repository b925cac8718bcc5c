/** The data dictionary: every table and column of the star as one Markdown page per language, from the definitions. */
import { type ColumnDefinition, type Language, starTables, type TableDefinition } from './index';

const words = {
  en: {
    title: 'Data dictionary',
    made: 'Made from the definitions in `connector-api/src/star` by `nps-dashboards dictionary`; do not edit.',
    grain: 'Grain',
    head: ['Column', 'Caption', 'Type', 'What it holds'],
    key: 'key',
    optional: 'may be empty',
    points: 'points to',
    values: 'one of',
    range: 'from {0} to {1}',
    person: 'person data',
    unit: 'unit',
  },
  da: {
    title: 'Dataordbog',
    made: 'Dannet af definitionerne i `connector-api/src/star` med `nps-dashboards dictionary`; ret den ikke.',
    grain: 'Korn',
    head: ['Kolonne', 'Navn', 'Type', 'Indhold'],
    key: 'nøgle',
    optional: 'kan være tom',
    points: 'peger på',
    values: 'en af',
    range: 'fra {0} til {1}',
    person: 'persondata',
    unit: 'enhed',
  },
} as const satisfies Readonly<Record<Language, unknown>>;

/** The whole page, ending with a line break. */
export function dataDictionary(language: Language): string {
  const say = words[language];
  return `# ${say.title}\n\n${say.made}\n\n${starTables.map((table) => tableSection(table, language)).join('\n')}`;
}

function tableSection(table: TableDefinition, language: Language): string {
  const say = words[language];
  const rows = Object.entries(table.columns).map(
    ([name, column]) =>
      `| \`${name}\` | ${column.caption[language]} | ${column.type} | ${describe(column, table.key.includes(name), language)} |`,
  );
  return [
    `## ${table.name}`,
    '',
    `${table.description[language]} ${say.grain}: ${table.grain[language]}`,
    '',
    `| ${say.head.join(' | ')} |`,
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function describe(column: ColumnDefinition, isKey: boolean, language: Language): string {
  const say = words[language];
  const { reference, acceptedValues, range, person, unit } = column;
  const facts = [
    ...(isKey ? [say.key] : []),
    ...(reference === undefined ? [] : [`${say.points} ${reference.table}`]),
    ...(acceptedValues === undefined ? [] : [`${say.values} ${acceptedValues.join(', ')}`]),
    ...(range === undefined ? [] : [say.range.replace('{0}', String(range[0])).replace('{1}', String(range[1]))]),
    ...(unit === undefined ? [] : [`${say.unit}: ${unit}`]),
    ...(person === undefined ? [] : [say.person]),
    ...(column.nullable ? [say.optional] : []),
  ];
  return [column.description[language], facts.length === 0 ? '' : `(${facts.join('; ')})`]
    .join(' ')
    .trim()
    .replaceAll('|', '\\|');
}
