/** The frame that every page shares: title, navigation, the slicers in one place, and the grid for the rest. */
import type { Localised } from '../star';
import { field, value } from './bind';
import type { ColumnBinding, DefinitionFilter, PageDefinition, Place, VisualDefinition } from './types';

export const pageSize = { width: 1280, height: 720 } as const;

const rail = { x: 12, width: 172 } as const;
const content = { x: 200, y: 140, width: 1068, height: 568, gap: 12 } as const;

/** A cell of the content area's grid of 12 columns and 12 rows: from (column, row), so many of each. */
export const cell = (column: number, row: number, columns: number, rows: number): Place => {
  const columnWidth = (content.width - 11 * content.gap) / 12;
  const rowHeight = (content.height - 11 * content.gap) / 12;
  const left = Math.round(content.x + column * (columnWidth + content.gap));
  const top = Math.round(content.y + row * (rowHeight + content.gap));
  const right = Math.round(content.x + (column + columns) * (columnWidth + content.gap) - content.gap);
  const bottom = Math.round(content.y + (row + rows) * (rowHeight + content.gap) - content.gap);
  return { x: left, y: top, width: right - left, height: bottom - top };
};

type Pair = readonly [en: string, da: string];
export const both = ([en, da]: Pair): Localised => ({ en, da });

interface SlicerChoice {
  readonly id: string;
  readonly field: ColumnBinding;
  readonly title: Pair;
  readonly style?: VisualDefinition['slicer'];
  /** Places that it takes in the row of slicers; one where absent. */
  readonly span?: number;
}

/** Slicers that pages choose from, always at the same place on every page that has them. */
const slicers = {
  year: { id: 'year', field: field('DimDate', 'Year'), title: ['Year', 'År'] },
  quarter: { id: 'quarter', field: field('DimDate', 'Quarter'), title: ['Quarter', 'Kvartal'] },
  surveyClass: {
    id: 'surveyClass',
    field: field('DimCampaign', { en: 'SurveyClass', da: 'SurveyClassDa' }),
    title: ['Survey class', 'Undersøgelsestype'],
  },
  unit: {
    id: 'unit',
    field: field('DimBusinessUnit', 'BusinessUnitName'),
    title: ['Business unit', 'Forretningsenhed'],
  },
  region: { id: 'region', field: field('DimBusinessUnit', 'Region'), title: ['Region', 'Region'] },
  segment: { id: 'segment', field: field('DimCompany', 'Segment'), title: ['Segment', 'Segment'] },
  channel: { id: 'channel', field: field('DimChannel', 'ChannelName'), title: ['Channel', 'Kanal'] },
  journey: { id: 'journey', field: field('DimTouchpoint', 'Journey'), title: ['Journey', 'Kunderejse'] },
  group: {
    id: 'group',
    field: field('DimScore', { en: 'NpsGroup', da: 'NpsGroupDa' }),
    title: ['NPS group', 'NPS-gruppe'],
  },
  category: { id: 'category', field: field('DimCategory', 'CategoryName'), title: ['Theme', 'Tema'] },
  team: { id: 'team', field: field('DimEmployee', 'Team'), title: ['Team', 'Team'] },
  company: {
    id: 'company',
    field: field('DimCompany', 'CompanyName'),
    title: ['Company', 'Virksomhed'],
    style: 'search',
  },
  contact: { id: 'contact', field: field('DimContact', 'ContactLabel'), title: ['Person', 'Person'], style: 'search' },
  comment: {
    id: 'comment',
    field: field('FactResponse', 'Comment'),
    title: ['Words in the comment', 'Ord i kommentaren'],
    style: 'text',
    span: 2,
  },
  touchpoint: {
    id: 'touchpoint',
    field: field('DimTouchpoint', 'TouchpointName'),
    title: ['Touchpoint', 'Touchpoint'],
  },
  product: { id: 'product', field: field('DimProduct', 'ProductName'), title: ['Product', 'Produkt'] },
  campaign: { id: 'campaign', field: field('DimCampaign', 'CampaignName'), title: ['Campaign', 'Kampagne'] },
  industry: { id: 'industry', field: field('DimCompany', 'Industry'), title: ['Industry', 'Branche'] },
} as const satisfies Readonly<Record<string, SlicerChoice>>;

export type SlicerName = keyof typeof slicers;

const slicerVisuals = (names: readonly SlicerName[]): readonly VisualDefinition[] => {
  const chosen = names.map((name): SlicerChoice => slicers[name]);
  const spans = chosen.map(({ span = 1 }) => span);
  const places = Math.max(
    spans.reduce((sum, span) => sum + span, 0),
    5,
  );
  const width = Math.floor((content.width - (places - 1) * content.gap) / places);
  return chosen.map(({ id, field: binding, title, style = 'dropdown' }, index): VisualDefinition => {
    const before = spans.slice(0, index).reduce((sum, span) => sum + span, 0);
    const span = spans[index] ?? 1;
    const verb = style === 'text' ? (['Search', 'Søg efter'] as const) : (['Choose', 'Vælg'] as const);
    return {
      id: `slicer-${id}`,
      kind: 'slicer',
      place: {
        x: content.x + before * (width + content.gap),
        y: 68,
        width: span * width + (span - 1) * content.gap,
        height: 60,
      },
      title: both(title),
      alt: { en: `${verb[0]} ${title[0].toLowerCase()}`, da: `${verb[1]} ${title[1].toLowerCase()}` },
      fields: { Values: [binding] },
      slicer: style,
      phoneHeight: 60,
      ...(span === 1 ? { phoneHalf: true } : {}),
    };
  });
};

interface FramedPage {
  readonly id: string;
  readonly name: Pair;
  readonly title: Pair;
  /** Text measure that answers the title's question in a sentence. */
  readonly point: string;
  readonly surveyClass: PageDefinition['surveyClass'];
  readonly slicers: readonly SlicerName[];
  readonly visuals: readonly VisualDefinition[];
  readonly kind?: 'page' | 'drillthrough';
  readonly drillFields?: readonly ColumnBinding[];
  readonly filters?: readonly DefinitionFilter[];
}

/** Lines that a title takes on the phone, about 26 letters each. */
const phoneTitleHeight = (title: Pair): number =>
  8 + 30 * Math.max(...title.map((text) => Math.ceil(text.length / 24)));

/** Which survey classes the page counts, beside its title: one place on every page whose reader chooses them. */
const classNote = (place: Place): VisualDefinition => ({
  id: 'class-note',
  kind: 'text',
  place,
  fields: { Values: [value('classNote')] },
  textStyle: 'note',
  align: 'right',
  alt: { en: 'Which survey classes are counted.', da: 'Hvilke undersøgelsestyper der tælles med.' },
  phoneHeight: 30,
});

/** A page in the frame: title, its point, slicers, its own visuals, then the margin with navigation, in this tab order. */
export const framed = (page: FramedPage): PageDefinition => {
  const isDrill = page.kind === 'drillthrough';
  const end = isDrill ? 1140 : content.x + content.width;
  const note = page.surveyClass === 'reader' ? 300 : 0;
  const back: readonly VisualDefinition[] = isDrill
    ? [
        {
          id: 'back',
          kind: 'button',
          place: { x: 1156, y: 16, width: 112, height: 40 },
          text: { en: 'Back', da: 'Tilbage' },
          alt: { en: 'Back to the page before', da: 'Tilbage til forrige side' },
          action: { kind: 'back' },
        },
      ]
    : [];
  return {
    id: page.id,
    name: both(page.name),
    title: both(page.title),
    kind: page.kind ?? 'page',
    ...pageSize,
    surveyClass: page.surveyClass,
    ...(page.drillFields === undefined ? {} : { drillFields: page.drillFields }),
    ...(page.filters === undefined ? {} : { filters: page.filters }),
    visuals: [
      {
        id: 'title',
        kind: 'text',
        place: { x: content.x, y: 8, width: end - content.x - note, height: 32 },
        text: both(page.title),
        textStyle: 'title',
        alt: both(page.title),
        phoneHeight: phoneTitleHeight(page.title),
      },
      {
        id: 'point',
        kind: 'text',
        place: { x: content.x, y: 40, width: end - content.x, height: 24 },
        fields: { Values: [value(page.point)] },
        textStyle: 'body',
        alt: { en: 'The answer in a sentence.', da: 'Svaret i en sætning.' },
        phoneHeight: 76,
      },
      ...(note === 0 ? [] : [classNote({ x: end - note, y: 12, width: note, height: 24 })]),
      ...back,
      ...slicerVisuals(page.slicers),
      ...page.visuals,
      {
        id: 'logo',
        kind: 'image',
        place: { x: rail.x, y: 16, width: rail.width, height: 44 },
        alt: { en: 'Company logo', da: 'Virksomhedens logo' },
      },
      {
        id: 'navigation',
        kind: 'navigator',
        place: { x: rail.x, y: 68, width: rail.width, height: 456 },
        alt: { en: 'Pages of this report', da: 'Sider i denne rapport' },
      },
      {
        id: 'periods',
        kind: 'bookmarks',
        place: { x: rail.x, y: 530, width: rail.width, height: 86 },
        alt: { en: 'Choose the period of the whole report', da: 'Vælg periode for hele rapporten' },
      },
      {
        id: 'data-as-of',
        kind: 'card',
        place: { x: rail.x, y: 622, width: rail.width, height: 86 },
        title: { en: 'Data as of', da: 'Data pr.' },
        subtitleMeasure: 'freshness',
        alt: {
          en: 'When the newest data is from, and whether that is up to date.',
          da: 'Hvornår de nyeste data er fra, og om det er opdateret.',
        },
        fields: { Values: [value('dataAsOf')] },
        size: 'small',
        phoneHeight: 78,
      },
    ],
  };
};
