/** An SVG element that is kept between updates: only what changed is written to it. */
const svgNamespace = 'http://www.w3.org/2000/svg';

export class KeptElement {
  readonly element: SVGElement;
  private readonly written = new Map<string, string | number>();

  constructor(owner: Document, tag: string) {
    this.element = owner.createElementNS(svgNamespace, tag);
  }

  /** Writes an attribute, or removes it when the value is undefined. */
  set(name: string, value: string | number | undefined): void {
    if (value === undefined) {
      if (this.written.delete(name)) this.element.removeAttribute(name);
      return;
    }
    if (this.written.get(name) === value) return;
    this.written.set(name, value);
    this.element.setAttribute(name, String(value));
  }
}
