/** What is known of the exports of other survey tools: the columns each may have, and where that is written. */
import { ConnectorError } from '../../errors';
import type { ColumnRule, FileMapping } from './fileMapping';

interface PresetColumn extends Omit<ColumnRule, 'column' | 'constant'> {
  /** Names the column may have, most likely first; compared without regard to case. */
  readonly names: readonly string[];
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

const named = (...names: readonly string[]): PresetColumn => ({ names });

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
      'Fields of the response object at https://docs.wootric.com/api (id, score, text, created_at, updated_at, tags, end_user, excluded_from_calculations); times are "2016-12-16 09:05:00 -0800". Answers excluded from calculations are left out.',
    format: { dateFormat: 'iso' },
    columns: {
      'response.id': named('id', 'response_id'),
      'response.score': named('score', 'nps score'),
      'response.comment': named('text', 'feedback', 'comment'),
      'response.responded_at': named('created_at', 'created at', 'date'),
      'response.modified_at': named('updated_at', 'updated at'),
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
      'response.responded_at': named('date created', 'date', 'created', 'datecreated'),
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
      'contact.email': named('email', 'e-mail'),
    },
  },
  sproutsocial: {
    title: 'Sprout Social customer feedback',
    documentation:
      'No public description of the columns of the customer feedback export was found: usual names are tried, the rest is guessed. US dates.',
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
      'https://docs.nps.today/developer-guides/Integrationbuildingblocks/usecustomerdata/ names the data (responses, campaign members, campaigns, employees, response categories); the columns of the CSV export are not described publicly: English and Danish names are tried, the rest is guessed.',
    format: {},
    columns: {
      'response.id': named('response id', 'responseid', 'id'),
      'response.score': named('rating', 'score', 'nps', 'vurdering'),
      'response.comment': named('comment', 'kommentar'),
      'response.responded_at': named(
        'time of response',
        'response date',
        'responsetime',
        'responded',
        'svartidspunkt',
        'dato',
      ),
      'campaign.name': named('campaign', 'campaign name', 'kampagne'),
      'contact.email': named('email', 'e-mail', 'respondent email'),
      'contact.name': named('name', 'respondent', 'navn'),
      'company.name': named('company', 'company name', 'virksomhed', 'firma'),
      'employee.name': named('employee', 'medarbejder'),
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
export function presetMapping(preset: Preset, header: readonly string[]): Pick<FileMapping, 'columns' | 'format'> {
  const columns: Record<string, ColumnRule> = {};
  const find = (name: string): string | undefined =>
    header.find((column) => column.trim().toLowerCase() === name.toLowerCase());
  for (const [target, { names, ...rule }] of Object.entries<PresetColumn>(preset.columns)) {
    const column = names.map(find).find((found) => found !== undefined);
    if (column !== undefined) columns[target] = { ...rule, column };
  }
  for (const [target, constant] of Object.entries(preset.constants ?? {})) columns[target] = { constant };
  return { columns, format: { ...preset.format } };
}
