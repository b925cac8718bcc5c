/** Power Query (M) texts: how each table of the model gets its rows. */
import { deflateSync } from 'fflate';
import {
  memberNameColumns,
  openPeriod,
  star,
  unknownWords,
  type ColumnDefinition,
  type ColumnType,
  type TableName,
} from '../../star';
import { snapshotTable } from '../../model/snapshotTable';
import type { ModelOptions } from './options';

const types: Readonly<Record<ColumnType, string>> = {
  int32: 'Int64.Type',
  int64: 'Int64.Type',
  double: 'type number',
  decimal: 'Currency.Type',
  string: 'type text',
  boolean: 'type logical',
  date: 'type date',
  dateTime: 'type datetime',
};

const mText = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const mName = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : `#"${name.replaceAll('"', '""')}"`);

const list = (items: readonly string[]): string => `{${items.join(', ')}}`;

const columnsOf = (table: TableName): readonly (readonly [string, ColumnDefinition])[] =>
  Object.entries(star[table].columns);

const typeList = (columns: readonly (readonly [string, ColumnType])[]): string =>
  list(columns.map(([name, type]) => `{${mText(name)}, ${types[type]}}`));

export const sampleExpressionName = (table: TableName): string => `Sample ${table}`;

/** Rows as a compressed text that M unpacks: `Table.FromRows(Json.Document(…), {names})`. */
const packedRows = (columns: readonly string[], rows: readonly (readonly unknown[])[]): string => {
  const packed = deflateSync(new TextEncoder().encode(JSON.stringify(rows)), { level: 9 });
  const text = Buffer.from(packed).toString('base64');
  return `Table.FromRows(Json.Document(Binary.Decompress(Binary.FromText(${mText(text)}, BinaryEncoding.Base64), Compression.Deflate)), ${list(columns.map(mText))})`;
};

/** The sample rows of a table as an expression of their own, typed. */
export const sampleExpression = (table: TableName, rows: readonly (readonly unknown[])[]): string => {
  const columns = columnsOf(table);
  return [
    'let',
    `    Rows = ${packedRows(
      columns.map(([name]) => name),
      rows,
    )},`,
    `    Typed = Table.TransformColumnTypes(Rows, ${typeList(columns.map(([name, { type }]) => [name, type]))}, "en-US")`,
    'in',
    '    Typed',
  ].join('\n');
};

/** Under this name Power BI sends an API key; without it, a key cannot be entered as the credential. */
const keyName = 'ApiKeyName = "apikey"';

/** Steps that read a table from the feed, the last one named `Feed`. */
const feedSteps = (table: TableName, options: ModelOptions): readonly string[] => {
  const columns = columnsOf(table);
  const names = list(columns.map(([name]) => mText(name)));
  const partition = star[table] as { readonly partitionBy?: string };
  const by = partition.partitionBy;
  const from = 'From = DateTime.AddZone(RangeStart, 0)';
  const to = 'To = DateTime.AddZone(RangeEnd, 0)';
  switch (options.feed) {
    case 'odata':
      return [
        ...(by === undefined ? [] : [from, to]),
        `Source = OData.Feed(ConnectorUrl & "/odata/${table}", null, [Implementation = "2.0", ${keyName}])`,
        `Selected = Table.SelectColumns(Source, ${names})`,
        ...(by === undefined
          ? ['Feed = Selected']
          : [`Feed = Table.SelectRows(Selected, each [${by}] >= From and [${by}] < To)`]),
      ];
    case 'parquet':
      return [
        ...(by === undefined
          ? [
              `Source = Parquet.Document(Binary.Buffer(Web.Contents(ConnectorUrl, [RelativePath = "files/${table}.parquet", ${keyName}])))`,
            ]
          : [
              'Query = [from = DateTime.ToText(RangeStart, [Format = "yyyy-MM-dd"]), to = DateTime.ToText(RangeEnd, [Format = "yyyy-MM-dd"])]',
              `Source = Parquet.Document(Binary.Buffer(Web.Contents(ConnectorUrl, [RelativePath = "files/${table}.parquet", Query = Query, ${keyName}])))`,
            ]),
        `Feed = Table.SelectColumns(Source, ${names})`,
      ];
    case 'sqlserver':
    case 'directquery':
      return [
        'Source = Sql.Database(SqlServer, SqlDatabase)',
        `Star = Source{[Schema = "star", Item = ${mText(table)}]}[Data]`,
        `Selected = Table.SelectColumns(Star, ${names})`,
        ...(by === undefined || options.feed === 'directquery'
          ? ['Feed = Selected']
          : [`Feed = Table.SelectRows(Selected, each [${by}] >= RangeStart and [${by}] < RangeEnd)`]),
      ];
  }
};

const namedStep = (index: number): string => `Named${index === 0 ? '' : String(index + 1)}`;

/** The same for a live table, in steps that become part of the question to the database: a column beside, which takes the name. */
const liveNamedSteps = (names: readonly string[], key: string, word: string): readonly string[] =>
  names.flatMap((name, index) => {
    const usual = Object.values(unknownWords)
      .map((known) => `[${name}] = ${mText(known)}`)
      .join(' or ');
    const [beside, shown] = [`Beside${index === 0 ? '' : String(index + 1)}`, `${name}Shown`];
    return [
      `${beside} = Table.AddColumn(${index === 0 ? 'Feed' : namedStep(index - 1)}, ${mText(shown)}, each if [${key}] = 0 and (${usual}) then ${mText(word)} else [${name}], type text)`,
      `${namedStep(index)} = Table.RenameColumns(Table.RemoveColumns(${beside}, {${mText(name)}}), {{${mText(shown)}, ${mText(name)}}})`,
    ];
  });

/**
 * Steps after `Feed` that call the unknown member so in the template's language; none where the table has no such
 * name. A name that the company chose for it stays.
 */
const namedSteps = (table: TableName, { feed, language }: ModelOptions): readonly string[] => {
  const names = memberNameColumns(star[table]);
  const [key] = star[table].key;
  if (names.length === 0) return [];
  if (feed === 'directquery') return liveNamedSteps(names, String(key), unknownWords[language]);
  const known = list(Object.values(unknownWords).map(mText));
  const word = mText(unknownWords[language]);
  return names.map((name, index) => {
    const isUsual = `[${key}] = 0 and List.Contains(${known}, [${name}])`;
    return `${namedStep(index)} = Table.ReplaceValue(${index === 0 ? 'Feed' : namedStep(index - 1)}, each [${name}], each if ${isUsual} then ${word} else [${name}], Replacer.ReplaceValue, {${mText(name)}})`;
  });
};

/** Instants of OData carry a zone: they are turned into UTC without one, then every column gets its type. */
const typedSteps = (table: TableName, options: ModelOptions): readonly string[] => {
  const named = namedSteps(table, options);
  const before = named.length === 0 ? 'Feed' : namedStep(memberNameColumns(star[table]).length - 1);
  const columns = columnsOf(table);
  const instants = columns.filter(([, { type }]) => type === 'dateTime').map(([name]) => name);
  if (options.feed === 'directquery') return [...named, `Typed = ${before}`];
  const zoned = options.feed === 'odata' && instants.length > 0;
  const toUtc = instants.map(
    (name) => `{${mText(name)}, each if _ = null then null else DateTimeZone.RemoveZone(DateTimeZone.ToUtc(_))}`,
  );
  return [
    ...named,
    ...(zoned ? [`Utc = Table.TransformColumns(${before}, ${list(toUtc)})`] : []),
    `Typed = Table.TransformColumnTypes(${zoned ? 'Utc' : before}, ${typeList(columns.map(([name, { type }]) => [name, type]))}, "en-US")`,
  ];
};

const letIn = (steps: readonly string[], result: string): string =>
  ['let', steps.map((step) => `    ${step}`).join(',\n'), 'in', `    ${result}`].join('\n');

/** How a table of the star gets its rows. */
export const tableQuery = (table: TableName, options: ModelOptions): string => {
  const { partitionBy } = star[table] as { readonly partitionBy?: string };
  const steps = [...feedSteps(table, options), ...typedSteps(table, options)];
  if (options.sample === null || options.feed === 'directquery') return letIn(steps, 'Typed');
  const sample = mName(sampleExpressionName(table));
  const inRange =
    partitionBy === undefined
      ? sample
      : `Table.SelectRows(${sample}, each [${partitionBy}] >= RangeStart and [${partitionBy}] < RangeEnd)`;
  return letIn([...steps, `Rows = if DataSource = "Sample" then ${inRange} else Typed`], 'Rows');
};

/** The one row that says which snapshot is loaded. */
export const snapshotQuery = (options: ModelOptions): string => {
  const columns = Object.entries(snapshotTable.columns);
  const names = columns.map(([name]) => name).filter((name) => name !== 'sourceKind');
  const typed = typeList(columns.map(([name, { type }]) => [name, type]));
  const record = (source: string): string =>
    `[${names.map((name) => `${mName(name)} = Record.FieldOrDefault(${source}, ${mText(name)}, null)`).join(', ')}]`;
  const sample = `[${names.map((name) => `${mName(name)} = ${name in options.sampleSnapshot ? mText(options.sampleSnapshot[name] ?? '') : 'null'}`).join(', ')}]`;
  const manifest =
    options.feed === 'odata' || options.feed === 'parquet'
      ? [
          `Manifest = Json.Document(Web.Contents(ConnectorUrl, [RelativePath = "manifest", ${keyName}]))`,
          `Served = ${record('Manifest')}`,
        ]
      : [
          'Source = Sql.Database(SqlServer, SqlDatabase)',
          // A star built inside the database may have no snapshot table; the facts about it are then blank.
          'Manifest = try Source{[Schema = "star", Item = "Snapshot"]}[Data]{0} otherwise []',
          `Served = ${record('Manifest')}`,
        ];
  const instants = columns.filter(([, { type }]) => type === 'dateTime').map(([name]) => name);
  const withSample = options.sample !== null && options.feed !== 'directquery';
  return letIn(
    [
      ...manifest,
      ...(withSample
        ? [`Sample = ${sample}`, 'Row = if DataSource = "Sample" then Sample else Served']
        : ['Row = Served']),
      `Table = Table.FromRecords({Row}, ${list(names.map(mText))})`,
      `Instants = Table.TransformColumns(Table, ${list(
        instants.map(
          (name) =>
            `{${mText(name)}, each if _ = null then null else DateTimeZone.RemoveZone(DateTimeZone.ToUtc(DateTimeZone.From(_)))}`,
        ),
      )})`,
      'WithKind = Table.AddColumn(Instants, "sourceKind", each if [source] = null then null else Text.BeforeDelimiter([source], " "))',
      `Typed = Table.TransformColumnTypes(WithKind, ${typed}, "en-US")`,
    ],
    'Typed',
  );
};

/** Which users may see which business units; the company fills it in. */
export const accessQuery = (): string =>
  letIn(
    [
      'Rows = #table(type table [User = text, BusinessUnitId = text], {})',
      'Typed = Table.TransformColumnTypes(Rows, {{"User", type text}, {"BusinessUnitId", type text}}, "en-US")',
    ],
    'Typed',
  );

export interface Parameter {
  readonly name: string;
  readonly expression: string;
  readonly description: { readonly en: string; readonly da: string };
}

const textParameter = (value: string): string =>
  `${mText(value)} meta [IsParameterQuery=true, Type="Text", IsParameterQueryRequired=true]`;

/** The parameters a person is asked for, and the two that cut the facts for incremental refresh. */
export const parametersOf = (options: ModelOptions): readonly Parameter[] => {
  const withConnector = options.feed === 'odata' || options.feed === 'parquet';
  const dateTime = (day: string): string =>
    `#datetime(${day.split('-').map(Number).join(', ')}, 0, 0, 0) meta [IsParameterQuery=true, Type="DateTime", IsParameterQueryRequired=false]`;
  return [
    ...(options.sample === null || options.feed === 'directquery'
      ? []
      : [
          {
            name: 'DataSource',
            expression:
              '"Sample" meta [IsParameterQuery=true, List={"Sample", "Connector"}, DefaultValue="Sample", Type="Text", IsParameterQueryRequired=true]',
            description: {
              en: 'Sample: the rows inside this file, no server needed. Connector: your own answers.',
              da: 'Sample: rækkerne i denne fil, ingen server nødvendig. Connector: jeres egne svar.',
            },
          },
        ]),
    ...(withConnector
      ? [
          {
            name: 'ConnectorUrl',
            expression: textParameter(options.url),
            description: {
              en: 'Address of the NPS connector, without a slash at the end, such as https://nps.example.com. Used when DataSource is Connector.',
              da: 'NPS-connectorens adresse uden skråstreg til sidst, fx https://nps.example.com. Bruges når DataSource er Connector.',
            },
          },
        ]
      : [
          {
            name: 'SqlServer',
            expression: textParameter(options.server),
            description: { en: 'SQL Server that holds the star schema.', da: 'SQL Server med stjerneskemaet.' },
          },
          {
            name: 'SqlDatabase',
            expression: textParameter(options.database),
            description: { en: 'Database that holds the star schema.', da: 'Databasen med stjerneskemaet.' },
          },
        ]),
    ...(options.feed === 'directquery'
      ? []
      : [
          {
            name: 'RangeStart',
            expression: dateTime(openPeriod.from),
            description: {
              en: 'First instant to load (UTC); Power BI sets it for incremental refresh.',
              da: 'Første tidspunkt der indlæses (UTC); Power BI sætter det ved trinvis opdatering.',
            },
          },
          {
            name: 'RangeEnd',
            expression: dateTime(openPeriod.to),
            description: {
              en: 'Instant before which rows are loaded (UTC); Power BI sets it for incremental refresh.',
              da: 'Tidspunktet rækker indlæses til (UTC); Power BI sætter det ved trinvis opdatering.',
            },
          },
        ]),
  ];
};
