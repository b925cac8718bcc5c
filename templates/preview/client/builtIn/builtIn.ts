/** What every visual drawn by the preview itself offers, and what the page gives it. */
import type { SelectedPoint, TooltipItem } from '../host/protocol';
import type { PreviewFilter, PreviewVisual, ResultTable } from '../../protocol';
import type { Translate } from '../texts';
import type { Theme } from '../theme';

/** What a data point tells the pointer that rests on it: its tooltip page where the visual has one, else the items. */
export interface PointTip {
  show(point: SelectedPoint, items: readonly TooltipItem[], x: number, y: number): void;
  hide(): void;
}

export interface BuiltInContext {
  readonly visual: PreviewVisual;
  readonly locale: string;
  readonly t: Translate;
  readonly theme: () => Theme;
  readonly tip: PointTip;
  /** Picks points, which filters the other visuals; no points clears. */
  readonly select: (points: readonly SelectedPoint[]) => void;
  /** Opens the context menu of a point at a place of the window. */
  readonly menu: (point: SelectedPoint, x: number, y: number) => void;
  /** What the reader chose in this slicer before, here or on another page. */
  readonly chosen: PreviewFilter | null;
  /** Sets or clears (null) this visual's filter on the page: slicers. */
  readonly filter: (filter: PreviewFilter | null) => void;
  readonly navigate: (page: string) => void;
  /** Back to the page before. */
  readonly back: () => void;
  /** The pages to choose from, the one shown, and the address of each. */
  readonly pages: readonly { readonly id: string; readonly name: string }[];
  readonly page: string;
  readonly address: (page: string) => string;
  readonly reportTitle: string;
  /** Address of the company's logo; null: none was given. */
  readonly logo: string | null;
}

export interface BuiltIn {
  readonly element: HTMLElement;
  /** Shows a result; the points are this visual's own selection. */
  show?(data: ResultTable, selected: readonly SelectedPoint[]): void;
  /** Size of the body in CSS pixels of the page before it is scaled. */
  resize?(width: number, height: number): void;
  /** Forgets what the reader chose, without telling the page. */
  clear?(): void;
  /** Draws again in the theme now in force. */
  recolour?(): void;
  dispose?(): void;
}
