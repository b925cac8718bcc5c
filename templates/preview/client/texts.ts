/** Every text of the preview's own, in both languages. */
import type { PreviewLanguage } from '../protocol';

const texts = {
  product: { en: 'NPS Power Dashboards', da: 'NPS Power Dashboards' },
  preview: { en: 'Preview', da: 'Forhåndsvisning' },
  pages: { en: 'Pages', da: 'Sider' },
  language: { en: 'Language', da: 'Sprog' },
  theme: { en: 'Colours', da: 'Farver' },
  company: { en: 'Company colours', da: 'Virksomhedens farver' },
  light: { en: 'Light', da: 'Lys' },
  dark: { en: 'Dark', da: 'Mørk' },
  contrast: { en: 'High contrast', da: 'Høj kontrast' },
  layout: { en: 'Layout', da: 'Visning' },
  desktop: { en: 'Desktop', da: 'Skærm' },
  phone: { en: 'Phone', da: 'Telefon' },
  skip: { en: 'Skip to the page', da: 'Gå til siden' },
  loading: { en: 'Loading the report …', da: 'Henter rapporten …' },
  loadingVisual: { en: 'Loading', da: 'Henter' },
  noSnapshot: { en: 'There is no data yet', da: 'Der er ingen data endnu' },
  noSnapshotHint: {
    en: 'Import answers with npm start -- --import <csv>, or refresh from your source. This page looks again by itself.',
    da: 'Indlæs svar med npm start -- --import <csv>, eller opdater fra kilden. Siden prøver igen af sig selv.',
  },
  failed: { en: 'The report could not be loaded', da: 'Rapporten kunne ikke hentes' },
  failedVisual: { en: 'This visual could not be shown', da: 'Dette element kunne ikke vises' },
  again: { en: 'Try again', da: 'Prøv igen' },
  noRows: { en: 'Nothing to show for this selection', da: 'Intet at vise for dette udvalg' },
  blank: { en: '(blank)', da: '(tom)' },
  all: { en: 'All', da: 'Alle' },
  several: { en: '{count} chosen', da: '{count} valgt' },
  search: { en: 'Search', da: 'Søg' },
  from: { en: 'From', da: 'Fra' },
  to: { en: 'To', da: 'Til' },
  total: { en: 'Total', da: 'I alt' },
  yes: { en: 'Yes', da: 'Ja' },
  no: { en: 'No', da: 'Nej' },
  clear: { en: 'Clear', da: 'Ryd' },
  clearAll: { en: 'Clear filters and selection', da: 'Ryd filtre og valg' },
  dataAsOf: { en: 'Data as of {when}', da: 'Data pr. {when}' },
  counted: { en: '{rated} rated answers, {excluded} excluded', da: '{rated} bedømte svar, {excluded} udeladt' },
  snapshot: { en: 'Snapshot {id}', da: 'Øjebliksbillede {id}' },
  version: { en: 'Version {version}', da: 'Version {version}' },
  source: { en: 'Source: {source}', da: 'Kilde: {source}' },
  selected: { en: 'Selection: {what}', da: 'Valgt: {what}' },
  chartHint: {
    en: 'Arrow keys move between the values, Enter selects.',
    da: 'Piletaster flytter mellem værdierne, Enter vælger.',
  },
  sortBy: { en: 'Sort by {column}', da: 'Sortér efter {column}' },
  moreRows: { en: 'The first {shown} of {all} rows', da: 'De første {shown} af {all} rækker' },
  openPage: { en: 'Open {page}: {value}', da: 'Åbn {page}: {value}' },
  average: { en: 'Average', da: 'Gennemsnit' },
} as const satisfies Record<string, Readonly<Record<PreviewLanguage, string>>>;

export type TextKey = keyof typeof texts;

/** Gives texts in one language; `{name}` in a text is replaced by the value of that name. */
export type Translate = (key: TextKey, values?: Readonly<Record<string, string>>) => string;

export const translate =
  (language: PreviewLanguage): Translate =>
  (key, values = {}) =>
    texts[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
