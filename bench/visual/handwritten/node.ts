/** SVG elements made once: what never changes is written then, the rest when it differs from what stands there. */
const svgSpace = 'http://www.w3.org/2000/svg';

type Values = Readonly<Record<string, string | number>>;

export class Node {
  readonly element: SVGElement;
  private readonly written: Record<string, string | number> = {};
  private text = '';

  constructor(
    private readonly parent: Element,
    tag: string,
    constants: Values,
  ) {
    this.element = document.createElementNS(svgSpace, tag) as SVGElement;
    for (const name in constants) this.element.setAttribute(name, String(constants[name]));
    parent.append(this.element);
  }

  set(name: string, value: string | number): void {
    if (this.written[name] === value) return;
    this.written[name] = value;
    this.element.setAttribute(name, String(value));
  }

  setText(text: string): void {
    if (this.text === text) return;
    this.text = text;
    this.element.textContent = text;
  }

  /** Takes the element off the picture or puts it back. */
  show(on: boolean): void {
    if (on === (this.element.parentNode !== null)) return;
    if (on) this.parent.append(this.element);
    else this.element.remove();
  }
}

/** `count` elements of one kind. */
export const nodes = (count: number, make: (index: number) => Node): readonly Node[] =>
  Array.from({ length: count }, (_, index) => make(index));

export const group = (parent: Element, label: string): SVGElement =>
  new Node(parent, 'g', { class: 'nps-group', role: 'group', 'aria-label': label }).element;

export const button = { fill: 'transparent', class: 'nps-hit', role: 'button', 'aria-pressed': 'false', tabindex: -1 };
