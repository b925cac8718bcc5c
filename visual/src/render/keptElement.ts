/** An SVG element that is kept between updates: only what changed is written to it. */
const svgNamespace = 'http://www.w3.org/2000/svg';

export class KeptElement {
  readonly element: SVGElement;
  private readonly written = new Map<string, string | number>();
  private text = '';

  constructor(owner: Document, tag: string) {
    this.element = owner.createElementNS(svgNamespace, tag);
  }

  /** Writes an attribute, or removes it when the value is undefined or null. */
  set(name: string, value: string | number | undefined | null): void {
    if (value === undefined || value === null) {
      if (this.written.delete(name)) this.element.removeAttribute(name);
      return;
    }
    if (this.written.get(name) === value) return;
    this.written.set(name, value);
    this.element.setAttribute(name, String(value));
  }

  setText(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.element.textContent = text;
  }
}
