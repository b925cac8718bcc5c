/** What is known of the exports of other survey tools: the columns each may have, and where that is written. */
import { ConnectorError } from '../../errors';
import type { ColumnRule, FileMapping } from './fileMapping';
import { plainName } from './plainName';

/** A column by its name; two of them where first and last name are apart. */
type ColumnName = string | readonly [string, string];

interface PresetColumn extends Omit<ColumnRule, 'column' | 'columns' | 'constant'> {
  /** Names the column may have, most likely first; compared without regard to case, blanks and punctuation. */
  readonly names: readonly ColumnName[];
}

export interface Preset {
  readonly title: string;
  /** Where the fields are described, or that nobody describes them publicly. */
  readonly documentation: string;
  readonly format: Partial<FileMapping['format']>;
  readonly columns: Readonly<Record<string, PresetColumn>>;
  /** Values of every row. */
  readonly constants?: Readonly<Record<string, string>>;
}

const named = (...names: readonly ColumnName[]): PresetColumn => ({ names });

export const presets = {
  generic: {
    title: 'Any CSV with a header',
    documentation: 'No layout of its own: columns are guessed from their names and values.',
    format: {},
    columns: {},
  },
  wootric: {
    title: 'Wootric (InMoment)',
    documentation:
      'Fields of the response object at https://docs.wootric.com/api (id, end_user_id, survey_id, score, text, excluded_from_calculations, created_at, updated_at, tags); times there are "2016-12-16 09:05:00 -0800". The columns of the CSV that its dashboard exports are not described publicly: the same names are tried. Answers excluded from calculations are left out.',
    format: {},
    columns: {
      'response.id': named('id', 'response_id'),
      'response.score': named('score', 'nps score'),
      'response.comment': named('text', 'feedback', 'comment'),
      'response.responded_at': named('created_at', 'date'),
      'response.modified_at': named('updated_at'),
      'response.deleted': named('excluded_from_calculations'),
      'campaign.id': named('survey_id'),
      'contact.id': named('end_user_id', 'end_user.id'),
      'contact.email': named('email', 'end_user.email'),
      'response_category.category': { names: ['tags'], separator: ',' },
    },
  },
  liveagent: {
    title: 'LiveAgent agent ratings',
    documentation:
      'Customers rate positive, semi-positive or negative, with a comment: https://support.liveagent.com/528966-Agents-Ranking-feature and https://support.liveagent.com/001358-Agents-ratings-report-section. The column names of the export are not described publicly; these are the report’s own words. It is no NPS: read as an experience rating from 1 to 3.',
    format: {},
    columns: {
      'response.score': {
        names: ['rating', 'rank', 'ranking'],
        values: {
          Positive: '3',
          positive: '3',
          Yes: '3',
          '+': '3',
          'Semi-positive': '2',
          'semi-positive': '2',
          'It was OK': '2',
          Negative: '1',
          negative: '1',
          No: '1',
        },
      },
      'response.comment': named('comment', 'comments'),
      'response.responded_at': named('date created', 'date', 'created'),
      'contact.email': named('customer email', 'email'),
      'contact.name': named('customer', 'contact', 'requester'),
      'employee.name': named('agent', 'agent name'),
      'business_unit.name': named('department'),
    },
    constants: { 'campaign.name': 'LiveAgent', 'campaign.metric': 'experience', 'campaign.rating_max': '3' },
  },
  surveygauge: {
    title: 'SurveyGauge',
    documentation: 'No public description of export or API was found: usual names are tried, the rest is guessed.',
    format: {},
    columns: {
      'response.score': named('nps', 'score', 'rating'),
      'response.comment': named('comment', 'feedback'),
      'response.responded_at': named('submitted', 'submitted at', 'date'),
      'contact.email': named('email'),
    },
  },
  sproutsocial: {
    title: 'Sprout Social customer feedback',
    documentation:
      'No public description of the columns of the customer feedback export was found: usual names are tried, the rest is guessed. Dates that can be read two ways are taken as US dates.',
    format: { dateFormat: 'm/d/y' },
    columns: {
      'response.score': named('nps score', 'score', 'rating', 'response'),
      'response.comment': named('comment', 'feedback', 'additional feedback'),
      'response.responded_at': named('date', 'response date', 'timestamp', 'submitted'),
      'contact.name': named('customer', 'contact', 'profile'),
      'channel.name': named('network', 'source'),
      'employee.name': named('agent', 'user', 'team member'),
    },
  },
  'nps.today': {
    title: 'nps.today',
    documentation:
      'https://docs.nps.today/developer-guides/Integrationbuildingblocks/usecustomerdata/ names the data (responses, campaign members, campaigns, employees, response categories), https://docs.nps.today/guides/datafields the columns of its template (respondent_email, respondent_firstname, respondent_lastname, and those of company and responsible employee). The columns of the CSV export are not described publicly: these names are tried, then English and Danish words; the rest is guessed.',
    format: {},
    columns: {
      'response.id': named('response id', 'id'),
      'response.score': named('rating', 'score', 'nps', 'vurdering'),
      'response.comment': named('comment', 'kommentar'),
      'response.responded_at': named(
        'time of response',
        'response date',
        'response time',
        'responded',
        'svartidspunkt',
        'dato',
      ),
      'campaign.name': named('campaign', 'campaign name', 'kampagne'),
      'contact.email': named('respondent_email', 'email'),
      'contact.name': named(['respondent_firstname', 'respondent_lastname'], 'name', 'respondent', 'navn'),
      'company.name': named('company', 'company name', 'virksomhed', 'firma'),
      'company.segment': named('company segment'),
      'company.industry': named('company industry'),
      'employee.name': named(
        ['responsible_firstname', 'responsible_lastname'],
        'employee',
        'medarbejder',
        'responsible_email',
      ),
      'response_category.category': { names: ['categories', 'category', 'kategorier', 'kategori'], separator: ',' },
    },
  },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof presets;

/** @throws ConnectorError USAGE naming the presets there are. */
export function presetNamed(name: string): Preset {
  const known = Object.keys(presets).find((preset) => preset === name.toLowerCase());
  if (known === undefined) {
    const expected = `one of ${Object.keys(presets).join(', ')}`;
    throw new ConnectorError('USAGE', { target: '--preset', found: `"${name}"`, expected });
  }
  return presets[known as PresetName];
}

/** The part of a mapping that a preset gives for a file with this header; columns the file does not have are left out. */
export function presetMapping(
  preset: Preset,
  header: readonly string[],
): Pick<FileMapping, 'name' | 'documentation' | 'columns' | 'format'> {
  const columns: Record<string, ColumnRule> = {};
  const find = (name: string): string | undefined => header.find((column) => plainName(column) === plainName(name));
  for (const [target, { names, ...rule }] of Object.entries<PresetColumn>(preset.columns)) {
    const found = names.map((name) => foundRule(name, find)).find((each) => each !== null);
    if (found !== undefined) columns[target] = { ...rule, ...found };
  }
  for (const [target, constant] of Object.entries(preset.constants ?? {})) columns[target] = { constant };
  return { name: preset.title, documentation: preset.documentation, columns, format: { ...preset.format } };
}

function foundRule(name: ColumnName, find: (name: string) => string | undefined): ColumnRule | null {
  if (typeof name === 'string') {
    const column = find(name);
    return column === undefined ? null : { column };
  }
  const columns = name.map(find).filter((column) => column !== undefined);
  return columns.length === name.length ? { columns } : null;
}
