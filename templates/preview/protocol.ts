/** What the preview's server and page say to each other over HTTP. */
import type { ReportTheme } from '../src/report/theme';
import type { BoundField, Cell, ResultTable, VisualObjects } from './client/host/protocol';

export type { BoundField, Cell, FieldType, ResultTable, VisualObjects } from './client/host/protocol';

export const previewLanguages = ['en', 'da'] as const;
export type PreviewLanguage = (typeof previewLanguages)[number];

/** Place of a visual in page units. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One visual of a page, its texts in the language asked for. */
export interface PreviewVisual {
  readonly id: string;
  /** `nps` is the packaged visual; every other kind is drawn by the preview. */
  readonly kind: string;
  readonly box: Box;
  /** Place on the phone layout; null where the phone leaves it out. */
  readonly phone: Box | null;
  readonly layer: number;
  readonly tabOrder: number;
  readonly title: string | null;
  /** What a screen reader says of the whole visual. */
  readonly altText: string;
  readonly fields: readonly BoundField[];
  /** The page that a data point shows as its tooltip; null: the usual list of values. */
  readonly tooltipPage: string | null;
  readonly objects: VisualObjects;
}

export interface PreviewPage {
  readonly id: string;
  /** Short, for the list of pages. */
  readonly name: string;
  /** The question that the page answers. */
  readonly title: string;
  /** Only a `page` stands in the list; the others are reached from a data point. */
  readonly kind: 'page' | 'drillthrough' | 'tooltip';
  /** Query names of the fields that a drill-through page is opened for. */
  readonly drillFields: readonly string[];
  readonly width: number;
  readonly height: number;
  readonly phoneWidth: number;
  readonly phoneHeight: number;
  readonly visuals: readonly PreviewVisual[];
}

/** Facts about the data shown. */
export interface PreviewSnapshot {
  readonly id: string;
  /** Version of the product that built it. */
  readonly version: string;
  /** ISO instant in UTC. */
  readonly dataAsOf: string;
  readonly timeZone: string;
  readonly source: string;
  /** Over all business units; null for a caller who sees only some. */
  readonly counted: { readonly rated: number; readonly excluded: number } | null;
}

/** The packaged visual, as the page needs it to open frames. */
export interface PreviewPackage {
  readonly guid: string;
  readonly displayName: string;
  readonly version: string;
  /** Address of the frame document. */
  readonly frame: string;
  readonly strings: Readonly<Record<string, string>>;
  readonly supportsHighlight: boolean;
  readonly windowRows: number;
}

/** A company's own look; null stands for what it did not give. */
export interface PreviewLook {
  readonly theme: (ReportTheme & { readonly isDark: boolean }) | null;
  /** The logo as a `data:` address. */
  readonly logo: string | null;
}

export interface PreviewReport {
  readonly language: PreviewLanguage;
  /** BCP 47 tag for numbers and dates. */
  readonly locale: string;
  readonly title: string;
  readonly visual: PreviewPackage;
  readonly look: PreviewLook;
  readonly pages: readonly PreviewPage[];
  /** Null before the first refresh. */
  readonly snapshot: PreviewSnapshot | null;
}

/** Keeps rows whose column holds one of the values (null stands for blank), contains the text, or lies in the range. */
export interface PreviewFilter {
  readonly table: string;
  readonly column: string;
  readonly values?: readonly Cell[];
  /** Part of the text, whatever its case. */
  readonly contains?: string;
  /** Inclusive bounds, for dates and numbers. */
  readonly from?: string | number;
  readonly to?: string | number;
  /** The visual that set the filter: every visual but this one follows it. */
  readonly by?: string;
}

export interface PreviewQuestion {
  readonly language: PreviewLanguage;
  readonly page: string;
  /** Visuals to answer; all of the page when absent. */
  readonly visuals?: readonly string[];
  readonly filters: readonly PreviewFilter[];
}

/** A result and the text under the visual's title, or why there is none. */
export type PreviewAnswer = (ResultTable & { readonly subtitle?: string }) | { readonly problem: string };

export interface PreviewAnswers {
  readonly snapshot: string;
  /** By visual; a visual without fields has no answer. */
  readonly answers: Readonly<Record<string, PreviewAnswer>>;
}

export interface PreviewProblem {
  readonly error: { readonly code: string; readonly message: string; readonly target?: string };
}
