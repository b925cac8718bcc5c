/** What the address bar says: page, language, colours and layout, so that a view can be sent to somebody. */
import { previewLanguages, type PreviewLanguage } from '../protocol';
import type { ThemeName } from './theme';

export type LayoutChoice = 'auto' | 'desktop' | 'phone';

export interface Address {
  /** Empty means the first page. */
  readonly page: string;
  readonly language: PreviewLanguage;
  readonly theme: ThemeName;
  readonly layout: LayoutChoice;
  /** The one value that a drill-through page is opened for; empty texts where there is none. */
  readonly drillField: string;
  readonly drillValue: string;
}

export interface ReaderPreferences {
  readonly languages: readonly string[];
  readonly dark: boolean;
  readonly highContrast: boolean;
}

/** The theme that suits a reader whose address says none: the company's own before light and dark. */
const usualTheme = ({ highContrast, dark }: ReaderPreferences, offered: readonly ThemeName[]): ThemeName =>
  highContrast ? 'contrast' : offered.includes('company') ? 'company' : dark ? 'dark' : 'light';

const layouts = ['auto', 'desktop', 'phone'] as const satisfies readonly LayoutChoice[];
const oneOf = <Value extends string>(allowed: readonly Value[], value: string | null): Value | undefined =>
  allowed.find((candidate) => candidate === value);

/** Reads a query string; what it does not say follows the reader's browser. Danish stands in for its neighbours. */
export function readAddress(search: string, reader: ReaderPreferences, offered: readonly ThemeName[]): Address {
  const query = new URLSearchParams(search);
  const nordic = /^(da|nb|nn|no)\b/i.test(reader.languages[0] ?? '');
  return {
    page: query.get('page') ?? '',
    language: oneOf(previewLanguages, query.get('lang')) ?? (nordic ? 'da' : 'en'),
    theme: oneOf(offered, query.get('theme')) ?? usualTheme(reader, offered),
    layout: oneOf(layouts, query.get('layout')) ?? 'auto',
    drillField: query.get('field') ?? '',
    drillValue: query.get('value') ?? '',
  };
}

export function writeAddress({ page, language, theme, layout, drillField, drillValue }: Address): string {
  const query = new URLSearchParams();
  if (page !== '') query.set('page', page);
  query.set('lang', language);
  query.set('theme', theme);
  if (layout !== 'auto') query.set('layout', layout);
  if (drillField !== '') {
    query.set('field', drillField);
    query.set('value', drillValue);
  }
  return `?${query.toString()}`;
}
