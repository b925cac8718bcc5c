/** What the page and the frame of a visual say to each other; everything here survives structured cloning. */

export type Cell = string | number | boolean | null;

export type FieldType = 'number' | 'text' | 'date' | 'dateTime' | 'boolean';

/** A field of the report in a data role of the visual. */
export interface BoundField {
  readonly role: string;
  /** Name of the field in the query, unique within the visual: `DimDate.MonthStart`, `M.Responses`. */
  readonly queryName: string;
  readonly caption: string;
  readonly kind: 'column' | 'measure';
  readonly type: FieldType;
  /** Power BI format string of a number or date; absent means general. */
  readonly format?: string;
}

/** A query result: one row per combination of the grouping fields. Dates are `yyyy-mm-dd`, instants ISO texts. */
export interface ResultTable {
  /** Query names, in the order of the cells. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Formatting values by object and property, as a report stores them. */
export type VisualObjects = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface Palette {
  readonly isHighContrast: boolean;
  readonly foreground: string;
  readonly background: string;
  readonly selected: string;
  readonly hyperlink: string;
  readonly negative: string;
  readonly neutral: string;
  readonly positive: string;
  /** Colours handed out to keys in the order they are asked for. */
  readonly series: readonly string[];
}

/** One point of a selection: the values of the grouping fields that identify it, and a measure where one was picked. */
export interface SelectedPoint {
  readonly values: readonly { readonly queryName: string; readonly value: Cell }[];
  readonly measure?: string;
}

export interface TooltipItem {
  readonly displayName: string;
  readonly value: string;
  readonly color?: string;
  readonly header?: string;
}

export interface StartMessage {
  readonly kind: 'start';
  readonly guid: string;
  readonly instanceId: string;
  /** BCP 47 tag that the reader's texts, numbers and dates follow. */
  readonly locale: string;
  /** String resources of the package for the locale, by key. */
  readonly strings: Readonly<Record<string, string>>;
  readonly palette: Palette;
  readonly allowInteractions: boolean;
  /** Rows of one window of data, from the visual's capabilities. */
  readonly windowRows: number;
}

export interface UpdateMessage {
  readonly kind: 'update';
  readonly fields: readonly BoundField[];
  readonly objects: VisualObjects;
  readonly data: ResultTable | null;
  /** Result under the selection made in other visuals; its rows become highlights. Null when nothing is selected. */
  readonly highlights: ResultTable | null;
  readonly width: number;
  readonly height: number;
}

export interface ResizeMessage {
  readonly kind: 'resize';
  readonly width: number;
  readonly height: number;
}

export interface PaletteMessage {
  readonly kind: 'palette';
  readonly palette: Palette;
}

/** The report's own selection (a bookmark, or cleared elsewhere): the visual shows it without answering. */
export interface SelectionMessage {
  readonly kind: 'selection';
  readonly points: readonly SelectedPoint[];
}

export type ToFrame = StartMessage | UpdateMessage | ResizeMessage | PaletteMessage | SelectionMessage;

export type FromFrame =
  | { readonly kind: 'ready' }
  | { readonly kind: 'rendering'; readonly event: 'started' | 'finished' }
  | { readonly kind: 'rendering'; readonly event: 'failed'; readonly reason: string }
  | { readonly kind: 'problem'; readonly message: string }
  | {
      readonly kind: 'tooltip';
      readonly event: 'show' | 'move';
      readonly x: number;
      readonly y: number;
      readonly items: readonly TooltipItem[];
      /** The data points under the pointer, where the visual says which. */
      readonly points: readonly SelectedPoint[];
    }
  | { readonly kind: 'tooltip'; readonly event: 'hide' }
  | { readonly kind: 'select'; readonly points: readonly SelectedPoint[] }
  | { readonly kind: 'contextMenu'; readonly x: number; readonly y: number; readonly point: SelectedPoint | null }
  | { readonly kind: 'warning'; readonly title: string; readonly detail: string }
  | {
      readonly kind: 'download';
      readonly content: string;
      readonly fileName: string;
      readonly fileType: string;
      readonly description: string;
    };
