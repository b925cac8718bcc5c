/** Whether two contestants draw the same marks: else the comparison of their times would mean nothing. */

/** Names and identities that each is free to choose; what is drawn, read aloud and focused must be the same. */
const free = new Set(['class', 'data-datum', 'data-view', 'data-excluded', 'id', 'style', 'tabindex', 'viewBox']);
const number = /-?\d+(?:\.\d+)?/g;
/** Pixels that places may differ by. */
const tolerance = 0.2;
/** Numbers in a shape other than a line through all periods. */
const mostNumbers = 60;
/** What makes the look of a shape. */
const paints = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity'];

interface Drawn {
  /** The mark with its numbers left out. */
  readonly kind: string;
  readonly numbers: readonly number[];
  readonly whole: string;
}

const isRead = (element: Element): boolean => element.tagName === 'text' || element.hasAttribute('aria-label');

function describe(element: Element): Drawn {
  const attributes = [...element.attributes].filter(({ name }) => !free.has(name));
  const sorted = attributes.map(({ name, value }) => `${name}="${value}"`).sort();
  // What is read must be equal to the letter, what is drawn only in its place.
  const [read, placed] = [
    sorted.filter((text) => text.startsWith('aria')),
    sorted.filter((text) => !text.startsWith('aria')),
  ];
  const text = element.tagName === 'text' ? (element.textContent ?? '') : '';
  const places = placed.join(' ');
  return {
    kind: `${element.tagName} ${places.replace(number, '#')} ${read.join(' ')} ${text}`,
    numbers: (places.match(number) ?? []).map(Number),
    whole: `${element.tagName} ${sorted.join(' ')} ${text}`.trim(),
  };
}

/** A shape as its look and its box: the same whether drawn as a rectangle, a circle or a path. */
function describeShape(shape: SVGGeometryElement): Drawn {
  const { x, y, width, height } = shape.getBBox();
  const at = shape.transform.baseVal.consolidate()?.matrix;
  const look = paints.map((name) => `${name}="${shape.getAttribute(name) ?? 'none'}"`).join(' ');
  const numbers = [x + (at?.e ?? 0), y + (at?.f ?? 0), width, height];
  return { kind: look, numbers, whole: `shape ${look} ${numbers.map((value) => value.toFixed(1)).join(' ')}` };
}

/** Lines through the periods and rings are compared point by point, all other shapes one by one, whether or not one path has several. */
function describeUnread(element: SVGGeometryElement): readonly Drawn[] {
  const d = element.getAttribute('d') ?? '';
  const parts = d.match(/M[^M]*/g) ?? [];
  const long = parts.some((part) => (part.match(number) ?? []).length > mostNumbers);
  if (long || d.includes('A')) return [describe(element)];
  if (parts.length < 2) return [describeShape(element)];
  return parts.map((part) => {
    const alone = element.cloneNode() as SVGGeometryElement;
    alone.setAttribute('d', part);
    element.after(alone);
    const described = describeShape(alone);
    alone.remove();
    return described;
  });
}

/** Marks of the picture: neither its groups nor its definitions. */
const marksOf = (picture: Element): readonly Drawn[] =>
  [...picture.querySelectorAll<SVGGeometryElement>('rect, path, circle, text')]
    .filter((mark) => !mark.closest('defs'))
    .flatMap((mark) => (isRead(mark) ? [describe(mark)] : describeUnread(mark)));

const near = (a: Drawn, b: Drawn): boolean =>
  a.numbers.every((value, index) => Math.abs(value - (b.numbers[index] ?? NaN)) <= tolerance);

export interface Difference {
  readonly marks: number;
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
}

/** Marks that one picture has and the other has not, each at most once. */
export function differenceOf(first: Element, second: Element): Difference {
  const left = [...marksOf(second)];
  const marks = marksOf(first);
  const onlyFirst = marks.filter((mark) => {
    const at = left.findIndex((other) => other.kind === mark.kind && near(mark, other));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return {
    marks: marks.length,
    onlyFirst: onlyFirst.map(({ whole }) => whole),
    onlySecond: left.map(({ whole }) => whole),
  };
}
