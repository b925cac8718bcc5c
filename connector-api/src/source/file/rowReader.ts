/** Turns one record of a file into rows of survey entities, as a mapping says. */
import type { EntityName } from '../../survey/entities';
import type { EntityColumn, Value } from '../../survey/entity';
import { columnsOf, dateFormatIn, type FileMapping, mappedColumns, usualNulls } from './fileMapping';
import { instantParser } from './instantParser';

export type EntityRow = Readonly<Record<string, Value>>;

/** A value that is not what its column holds. */
export interface BadValue {
  readonly target: string;
  readonly column: string;
  /** One-based place in the file's header; 0 for a constant. */
  readonly place: number;
  readonly found: string;
  readonly required: boolean;
}

export interface ReadRow {
  readonly rows: ReadonlyArray<readonly [EntityName, EntityRow]>;
  readonly bad: readonly BadValue[];
  /** True where the answer has no date of its own and got the day of the export. */
  readonly undated: boolean;
}

export interface CompiledColumn {
  readonly entity: EntityName;
  readonly name: string;
  readonly column: string;
  readonly place: number;
  readonly required: boolean;
  readonly separator: string | undefined;
  text(values: readonly string[]): string | null;
  /** Undefined for a text that cannot be converted. */
  convert(text: string): Value | undefined;
}

export const badValue = ({ entity, name, column, place, required }: CompiledColumn, found: string): BadValue => ({
  target: `${entity}.${name}`,
  column,
  place,
  found,
  required,
});

export interface CompileOptions {
  readonly mapping: FileMapping;
  readonly header: readonly string[];
  /** What "months before" counts from and undated answers get, milliseconds UTC. */
  readonly asOf: number;
  /** Zone of times without one. */
  readonly timeZone: string;
}

/** Members known from a CRM, by what an answer may say of them instead of the id. */
export interface KnownMembers {
  readonly contactByEmail: ReadonlyMap<string, string>;
  readonly companyByName: ReadonlyMap<string, string>;
}

export interface RowReaderOptions extends CompileOptions {
  readonly known?: KnownMembers;
  /** Name of the campaign where the file says none. */
  readonly campaignName: string;
}

const dayMilliseconds = 86_400_000;

/** Members that an answer names: their id is the one mapped, else what identifies them best. */
const namedMembers = [
  'campaign',
  'touchpoint',
  'channel',
  'business_unit',
  'company',
  'contact',
  'employee',
  'product',
] as const;

/** Compiles a mapping once; the result reads record after record. `ordinal` is the record's number from 1. */
export function rowReader(options: RowReaderOptions): (values: readonly string[], ordinal: number) => ReadRow {
  const compiled = compileColumns(options);
  return (values, ordinal) => {
    const bad: BadValue[] = [];
    const rows = new Map<EntityName, Record<string, Value>>();
    const themes: string[] = [];
    for (const column of compiled) {
      const text = column.text(values);
      if (text === null) continue;
      if (column.entity === 'response_category' && column.name === 'category') {
        const parts = column.separator === undefined ? [text] : text.split(column.separator);
        themes.push(...parts.map((part) => part.trim()).filter((part) => part !== ''));
        continue;
      }
      const value = column.convert(text);
      if (value === undefined) {
        bad.push(badValue(column, text));
        continue;
      }
      const row = rows.get(column.entity) ?? {};
      rows.set(column.entity, row);
      row[column.name] = value;
    }
    const response = rows.get('response') ?? {};
    rows.set('response', response);
    response['id'] ??= `row ${String(ordinal)}`;
    const undated = response['responded_at'] === undefined && !bad.some(({ required }) => required);
    if (undated) response['responded_at'] = options.asOf;
    nameMembers(rows, response, options);
    const { sentiment = null } = rows.get('response_category') ?? {};
    rows.delete('response_category');
    const themeRows = [...new Set(themes)].map(
      (category) => ['response_category', { response_id: response['id'] ?? null, category, sentiment }] as const,
    );
    return { rows: [...rows, ...themeRows], bad, undated };
  };
}

/** Gives each named member an id and the answer the reference to it. */
function nameMembers(
  rows: Map<EntityName, Record<string, Value>>,
  response: Record<string, Value>,
  { campaignName, known }: RowReaderOptions,
): void {
  const campaign = rows.get('campaign') ?? {};
  campaign['name'] ??= campaignName;
  rows.set('campaign', campaign);
  for (const member of namedMembers) {
    const row = rows.get(member);
    if (row === undefined) continue;
    const email = typeof row['email'] === 'string' ? normalised(row['email']) : undefined;
    const knownId =
      member === 'contact' && email !== undefined
        ? known?.contactByEmail.get(email)
        : member === 'company' && typeof row['name'] === 'string'
          ? known?.companyByName.get(normalised(row['name']))
          : undefined;
    const id = row['id'] ?? knownId ?? email ?? row['name'];
    if (id === undefined || id === null) {
      rows.delete(member);
      continue;
    }
    row['id'] = id;
    response[`${member}_id`] ??= id;
  }
  const contact = rows.get('contact');
  const company = rows.get('company');
  if (contact !== undefined && company !== undefined) contact['company_id'] ??= company['id'] ?? null;
}

/** E-mail addresses and names compare trimmed and in lower case. */
export const normalised = (text: string): string => text.trim().toLowerCase();

/** Compiles every column of a mapping against a header. */
export const compileColumns = (options: CompileOptions): CompiledColumn[] =>
  mappedColumns(options.mapping).map((mapped) => compileColumn(mapped, options));

function compileColumn(
  { entity, name, definition, rule }: ReturnType<typeof mappedColumns>[number],
  options: CompileOptions,
): CompiledColumn {
  const { mapping, header } = options;
  const nulls = new Set(mapping.format.nulls ?? usualNulls);
  const from = columnsOf(rule);
  const places = from.map((column) => header.indexOf(column));
  const { constant, values: replacements } = rule;
  return {
    entity,
    name,
    column: from.length === 0 ? 'constant' : from.join(' + '),
    place: (places[0] ?? -1) + 1,
    required: definition.required,
    separator: rule.separator,
    text: (values) => {
      const found = constant ?? textAt(values, places);
      const trimmed = found.trim();
      if (nulls.has(trimmed)) return null;
      if (replacements !== undefined) return replacements[trimmed] ?? trimmed;
      return name === 'comment' ? found : trimmed;
    },
    convert: converter(definition, name, {
      ...options,
      dateFormat: dateFormatIn(mapping, rule),
      decimal: mapping.format.decimal ?? '.',
      timeZone: mapping.format.timeZone ?? options.timeZone,
      divideBy: rule.divideBy ?? 1,
    }),
  };
}

function textAt(values: readonly string[], places: readonly number[]): string {
  const [only = -1] = places;
  if (places.length === 1) return values[only] ?? '';
  return places
    .map((place) => (values[place] ?? '').trim())
    .filter((part) => part !== '')
    .join(' ');
}

interface ConverterOptions {
  readonly dateFormat: Parameters<typeof instantParser>[0]['format'];
  readonly decimal: '.' | ',';
  readonly timeZone: string;
  readonly asOf: number;
  readonly divideBy: number;
}

const isId = (name: string): boolean => name === 'id' || name.endsWith('_id');

/** A long number of which a spreadsheet kept the first digits: whose id it was nobody can tell. */
const shortenedNumber = /^\d([.,]\d+)?E\+\d+$/;

/** 1,250.50, and 1,250,000 or 1.250.000: digits in groups, whatever the decimal mark. */
const grouped = /^[+-]?\d{1,3}((,\d{3})+\.\d{1,2}|(,\d{3}){2,}|(\.\d{3}){2,})$/;

const yes = new Set(['true', '1', 'yes', 'y', 'ja', 'sand', 'x']);
const no = new Set(['false', '0', 'no', 'n', 'nej', 'falsk']);

function converter(
  { type }: EntityColumn,
  name: string,
  options: ConverterOptions,
): (text: string) => Value | undefined {
  const pointed = (text: string): string => {
    if (options.decimal === ',' && /^[+-]?[\d.\s]*\d(,\d+)?$/.test(text)) {
      return text.replace(/[.\s](?=\d{3})/g, '').replace(',', '.');
    }
    return grouped.test(text) ? text.replaceAll(/[.,](?=\d{3})/g, '') : text;
  };
  switch (type) {
    case 'text':
      if (name === 'score') return pointed;
      return isId(name) ? (text) => (shortenedNumber.test(text) ? undefined : text) : (text) => text;
    case 'integer':
    case 'number':
    case 'money':
      return (text) => {
        const plain = pointed(text);
        return /^[+-]?\d+(\.\d*)?$/.test(plain) ? Number(plain) / options.divideBy : undefined;
      };
    case 'boolean':
      return (text) => {
        const word = text.toLowerCase();
        return yes.has(word) ? true : no.has(word) ? false : undefined;
      };
    case 'instant': {
      const parse = instantParser({ format: options.dateFormat, timeZone: options.timeZone, asOf: options.asOf });
      return (text) => parse(text) ?? undefined;
    }
    case 'date': {
      const parse = instantParser({ format: options.dateFormat, timeZone: 'UTC', asOf: options.asOf });
      return (text) => {
        const instant = parse(text);
        return instant === null ? undefined : Math.floor(instant / dayMilliseconds);
      };
    }
  }
}
