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

/**
 * What a visual or a page counts, by definition. It can name only what the star itself fixes: its closed lists, its
 * flags, blankness, its unknown members, a measure that has a value. A value out of a customer's data cannot be said,
 * so a template never carries one. In Power BI each is a filter of the visual or page, locked and hidden from readers.
 */
export type DefinitionFilter =
  /** Keeps rows whose column holds one of these values of its closed list (`acceptedValues`). */
  | {
      readonly kind: 'accepted';
      readonly table: TableName;
      readonly column: string;
      readonly values: readonly string[];
    }
  | { readonly kind: 'flag'; readonly table: TableName; readonly column: string; readonly is: boolean }
  /** Keeps rows whose column is not blank. */
  | { readonly kind: 'given'; readonly table: TableName; readonly column: string }
  /** Leaves out the unknown member (key 0): answers that belong to none. */
  | { readonly kind: 'known'; readonly table: TableName }
  /** Leaves out the groups for which the measure, one of the visual's own, is blank. */
  | { readonly kind: 'measureGiven'; readonly measure: string };

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
    'weightSquares',
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
  /** A text box: fixed text, or the value of the text measure in `Values` (in Power BI: the title of an empty text box). */
  text: ['Values'],
  button: [],
  /** Power BI's page navigator: one button per visible page, top to bottom. */
  navigator: [],
  /** Power BI's bookmark navigator: one button per bookmark of the report, top to bottom; one is in force at a time. */
  bookmarks: [],
  image: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export interface AxisRange {
  readonly from?: number;
  readonly to?: number;
}

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
  /** `search` is a dropdown whose search box is on; `text` a box to type in, which keeps what contains the words. */
  readonly slicer?: 'dropdown' | 'list' | 'between' | 'search' | 'text';
  readonly filters?: readonly DefinitionFilter[];
  /** Id of the tooltip page that a data point shows; absent: the standard tooltip. */
  readonly tooltipPage?: string;
  /** Size of a card's value: `small` 10 pt for notes in the margin, `large` 44 pt for the wall; else 24 pt. `large` tables: 14 pt. */
  readonly size?: 'small' | 'large';
  /** Where the axes of a chart begin and end; an end that is not given follows the data. */
  readonly axes?: { readonly x?: AxisRange; readonly y?: AxisRange };
  /** Bars that count something bad have the theme's colour for it. */
  readonly tone?: 'bad';
  /** The text of a text box or a button. */
  readonly text?: Localised;
  readonly textStyle?: 'title' | 'heading' | 'body' | 'note';
  /** A text box whose text ends at its right edge. */
  readonly align?: 'right';
  readonly action?: Action;
  /** The value of a card may run over several lines. */
  readonly wordWrap?: boolean;
  /** Height on the phone, whose page is `phonePage.width` wide; absent: not shown on the phone. */
  readonly phoneHeight?: number;
  /** Takes half the width on the phone, beside the next such visual. */
  readonly phoneHalf?: boolean;
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
  /** Hold for every visual of the page. */
  readonly filters?: readonly DefinitionFilter[];
  /**
   * How the page keeps relational, transactional and experience answers apart: the reader chooses by slicer and the
   * page says what is counted (`reader`), or every measure on it has its own class or metric (`measures`).
   */
  readonly surveyClass: 'reader' | 'measures';
  /**
   * Seconds between automatic page refreshes. Power BI does this for a live (DirectQuery) model; with imported data the
   * page shows what the last scheduled refresh brought.
   */
  readonly refreshSeconds?: number;
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
  /** Id of the bookmark whose period is in force when the report opens: the flag filter is stored set. */
  readonly opensWith: string;
}
