/** Collects the marks and data of one group. */
import type { Datum, Group, Mark, TextMark } from './scene';

export class GroupBuilder {
  private readonly marks: Mark[] = [];
  private readonly data: Datum[] = [];

  /** Adds marks in painting order. */
  add(...marks: readonly Mark[]): void {
    this.marks.push(...marks);
  }

  text(
    key: string,
    text: string,
    x: number,
    y: number,
    size: number,
    fill: string,
    more: Partial<TextMark> = {},
  ): void {
    if (text !== '') this.marks.push({ kind: 'text', key, text, x, y, size, fill, ...more });
  }

  /** Adds a datum and returns its index for the marks that belong to it. */
  datum(datum: Datum): number {
    return this.data.push(datum) - 1;
  }

  build(group: Omit<Group, 'marks' | 'data'>): Group {
    return { ...group, marks: this.marks, data: this.data };
  }
}
