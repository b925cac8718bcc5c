/** The scene: everything to be drawn, as data. Layout makes it, render writes it to the DOM. */
import type { RowFilter } from '../model/viewModel';

interface Common {
  /** Unique within its group and stable between updates, so that the element is kept. */
  readonly key: string;
  /** Index into the group's data: what the mark belongs to, for dimming. */
  readonly datum?: number | undefined;
  readonly opacity?: number | undefined;
}

interface Painted extends Common {
  readonly fill?: string | undefined;
  readonly stroke?: string | undefined;
  readonly strokeWidth?: number | undefined;
  readonly dash?: string | undefined;
}

export interface RectMark extends Painted {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius?: number | undefined;
  /** The mark that takes the pointer and the focus for its datum. */
  readonly hit?: true | undefined;
}

/** A part of a path that belongs to a datum of its own. */
export interface Piece {
  readonly d: string;
  readonly datum: number;
}

export interface PathMark extends Painted {
  readonly kind: 'path';
  readonly d: string;
  /** What `d` is put together from, where its parts stand for different data: one element costs less than one for each. */
  readonly pieces?: readonly Piece[] | undefined;
  /** Origin of the path; 0,0 when absent. */
  readonly at?: { readonly x: number; readonly y: number } | undefined;
  readonly round?: true | undefined;
}

export interface CircleMark extends Painted {
  readonly kind: 'circle';
  readonly cx: number;
  readonly cy: number;
  readonly r: number;
}

export interface TextMark extends Common {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly fill: string;
  readonly weight?: number | undefined;
  readonly anchor?: 'start' | 'middle' | 'end' | undefined;
}

export type Mark = RectMark | PathMark | CircleMark | TextMark;

export interface TooltipRow {
  readonly name: string;
  readonly value: string;
  readonly color?: string;
  readonly header?: string;
}

/** What a reader can point at, focus and select. */
export interface Datum {
  readonly key: string;
  /** Read by screen readers. */
  readonly label: string;
  /** Made when it is asked for: most are never seen. */
  readonly tooltip: () => readonly TooltipRow[];
  /** The rows it stands for; null when it cannot be selected. */
  readonly filter: RowFilter | null;
}

export interface Group {
  readonly key: string;
  readonly role: 'img' | 'group' | 'note';
  readonly label: string;
  /** Written as `data-…` attributes for tests and assistive scripts. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly marks: readonly Mark[];
  readonly data: readonly Datum[];
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  /** Summary for screen readers. */
  readonly label: string;
  readonly groups: readonly Group[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The box without a margin; never negative in size. */
export const inset = (box: Box, top: number, right = top, bottom = top, left = right): Box => ({
  x: box.x + left,
  y: box.y + top,
  width: Math.max(0, box.width - left - right),
  height: Math.max(0, box.height - top - bottom),
});
