/** Files of a CRM beside the answers: companies, contacts and opportunities, generic or as SuperOffice names them. */
import path from 'node:path';
import { ConnectorError } from '../../errors';
import { BatchBuilder } from '../batchBuilder';
import type { SourceItem } from '../source';
import { columnList } from './columnList';
import { type ColumnProfile, emptyProfile, observe } from './columnProfile';
import { type CsvFormat, csvFormat, csvRows } from './csvRows';
import { type ColumnRule, type DateFormat, type FileMapping, usualNulls } from './fileMapping';
import { dateFormatOf } from './dateOrder';
import { personNameColumns } from './personName';
import { plainName } from './plainName';
import {
  badValue,
  type BadValue,
  type CompiledColumn,
  compileColumns,
  type EntityRow,
  type KnownMembers,
  normalised,
} from './rowReader';
import { SpoiledValues } from './spoiledValues';

export const crmEntities = ['company', 'contact', 'opportunity'] as const;
export type CrmEntity = (typeof crmEntities)[number];

export interface CrmFile {
  readonly entity: CrmEntity;
  readonly file: string;
  /** Order of day and month where the file leaves it open. */
  readonly dateFormat?: DateFormat;
}

/**
 * Names of columns by entity. SuperOffice describes its tables and the columns of its lists, which it exports, at
 * https://github.com/SuperOfficeDocs/superoffice-docs (docs/en/database/tables and docs/en/api/archive-providers/reference):
 * the table `contact` holds companies, `person` people and `sale` deals, so that beside a `person_id` or `sale_id` a
 * `contact_id` is a company's; lists call the same "Company ID" and "Contact ID". Generic: the usual English and Danish words.
 */
const names: Readonly<Record<CrmEntity, Readonly<Record<string, readonly string[]>>>> = {
  company: {
    id: ['companyid', 'accountid', 'contactid', 'organisationid', 'virksomhedsid', 'cvr', 'id'],
    name: ['name', 'companyname', 'company', 'accountname', 'navn', 'virksomhed', 'firma'],
    industry: ['industry', 'business', 'branche'],
    segment: ['segment', 'category', 'kategori', 'kundesegment'],
    country: ['country', 'land'],
    owner_id: ['ownerid', 'owner', 'associateid', 'associate', 'ourcontact', 'ansvarlig', 'kundeansvarlig'],
    yearly_value: ['yearlyvalue', 'annualvalue', 'annualrevenue', 'arr', 'aarligvaerdi'],
    churned_on: ['churnedon', 'churndate', 'opsagt', 'opsagtden'],
  },
  contact: {
    id: ['personid', 'contactid', 'kontaktid', 'id'],
    company_id: ['companyid', 'accountid', 'contactid', 'virksomhedsid'],
    name: ['name', 'fullname', 'contactname', 'navn'],
    email: ['email', 'emailaddress', 'mail', 'emailadresse'],
    role: ['role', 'contactrole', 'rolle'],
    language: ['language', 'sprog'],
  },
  opportunity: {
    id: ['saleid', 'opportunityid', 'dealid', 'id'],
    company_id: ['companyid', 'accountid', 'contactid', 'virksomhedsid'],
    contact_id: ['personid', 'contactid', 'kontaktid'],
    owner_id: ['ownerid', 'owner', 'associateid', 'associate', 'ansvarlig'],
    stage: ['stage', 'rank', 'salestage', 'salgstrin', 'trin'],
    probability: ['probability', 'probabilitypercent', 'sandsynlighed'],
    amount: ['amount', 'value', 'beloeb'],
    expected_close: ['expectedclose', 'closedate', 'saledate', 'forventetlukning', 'salgsdato'],
    outcome: ['outcome', 'status', 'udfald'],
  },
};

const outcomeWords = {
  // SuperOffice's numbers; a stalled sale waits and is open still.
  '1': 'open',
  '2': 'won',
  '3': 'lost',
  '4': 'open',
  Stalled: 'open',
  stalled: 'open',
  open: 'open',
  sold: 'won',
  won: 'won',
  lost: 'lost',
  Open: 'open',
  Sold: 'won',
  Won: 'won',
  Lost: 'lost',
  'Closed Won': 'won',
  'Closed Lost': 'lost',
  åben: 'open',
  vundet: 'won',
  tabt: 'lost',
  Åben: 'open',
  Vundet: 'won',
  Tabt: 'lost',
  Solgt: 'won',
} as const;

export interface OpenCrmFile {
  readonly entity: CrmEntity;
  readonly mapping: FileMapping;
  /** Ids by normalised e-mail (contacts) or name (companies). */
  readonly ids: ReadonlyMap<string, string>;
  /** Ids of all its members. */
  readonly members: ReadonlySet<string>;
  /** @param said what answers say of its members, by id: it fills what the file leaves out. */
  read(said: ReadonlyMap<string, EntityRow>): AsyncIterable<SourceItem>;
}

/**
 * Reads a file once to learn its columns and what answers may know its members by.
 * @throws ConnectorError FILE_MISSING, FILE_FORMAT, COLUMN_MISSING where no column can be the id.
 */
export async function openCrmFile({ entity, file, dateFormat }: CrmFile, timeZone: string): Promise<OpenCrmFile> {
  const format = await csvFormat(file, {});
  const { header, profiles } = await profile(file, format);
  const mapping = crmMapping(entity, path.basename(file), profiles, dateFormat);
  const compiled = compileColumns({ mapping, header, asOf: 0, timeZone });
  const ids = new Map<string, string>();
  const members = new Set<string>();
  const by = entity === 'contact' ? 'email' : 'name';
  for await (const { row } of entityRows(file, format, compiled)) {
    const { id, [by]: known } = row;
    if (typeof id !== 'string') continue;
    members.add(id);
    if (typeof known === 'string') ids.set(normalised(known), id);
  }
  return { entity, mapping, ids, members, read: (said) => items(entity, file, format, compiled, said) };
}

/** What answers may know members by, over several files. */
export const knownMembers = (files: readonly OpenCrmFile[]): KnownMembers => {
  const idsOf = (entity: CrmEntity): ReadonlyMap<string, string> =>
    new Map(files.filter((file) => file.entity === entity).flatMap(({ ids }) => [...ids]));
  return { contactByEmail: idsOf('contact'), companyByName: idsOf('company') };
};

async function profile(
  file: string,
  format: CsvFormat,
): Promise<{ header: readonly string[]; profiles: ColumnProfile[] }> {
  const nulls = new Set(usualNulls);
  let header: readonly string[] | null = null;
  let profiles: ColumnProfile[] = [];
  for await (const { values } of csvRows(file, format)) {
    if (header === null) {
      header = values;
      profiles = header.map(emptyProfile);
    } else {
      for (const [index, column] of profiles.entries()) {
        const text = values[index] ?? '';
        if (!nulls.has(text.trim())) observe(column, text);
      }
    }
  }
  if (header === null) throw new ConnectorError('FILE_EMPTY', { target: path.basename(file) });
  return { header, profiles };
}

function crmMapping(
  entity: CrmEntity,
  label: string,
  profiles: readonly ColumnProfile[],
  told: DateFormat | undefined,
): FileMapping {
  const find = (name: string): ColumnProfile | undefined => profiles.find((column) => plainName(column.name) === name);
  const taken = new Set<string>();
  const columns: Record<string, ColumnRule> = {};
  for (const [target, candidates] of Object.entries(names[entity])) {
    const column = candidates.map(find).find((found) => found !== undefined && !taken.has(found.name));
    if (column === undefined) continue;
    taken.add(column.name);
    columns[`${entity}.${target}`] = {
      column: column.name,
      ...(column.dates > 0 && (target === 'expected_close' || target === 'churned_on')
        ? { dateFormat: dateFormatOf(label, column, told) }
        : {}),
      ...(target === 'probability' && column.max > 1 ? { divideBy: 100 } : {}),
      ...(target === 'outcome' ? { values: outcomeWords } : {}),
    };
  }
  const nameParts = entity === 'contact' ? personNameColumns(profiles.map((profile) => profile.name)) : null;
  if (nameParts !== null) columns['contact.name'] ??= { columns: [...nameParts] };
  if (columns[`${entity}.id`] === undefined) {
    throw new ConnectorError('COLUMN_MISSING', {
      target: label,
      found: columnList(profiles.map(({ name }) => name)),
      expected: `a column with the id of each ${entity}`,
    });
  }
  if (entity === 'opportunity') columns['opportunity.outcome'] ??= { constant: 'open' };
  const commas = profiles.some(({ decimalCommas }) => decimalCommas > 0);
  return { joins: [], columns, format: commas ? { decimal: ',' } : {} };
}

async function* entityRows(
  file: string,
  format: CsvFormat,
  compiled: readonly CompiledColumn[],
): AsyncGenerator<{ row: EntityRow; bad: readonly BadValue[]; line: number }> {
  let isHeader = true;
  for await (const { line, values } of csvRows(file, format)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const row: Record<string, string | number | boolean | null> = {};
    const bad: BadValue[] = [];
    for (const column of compiled) {
      const text = column.text(values);
      if (text === null) continue;
      const value = column.convert(text);
      if (value === undefined) bad.push(badValue(column, text));
      else row[column.name] = value;
    }
    yield { row, bad, line };
  }
}

async function* items(
  entity: CrmEntity,
  file: string,
  format: CsvFormat,
  compiled: readonly CompiledColumn[],
  said: ReadonlyMap<string, EntityRow>,
): AsyncGenerator<SourceItem> {
  const builder = new BatchBuilder(entity);
  const spoiled = new SpoiledValues();
  for await (const { row, bad, line } of entityRows(file, format, compiled)) {
    spoiled.add(bad, line);
    builder.add({ ...said.get(String(row['id'])), ...row });
    if (builder.isFull) yield* builder.take();
  }
  yield* builder.take();
  for (const note of spoiled.notes()) yield { kind: 'note', text: `${path.basename(file)}: ${note}` };
}
