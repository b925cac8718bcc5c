/** Guesses the mapping of an unknown file from its header and its values; the guess is shown and can be saved. */
import { ConnectorError } from '../../errors';
import type { ColumnProfile } from './columnProfile';
import type { ColumnRule, DateFormat, FileMapping } from './fileMapping';

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

/** Whole numbers of months, and nothing later than this many years back. */
const mostMonths = 240;

/** Lower case, letters and digits only; Danish letters written out. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .replace(/[^a-z0-9]/g, '');

/**
 * @throws ConnectorError COLUMN_MISSING where no column can be the score, FILE_FORMAT where dates could be read two ways.
 */
export function guessMapping(
  file: string,
  profiles: readonly ColumnProfile[],
  given: Partial<FileMapping>,
): FileMapping {
  const columns: Record<string, ColumnRule | string> = { ...given.columns };
  const taken = new Set(Object.values(columns).map((rule) => (typeof rule === 'string' ? rule : rule.column)));
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
      found: profiles.map(({ name }) => `"${name}"`).join(', '),
      expected: 'a column with scores, such as "nps" or "score"',
      hint: 'Name it with --column response.score=<column>.',
    });
  }
  const dateColumn = columns['response.responded_at'];
  if (typeof dateColumn === 'string') {
    const profile = profiles.find(({ name }) => name === dateColumn);
    if (profile !== undefined) {
      columns['response.responded_at'] = {
        column: dateColumn,
        dateFormat: given.format?.dateFormat ?? dateFormatOf(file, profile),
      };
    }
  }
  const commas = profiles.reduce((sum, { decimalCommas }) => sum + decimalCommas, 0);
  return {
    ...given,
    joins: given.joins ?? [],
    format: { ...(commas > 0 ? { decimal: ',' as const } : {}), ...given.format },
    columns,
  };
}

function suits(target: string, profile: ColumnProfile): boolean {
  if (target === 'response.score') return profile.filled === 0 || profile.numbers >= profile.filled / 2;
  if (target === 'response.responded_at' || target === 'response.modified_at') {
    return profile.dates > profile.filled / 2 || looksLikeMonths(profile) || looksLikeEpoch(profile) !== null;
  }
  return true;
}

const looksLikeMonths = (profile: ColumnProfile): boolean =>
  ['t', 'monthsago', 'monthsback', 'monthsbefore'].includes(plainName(profile.name)) &&
  profile.filled > 0 &&
  profile.wholeNumbers === profile.filled &&
  profile.max <= mostMonths;

function looksLikeEpoch(profile: ColumnProfile): DateFormat | null {
  if (profile.filled === 0 || profile.wholeNumbers < profile.filled) return null;
  if (profile.max > 631_152_000 && profile.max < 4_102_444_800) return 'seconds';
  if (profile.max > 631_152_000_000 && profile.max < 4_102_444_800_000) return 'milliseconds';
  return null;
}

/** Day or month first is decided by the values, never by chance. */
export function dateFormatOf(file: string, profile: ColumnProfile): DateFormat {
  if (looksLikeMonths(profile)) return 'months before';
  const epoch = looksLikeEpoch(profile);
  if (epoch !== null) return epoch;
  if (profile.yearFirst === profile.dates) return 'iso';
  if (profile.firstOver12 > 0 && profile.secondOver12 === 0) return 'd/m/y';
  if (profile.secondOver12 > 0 && profile.firstOver12 === 0) return 'm/d/y';
  if (profile.firstOver12 === 0 && profile.dotted === profile.dates - profile.yearFirst) return 'd/m/y';
  throw new ConnectorError('FILE_FORMAT', {
    target: `${file}, column "${profile.name}"`,
    found:
      profile.firstOver12 > 0
        ? 'dates that are partly day first, partly month first'
        : 'dates that can be read as day/month and as month/day',
    expected: 'one order',
    hint: 'Say which with --date-format d/m/y or --date-format m/d/y.',
  });
}
