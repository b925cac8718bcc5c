/** What a report is, as data: pages, the visuals on them, the fields they show. Written to files and drawn by the preview. */
import type { Language, Localised, TableName } from '../star';

/** A column of the star. Where English and Danish have a column each, the language picks. */
export interface ColumnBinding {
  readonly kind: 'column';
  readonly table: TableName;
  readonly column: string | Readonly<Record<Language, string>>;
  /** Shown instead of the column's caption. */
  readonly label?: Localised;
}

export interface MeasureBinding {
  readonly kind: 'measure';
  readonly measure: string;
  /** Shown instead of the measure's caption. */
  readonly label?: Localised;
}

export type Binding = ColumnBinding | MeasureBinding;

/** Place on the page in pixels from its top left corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The field roles of each kind of visual, in the order in which they group and show. */
export const visualRoles = {
  /** Our own visual; roles as in its capabilities. */
  nps: [
    'score',
    'responses',
    'promoters',
    'passives',
    'detractors',
    'excluded',
    'nps',
    'period',
    'segment',
    'stageOrder',
    'goal',
    'benchmark',
    'surveyClass',
    'verbatim',
    'tooltips',
  ],
  card: ['Values'],
  line: ['Category', 'Series', 'Y', 'Tooltips'],
  column: ['Category', 'Series', 'Y', 'Tooltips'],
  bar: ['Category', 'Series', 'Y', 'Tooltips'],
  donut: ['Category', 'Y', 'Tooltips'],
  scatter: ['Category', 'Series', 'X', 'Y', 'Size', 'Tooltips'],
  table: ['Values'],
  matrix: ['Rows', 'Columns', 'Values'],
  slicer: ['Values'],
  text: [],
  button: [],
  navigator: [],
  image: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type VisualKind = keyof typeof visualRoles;

export type NpsView = 'composite' | 'gauge' | 'bars' | 'trend' | 'distribution' | 'multiples' | 'journey';

/** What a click on a button does. */
export type Action =
  | { readonly kind: 'page'; readonly page: string }
  | { readonly kind: 'bookmark'; readonly bookmark: string }
  | { readonly kind: 'back' };

export interface VisualDefinition {
  /** Unique on its page; file ids are made of page and visual id. */
  readonly id: string;
  readonly kind: VisualKind;
  readonly place: Place;
  readonly title?: Localised;
  /** A text measure shown under the title. */
  readonly subtitleMeasure?: string;
  /** What a person hears who cannot see the visual. */
  readonly alt: Localised;
  readonly fields?: Readonly<Partial<Record<string, readonly Binding[]>>>;
  readonly sort?: { readonly by: Binding; readonly descending: boolean };
  /** Settings of our own visual: object → property → value. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;
  readonly slicer?: 'dropdown' | 'list' | 'between';
  /** The text of a text box or a button. */
  readonly text?: Localised;
  readonly textStyle?: 'title' | 'heading' | 'body' | 'note';
  readonly action?: Action;
  /** A text measure that a table or card colours by, with the colours the theme calls good, bad, neutral. */
  readonly wordWrap?: boolean;
  /** Height on the phone, in a grid of 320 wide; absent: not shown on the phone. */
  readonly phoneHeight?: number;
}

export interface PageDefinition {
  readonly id: string;
  readonly name: Localised;
  /** The question that the page answers, as its title. */
  readonly title: Localised;
  readonly kind: 'page' | 'drillthrough' | 'tooltip';
  readonly width: number;
  readonly height: number;
  /** In tab order. */
  readonly visuals: readonly VisualDefinition[];
  /** Fields that a drill-through page takes over. */
  readonly drillFields?: readonly ColumnBinding[];
}

/** A named state of the slicers that holds no literal value but a calendar flag. */
export interface BookmarkDefinition {
  readonly id: string;
  readonly name: Localised;
  /** Calendar flag columns that must be true; null clears the period. */
  readonly flag: string | null;
}

export interface ReportDefinition {
  readonly id: string;
  /** File name without extension. */
  readonly name: string;
  readonly title: Localised;
  readonly description: Localised;
  readonly pages: readonly PageDefinition[];
  readonly bookmarks: readonly BookmarkDefinition[];
}
