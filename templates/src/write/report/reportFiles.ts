/** What both file forms of a report are made of: the definition, and the files that stand beside it. */
import type { ReportTheme } from '../../report/theme';
import type { ReportDefinition } from '../../report/types';
import type { Language } from '../../star';
import { shortId } from '../identifiers';
import type { ReportSurroundings } from './surroundings';

/** The unzipped package of our visual. */
export interface VisualPackage {
  readonly guid: string;
  /** `package.json` and `resources/<guid>.pbiviz.json`, path → bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface ReportInput {
  readonly report: ReportDefinition;
  readonly language: Language;
  readonly theme: ReportTheme;
  readonly visual: VisualPackage;
  /** PNG, JPEG or SVG bytes and the file name they get; null: none. */
  readonly logo: { readonly fileName: string; readonly bytes: Uint8Array } | null;
}

export const themeFileName = 'NPSPowerDashboards.json';

export const pageName = (pageId: string): string => shortId('page', pageId);
export const bookmarkName = (bookmarkId: string): string => shortId('bookmark', bookmarkId);

export const surroundingsOf = ({ language, theme, visual, logo }: ReportInput): ReportSurroundings => ({
  language,
  theme,
  visualGuid: visual.guid,
  logo: logo?.fileName ?? null,
  pageName,
  bookmarkName,
});
