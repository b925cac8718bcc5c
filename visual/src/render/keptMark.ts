/** The element of one mark, kept between updates. */
import { joined } from '../layout/groupBuilder';
import type { Datum, Group, Mark, Piece } from '../layout/scene';
import type { Resolve } from './paint';
import { circleLengths, renderCircle } from './renderCircle';
import { renderPath } from './renderPath';
import { rectLengths, renderRect } from './renderRect';
import { renderText } from './renderText';
import { write } from './write';

const svgNamespace = 'http://www.w3.org/2000/svg';

const noLengths: readonly SVGLength[] = [];

/** What an event on an element is about. */
export interface Owner {
  readonly datum: Datum | undefined;
}

export class KeptMark implements Owner {
  readonly element: SVGElement;
  /** The update that drew it last, and its place among the marks then. */
  round = -1;
  place = 0;
  key = '';
  /** Set on marks that take the pointer and the focus. */
  datum: Datum | undefined;
  mark: Mark | null = null;
  /** Asked for when the mark changes for the first time: many never do. */
  private held: readonly SVGLength[] | null = null;
  private role: string | undefined;
  private label: string | undefined;
  private faded = false;
  /** The faded pieces of a path, while some of its data are chosen. */
  private rest: SVGElement | null = null;
  private pressed: string | undefined;

  constructor(
    owner: Document,
    readonly kind: Mark['kind'],
  ) {
    this.element = owner.createElementNS(svgNamespace, kind) as SVGElement;
  }

  /** Writes what differs from the mark drawn before. */
  draw(mark: Mark, resolve: Resolve): void {
    const { element } = this;
    // Of the same kind always: a mark of another kind is another element.
    const before = this.mark;
    if (mark === before) return;
    this.mark = mark;
    switch (mark.kind) {
      case 'rect':
        if (before) this.held ??= rectLengths(element as SVGRectElement);
        return renderRect(element, mark, before as typeof mark | null, resolve, this.held ?? noLengths);
      case 'path':
        return renderPath(element, mark, before as typeof mark | null, resolve);
      case 'circle':
        if (before) this.held ??= circleLengths(element as SVGCircleElement);
        return renderCircle(element, mark, before as typeof mark | null, resolve, this.held ?? noLengths);
      case 'text':
        return renderText(element, mark, before as typeof mark | null);
    }
  }

  /** Makes the element the one that takes the pointer and, within groups, the focus for a datum. */
  hit(datum: Datum, groupRole: Group['role'], interactive: boolean): void {
    const { element } = this;
    const before = this.datum;
    this.datum = datum;
    if (!before) element.classList.add('nps-hit');
    if (datum.key !== before?.key) write(element, 'data-datum', datum.key);
    if (groupRole === 'img') return;
    const button = interactive && (datum.filter !== null || datum.key === 'export');
    const role = button ? 'button' : 'img';
    if (role !== this.role) {
      element.classList.toggle('nps-button', button);
      write(element, 'role', role);
      this.role = role;
    }
    if (datum.label !== this.label) {
      write(element, 'aria-label', datum.label);
      this.label = datum.label;
    }
    this.press(interactive && datum.filter ? (this.pressed ?? 'false') : undefined);
    // Which one of all is the tab stop is the renderer's to say.
    if (!before) element.setAttribute('tabindex', '-1');
  }

  /** Makes the element one that is only looked at. */
  release(): void {
    this.datum = this.role = this.label = this.pressed = undefined;
    this.faded = false;
    for (const name of ['class', 'data-datum', 'role', 'aria-label', 'aria-pressed', 'tabindex'])
      this.element.removeAttribute(name);
  }

  /** Fades the mark or not, and tells whether it is chosen where it can be. */
  choose(faded: boolean, chosen: boolean): void {
    if (faded !== this.faded) this.element.classList.toggle('nps-faded', faded);
    this.faded = faded;
    if (this.pressed !== undefined) this.press(String(chosen));
  }

  /**
   * Fades the pieces of the path whose data are not chosen: they move to an element of their own, under this one. What
   * stands so already is left alone.
   */
  split(pieces: readonly Piece[], chosen: readonly boolean[]): void {
    const { element } = this;
    const rest = element.cloneNode() as SVGElement;
    rest.classList.add('nps-faded');
    write(rest, 'd', joined(pieces.filter(({ datum }) => !chosen[datum])));
    const d = joined(pieces.filter(({ datum }) => chosen[datum]));
    if (element.getAttribute('d') !== d) write(element, 'd', d);
    if (this.rest?.isEqualNode(rest) && this.rest.nextSibling === element) return;
    this.rest?.remove();
    element.before(rest);
    this.rest = rest;
  }

  /** Makes one element of both again. */
  join(): void {
    if (!this.rest || this.mark?.kind !== 'path') return;
    this.rest.remove();
    this.rest = null;
    write(this.element, 'd', this.mark.d);
  }

  private press(pressed: string | undefined): void {
    if (pressed === this.pressed) return;
    write(this.element, 'aria-pressed', pressed);
    this.pressed = pressed;
  }
}
