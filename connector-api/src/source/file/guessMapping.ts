/** Guesses the mapping of an unknown file from its header and its values; the guess is shown and can be saved. */
import { ConnectorError } from '../../errors';
import { columnList } from './columnList';
import type { ColumnProfile } from './columnProfile';
import { dateFormatOf, looksLikeEpoch, looksLikeMonths } from './dateOrder';
import { type ColumnRule, columnsOf, type FileMapping, mappedColumns } from './fileMapping';
import { personNameColumns } from './personName';
import { plainName } from './plainName';

/** What columns are called in the exports seen so far, most telling first; compared in lower case without separators. */
const aliases: readonly (readonly [target: string, names: readonly string[]])[] = [
  [
    'response.score',
    [
      'nps',
      'npsscore',
      'score',
      'rating',
      'npsrating',
      'recommend',
      'likelihood',
      'howlikely',
      'anbefaling',
      'anbefal',
      'sandsynlighed',
      'karakter',
      'ltr',
      'response',
      'svar',
    ],
  ],
  ['response.id', ['responseid', 'answerid', 'svarid', 'feedbackid', 'id', 'ticketid', 'surveyid']],
  [
    'response.responded_at',
    [
      'respondedat',
      'submittedat',
      'answeredat',
      'completedat',
      'createdat',
      'created',
      'datetime',
      'date',
      'timestamp',
      'time',
      'responsedate',
      'responsetime',
      'submitted',
      'completed',
      'besvaret',
      'svardato',
      'dato',
      'tidspunkt',
      't',
      'monthsago',
      'monthsback',
      'monthsbefore',
    ],
  ],
  [
    'response.comment',
    [
      'comment',
      'comments',
      'feedback',
      'verbatim',
      'text',
      'reason',
      'explanation',
      'explication',
      'kommentar',
      'bemaerkning',
      'begrundelse',
      'why',
      'freetext',
      'message',
    ],
  ],
  ['response.language', ['language', 'lang', 'locale', 'sprog']],
  ['response.modified_at', ['modifiedat', 'updatedat', 'modified', 'lastmodified', 'aendret']],
  [
    'contact.email',
    ['email', 'emailaddress', 'mail', 'contactemail', 'customeremail', 'respondentemail', 'emailadresse'],
  ],
  ['contact.id', ['contactid', 'customerid', 'userid', 'respondentid', 'personid', 'kundeid', 'kontaktid']],
  ['contact.name', ['contact', 'contactname', 'customername', 'respondent', 'name', 'fullname', 'kontakt', 'navn']],
  ['contact.role', ['role', 'contactrole', 'rolle']],
  ['company.id', ['companyid', 'accountid', 'organisationid', 'organizationid', 'virksomhedsid', 'cvr']],
  [
    'company.name',
    ['company', 'companyname', 'account', 'accountname', 'organisation', 'organization', 'virksomhed', 'firma'],
  ],
  ['company.segment', ['segment', 'customersegment', 'kundesegment']],
  [
    'business_unit.name',
    [
      'businessunit',
      'unit',
      'department',
      'afdeling',
      'enhed',
      'forretningsenhed',
      'branch',
      'store',
      'shop',
      'butik',
      'territory',
      'serviceterritory',
      'region',
      'location',
      'site',
    ],
  ],
  ['employee.id', ['employeeid', 'agentid', 'technicianid', 'serviceresourceid', 'medarbejderid']],
  ['employee.name', ['employee', 'agent', 'agentname', 'technician', 'medarbejder', 'salesperson', 'saelger']],
  ['touchpoint.name', ['touchpoint', 'journeystage', 'stage', 'worktype', 'survey step', 'trin', 'kontaktpunkt']],
  ['channel.name', ['channel', 'source', 'kanal', 'medium']],
  ['product.name', ['product', 'productname', 'produkt']],
  ['campaign.name', ['campaign', 'campaignname', 'survey', 'surveyname', 'kampagne', 'undersoegelse']],
  ['response_category.category', ['category', 'categories', 'tag', 'tags', 'theme', 'themes', 'tema', 'kategori']],
];

/**
 * @throws ConnectorError COLUMN_MISSING where no column can be the score, FILE_FORMAT where dates could be read two ways.
 */
export function guessMapping(
  file: string,
  profiles: readonly ColumnProfile[],
  given: Partial<FileMapping>,
): FileMapping {
  const columns: Record<string, ColumnRule | string> = { ...given.columns };
  const taken = new Set(Object.values(columns).flatMap(columnsOf));
  for (const [target, names] of aliases) {
    if (target in columns) continue;
    const candidates = names
      .flatMap((name) => profiles.filter((profile) => plainName(profile.name) === plainName(name)))
      .concat(target === 'response.score' ? profiles.filter(({ name }) => /nps|recommend|anbefal/i.test(name)) : [])
      .filter((profile) => !taken.has(profile.name) && suits(target, profile));
    const [best] = candidates;
    if (best === undefined) continue;
    taken.add(best.name);
    columns[target] = best.name;
  }
  const score = columns['response.score'];
  if (score === undefined) {
    throw new ConnectorError('COLUMN_MISSING', {
      target: file,
      found: columnList(profiles.map(({ name }) => name)),
      expected: 'a column with scores, such as "nps" or "score"',
      hint: 'Name it with --column response.score=<column>.',
    });
  }
  const nameParts = personNameColumns(profiles.map(({ name }) => name).filter((name) => !taken.has(name)));
  if (nameParts !== null) columns['contact.name'] ??= { columns: [...nameParts] };
  const commas = profiles.reduce((sum, { decimalCommas }) => sum + decimalCommas, 0);
  return withDateFormats(file, profiles, {
    ...given,
    joins: given.joins ?? [],
    format: { ...(commas > 0 ? { decimal: ',' as const } : {}), ...given.format },
    columns,
  });
}

/** Every column of dates that says no format of its own gets one, from the mapping as a whole or from its values. */
function withDateFormats(file: string, profiles: readonly ColumnProfile[], mapping: FileMapping): FileMapping {
  const columns = { ...mapping.columns };
  for (const { entity, name, definition, rule } of mappedColumns(mapping)) {
    const profile = profiles.find((each) => each.name === rule.column);
    const isDate = definition.type === 'instant' || definition.type === 'date';
    if (!isDate || profile === undefined || rule.dateFormat !== undefined) continue;
    const dateFormat = mapping.format.dateFormat ?? dateFormatOf(file, profile);
    columns[`${entity}.${name}`] = { ...rule, dateFormat };
  }
  return { ...mapping, columns };
}

function suits(target: string, profile: ColumnProfile): boolean {
  if (target === 'response.score') return profile.filled === 0 || profile.numbers >= profile.filled / 2;
  if (target === 'response.responded_at' || target === 'response.modified_at') {
    return profile.dates > profile.filled / 2 || looksLikeMonths(profile) || looksLikeEpoch(profile) !== null;
  }
  return true;
}
