/** A CSV file of answers as a source: profiled once, mapped (as told or as guessed), then streamed. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import path from 'node:path';
import { ConnectorError } from '../../errors';
import { type EntityName, entityNames } from '../../survey/entities';
import { BatchBuilder } from '../batchBuilder';
import { rowDigest, type Source, type SourceItem } from '../source';
import { columnList } from './columnList';
import { type ColumnProfile, emptyProfile, observe } from './columnProfile';
import { type CrmFile, knownMembers, openCrmFile, type OpenCrmFile } from './crmFile';
import { checkUnchanged, type CsvFormat, csvFormat, csvRows, fileStamp } from './csvRows';
import { checkDateFormat } from './dateOrder';
import { type ColumnRule, columnsOf, dateFormatIn, type FileMapping, mappedColumns, usualNulls } from './fileMapping';
import { guessMapping } from './guessMapping';
import { type JoinedFile, readJoinedFile } from './joinedFile';
import { MembersSaid } from './membersSaid';
import { nameOfDelimiter } from './refusedRecord';
import { type EntityRow, rowReader } from './rowReader';
import { SpoiledValues } from './spoiledValues';
import { type WideRows, wideRows } from './wideRows';

export interface CsvSourceOptions {
  readonly file: string;
  /** What is known of the mapping; the rest is guessed unless `guess` is false. */
  readonly mapping: Partial<FileMapping>;
  readonly guess: boolean;
  /** Zone of times without one. */
  readonly timeZone: string;
  /** Companies, contacts and opportunities of a CRM, joined by id, e-mail or name. */
  readonly crm?: readonly CrmFile[];
}

export interface CsvSource extends Source {
  /** The mapping in use, to be shown and saved. */
  readonly mapping: FileMapping;
  /** How the file is read, guessed where nobody said. */
  readonly format: CsvFormat;
  /** Columns that nothing is read from. */
  readonly unused: readonly string[];
}

/**
 * Reads the file once to check its form and to learn what its columns hold.
 * @throws ConnectorError FILE_MISSING, FILE_EMPTY, FILE_FORMAT (with line), COLUMN_MISSING, MAPPING_INVALID.
 */
export async function openCsvSource(options: CsvSourceOptions): Promise<CsvSource> {
  const { file } = options;
  const label = path.basename(file);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) throw new ConnectorError('FILE_MISSING', { target: file });
  if (!stats.isFile()) throw new ConnectorError('FILE_UNREADABLE', { target: file, found: 'no plain file' });
  const given = options.mapping.format ?? {};
  const format = await formatOf(file, given);
  const joins = await Promise.all(
    (options.mapping.joins ?? []).map(({ file: joined, on, key }) =>
      readJoinedFile(path.resolve(path.dirname(file), joined), on, key),
    ),
  );
  const nulls = new Set(given.nulls ?? usualNulls);
  const stamp = fileStamp(file);
  const { header, profiles, rows } = await profileFile(file, format, joins, nulls);
  const mapping = options.guess
    ? guessMapping(label, profiles, options.mapping)
    : { joins: [], columns: {}, ...options.mapping, format: given };
  checkColumns(label, mapping, header);
  checkDates(label, mapping, profiles);
  const asOf = mapping.asOf === undefined ? middayOf(stats.mtimeMs) : Date.parse(`${mapping.asOf}T12:00:00Z`);
  const crm = await Promise.all((options.crm ?? []).map((part) => openCrmFile(part, options.timeZone)));
  const crmNames = (options.crm ?? []).map((part) => `${part.entity} ${path.resolve(part.file)}`).join(' ');
  const entities = providedEntities(mapping, crm);
  return {
    kind: 'csv',
    name: `csv ${label}`,
    identity: `csv ${path.resolve(file)} ${crmNames} ${createHash('sha256').update(JSON.stringify(mapping)).digest('hex').slice(0, 16)}`,
    entities,
    incremental: [],
    expectedRows: rows,
    mapping,
    format,
    unused: unusedColumns(mapping, header),
    read: () =>
      readRows({
        file,
        stamp,
        format,
        joins,
        crm,
        read: rowReader({
          known: knownMembers(crm),
          mapping,
          header,
          asOf,
          timeZone: options.timeZone,
          campaignName: path.basename(file, path.extname(file)),
        }),
        asOfText: new Date(asOf).toISOString().slice(0, 10),
      }),
    close: async () => undefined,
  };
}

/** The column names of a file, read as told and as guessed where nothing is told. */
export async function headerOf(file: string, given: FileMapping['format'] = {}): Promise<readonly string[]> {
  for await (const { values } of csvRows(file, await formatOf(file, given))) return values;
  throw new ConnectorError('FILE_EMPTY', { target: path.basename(file) });
}

interface FileProfile {
  readonly header: readonly string[];
  readonly profiles: readonly ColumnProfile[];
  readonly rows: number;
}

async function profileFile(
  file: string,
  format: CsvFormat,
  joins: readonly JoinedFile[],
  nulls: ReadonlySet<string>,
): Promise<FileProfile> {
  let records: WideRows | null = null;
  let profiles: ColumnProfile[] = [];
  let rows = 0;
  for await (const { values } of csvRows(file, format)) {
    if (records === null) {
      records = wideRows(path.basename(file), values, joins);
      profiles = records.header.map(emptyProfile);
      continue;
    }
    rows += 1;
    const wide = records.widen(values);
    for (const [index, profile] of profiles.entries()) {
      const text = wide[index] ?? '';
      if (!nulls.has(text.trim())) observe(profile, text);
    }
  }
  if (records === null || rows === 0) throw new ConnectorError('FILE_EMPTY', { target: path.basename(file) });
  return { header: records.header, profiles, rows };
}

function checkColumns(label: string, mapping: FileMapping, header: readonly string[]): void {
  for (const { entity, name, rule } of mappedColumns(mapping)) {
    for (const wanted of columnsOf(rule)) {
      const places = header.flatMap((column, index) => (column === wanted ? [index + 1] : []));
      if (places.length === 1) continue;
      if (places.length === 0) {
        throw new ConnectorError('COLUMN_MISSING', {
          target: label,
          found: columnList(header),
          expected: `"${wanted}" for ${entity}.${name}`,
        });
      }
      throw new ConnectorError('FILE_FORMAT', {
        target: `${label}, header`,
        found: `"${wanted}" in the columns ${places.join(' and ')}`,
        expected: `one column of that name for ${entity}.${name}`,
      });
    }
  }
  if (mapping.columns['response.score'] === undefined) {
    throw new ConnectorError('MAPPING_INVALID', {
      target: label,
      found: 'no response.score',
      expected: 'a score column',
    });
  }
}

/** @throws ConnectorError FILE_FORMAT for a column whose dates are written in another order than the mapping says. */
function checkDates(label: string, mapping: FileMapping, profiles: readonly ColumnProfile[]): void {
  for (const { definition, rule } of mappedColumns(mapping)) {
    const profile = profiles.find(({ name }) => name === rule.column);
    const isDate = definition.type === 'instant' || definition.type === 'date';
    if (isDate && profile !== undefined) checkDateFormat(label, profile, dateFormatIn(mapping, rule));
  }
}

function providedEntities(mapping: FileMapping, crm: readonly OpenCrmFile[]): EntityName[] {
  const mapped = new Set<EntityName>(mappedColumns(mapping).map(({ entity }) => entity));
  mapped.add('response').add('campaign');
  for (const { entity } of crm) mapped.add(entity);
  return entityNames.filter((entity) => mapped.has(entity));
}

function unusedColumns(mapping: FileMapping, header: readonly string[]): string[] {
  const joinedBy = mapping.joins.map(({ on }) => on);
  const used = new Set([...Object.values(mapping.columns).flatMap(columnsOf), ...joinedBy]);
  return header.filter((name) => name !== '' && !used.has(name));
}

/** Noon, so that the day is the same in every European zone. */
const middayOf = (milliseconds: number): number => Math.floor(milliseconds / 86_400_000) * 86_400_000 + 43_200_000;

interface ReadOptions {
  readonly file: string;
  /** Of the file as it was profiled. */
  readonly stamp: string;
  readonly format: CsvFormat;
  readonly joins: readonly JoinedFile[];
  readonly crm: readonly OpenCrmFile[];
  readonly read: ReturnType<typeof rowReader>;
  readonly asOfText: string;
}

async function* readRows({ file, stamp, format, joins, crm, read, asOfText }: ReadOptions): AsyncGenerator<SourceItem> {
  checkUnchanged(file, stamp);
  const builders = new Map<EntityName, BatchBuilder>();
  const repeats = new LastRows();
  const said = new MembersSaid(crm);
  const spoiled = new SpoiledValues();
  let header: readonly string[] = [];
  let records: WideRows | null = null;
  let ordinal = 0;
  let undatedRows = 0;
  let refusedRows = 0;
  let firstReason: string | undefined;
  for await (const { line, values } of csvRows(file, format)) {
    if (records === null) {
      header = values;
      records = wideRows(path.basename(file), header, joins);
      continue;
    }
    ordinal += 1;
    const { rows, bad, undated } = read(records.widen(values), ordinal);
    const fatal = bad.find(({ required }) => required);
    if (fatal !== undefined) {
      refusedRows += 1;
      const reason = `${fatal.target}: "${fatal.found}" cannot be read (line ${String(line)}, column ${String(fatal.place)} "${fatal.column}")`;
      firstReason ??= reason;
      const id = rows.find(([entity]) => entity === 'response')?.[1]['id'];
      const row = Object.fromEntries(values.map((value, index) => [header[index] ?? String(index + 1), value]));
      yield { kind: 'refused', row: { entity: 'response', id: typeof id === 'string' ? id : null, reason, row } };
      continue;
    }
    spoiled.add(bad, line);
    if (undated) undatedRows += 1;
    for (const [entity, row] of rows) {
      said.note(entity, row);
      const derived = entity !== 'response' && entity !== 'response_category';
      if (derived && repeats.has(entity, row)) continue;
      const builder =
        builders.get(entity) ??
        new BatchBuilder(entity, { derived: entity !== 'response', numbered: entity === 'response' });
      builders.set(entity, builder);
      builder.add(entity === 'response' ? { ...row, [rowDigest]: digestOf(values) } : row);
      if (builder.isFull) yield* builder.take();
    }
  }
  // A star of no answers would take the place of the one in use, for what is one mistake in how the file is read.
  if (refusedRows === ordinal) {
    throw new ConnectorError('FILE_FORMAT', {
      target: path.basename(file),
      found: `no row that can be read, the first because of ${firstReason ?? 'nothing'}`,
      expected: 'rows as the columns above say',
      hint: 'A mapping, --column or --date-format says how they are written.',
    });
  }
  for (const builder of builders.values()) yield* builder.take();
  // After the answers: what the CRM says of a member wins over what an answer says.
  for (const part of crm) yield* part.read(said.of(part));
  for (const text of spoiled.notes()) yield { kind: 'note', text };
  for (const { file: joined, on, count, first } of records?.unmatched() ?? []) {
    const text = `${joined}: ${String(count)} rows of ${path.basename(file)} find nothing there by "${on}", first "${first}"; its columns stay empty for them.`;
    yield { kind: 'note', text };
  }
  if (undatedRows > 0) {
    yield { kind: 'note', text: `${String(undatedRows)} answers have no date of their own and are dated ${asOfText}.` };
  }
}

const digestOf = (values: readonly string[]): string =>
  createHash('sha1').update(JSON.stringify(values)).digest('base64');

/** Remembers members already sent, so that the same company is not sent with each of its answers. */
class LastRows {
  private readonly sent = new Map<string, string>();

  has(entity: EntityName, row: EntityRow): boolean {
    const key = `${entity}|${String(row['id'])}`;
    const content = JSON.stringify(row);
    if (this.sent.get(key) === content) return true;
    if (this.sent.size < 200_000) this.sent.set(key, content);
    return false;
  }
}

const formatOf = (file: string, { encoding, delimiter, quote }: FileMapping['format']): Promise<CsvFormat> =>
  csvFormat(file, Object.fromEntries(Object.entries({ encoding, delimiter, quote }).filter(([, value]) => value)));

/** The mapping as lines for the person who imports: which column became what. */
export function describeMapping({ mapping, format, unused }: CsvSource): string[] {
  const decimals = mapping.format.decimal === ',' ? ', decimal comma' : '';
  const columns = Object.entries(mapping.columns).map(([target, given]) => {
    const rule: ColumnRule = typeof given === 'string' ? { column: given } : given;
    const names = columnsOf(rule).map((name) => `"${name}"`);
    const from =
      names.length === 0
        ? `always "${rule.constant ?? ''}"`
        : `${names.length === 1 ? 'column' : 'columns'} ${names.join(' and ')}`;
    return `${target} ← ${from}${rule.dateFormat === undefined ? '' : ` (${rule.dateFormat})`}`;
  });
  return [
    `read as ${format.encoding}, ${nameOfDelimiter(format.delimiter)} between fields${decimals}`,
    ...columns,
    ...(unused.length === 0 ? [] : [`not used: ${columnList(unused)}`]),
  ];
}
