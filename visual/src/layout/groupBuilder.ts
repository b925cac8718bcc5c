/** Collects the marks and data of one group. */
import type { CircleMark, Datum, Group, Mark, PathMark, Piece, RectMark, TextMark } from './scene';

/** Finer places are not seen, and the page holds lengths in single precision. */
const hundredths = (value: number): number => Math.round(value * 100) / 100;

// All marks of a kind are made in one place, so that all have their fields in the same order: what reads them, update
// for update, is then compiled for this one shape.

const rect = (mark: RectMark): RectMark => ({
  kind: 'rect',
  key: mark.key,
  datum: mark.datum,
  x: hundredths(mark.x),
  y: hundredths(mark.y),
  width: hundredths(Math.max(0, mark.width)),
  height: hundredths(Math.max(0, mark.height)),
  radius: mark.radius,
  fill: mark.fill,
  stroke: mark.stroke,
  strokeWidth: mark.strokeWidth,
  dash: mark.dash,
  opacity: mark.opacity,
  hit: mark.hit,
});

const path = (mark: PathMark): PathMark => ({
  kind: 'path',
  key: mark.key,
  datum: mark.datum,
  d: mark.d,
  pieces: mark.pieces,
  at: mark.at,
  round: mark.round,
  fill: mark.fill,
  stroke: mark.stroke,
  strokeWidth: mark.strokeWidth,
  dash: mark.dash,
  opacity: mark.opacity,
});

const circle = (mark: CircleMark): CircleMark => ({
  kind: 'circle',
  key: mark.key,
  datum: mark.datum,
  cx: hundredths(mark.cx),
  cy: hundredths(mark.cy),
  r: hundredths(Math.max(0, mark.r)),
  fill: mark.fill,
  stroke: mark.stroke,
  strokeWidth: mark.strokeWidth,
  dash: mark.dash,
  opacity: mark.opacity,
});

function shaped(mark: Mark): Mark {
  switch (mark.kind) {
    case 'rect':
      return rect(mark);
    case 'path':
      return path(mark);
    case 'circle':
      return circle(mark);
    case 'text':
      return mark;
  }
}

/** Path data of several pieces. */
export function joined(pieces: readonly Piece[]): string {
  let d = '';
  for (const piece of pieces) d += piece.d;
  return d;
}

/** What a text may have beside its place and its colour. */
type TextMore = Pick<TextMark, 'weight' | 'anchor' | 'opacity' | 'datum'>;

const nothingMore: TextMore = {};

export class GroupBuilder {
  private readonly marks: Mark[] = [];
  private readonly data: Datum[] = [];

  /** Adds a mark over those before it; its lengths to a hundredth of a pixel, and none below 0. */
  add(mark: Mark): void {
    this.marks.push(shaped(mark));
  }

  text(
    key: string,
    text: string,
    x: number,
    y: number,
    size: number,
    fill: string,
    { weight, anchor, opacity, datum }: TextMore = nothingMore,
  ): void {
    if (text !== '') this.marks.push({ kind: 'text', key, datum, x, y, text, size, fill, weight, anchor, opacity });
  }

  /** Adds pieces of one look as one path; nothing where there are none. */
  pieces(
    key: string,
    pieces: readonly Piece[],
    paint: Omit<PathMark, 'kind' | 'key' | 'd' | 'pieces' | 'datum'>,
  ): void {
    if (pieces.length) this.add({ kind: 'path', key, d: joined(pieces), pieces, ...paint });
  }

  /** Adds a datum and returns its index for the marks that belong to it. */
  datum(datum: Datum): number {
    return this.data.push(datum) - 1;
  }

  build(group: Omit<Group, 'marks' | 'data'>): Group {
    return { ...group, marks: this.marks, data: this.data };
  }
}
