/** Whether two contestants draw the same marks: else the comparison of their times would mean nothing. */

/** Names and identities that each is free to choose; what is drawn, read aloud and focused must be the same. */
const free = new Set(['class', 'data-datum', 'data-view', 'data-excluded', 'id', 'style', 'tabindex', 'viewBox']);
const number = /-?\d+(?:\.\d+)?/g;
/** Pixels that places may differ by. */
const tolerance = 0.2;

interface Drawn {
  /** The mark with its numbers left out. */
  readonly kind: string;
  readonly numbers: readonly number[];
  readonly whole: string;
}

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

/** Marks of the picture: neither its groups nor its definitions. */
const marksOf = (picture: Element): readonly Drawn[] =>
  [...picture.querySelectorAll('rect, path, circle, text')].filter((mark) => !mark.closest('defs')).map(describe);

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
