/** The report around a visual, as far as the visual is written differently for it. */
import type { ReportTheme } from '../../report/theme';
import type { Language } from '../../star';

/** What a container needs to know of the report around it. */
export interface ReportSurroundings {
  readonly language: Language;
  readonly theme: ReportTheme;
  /** Type name (GUID) of our visual. */
  readonly visualGuid: string;
  /** Name of the logo file among the registered resources; null: no logo. */
  readonly logo: string | null;
  readonly pageName: (id: string) => string;
  readonly bookmarkName: (id: string) => string;
}
