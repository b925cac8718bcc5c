/** Where the texts of a drawn visual lie, and what is clipped or written over something else. */
import type { Mounted } from './mount';

export interface TextBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Boxes of the texts within the visual; the height is that of the letters, not of the line. */
export function textBoxes({ element }: Mounted): readonly TextBox[] {
  const frame = element.getBoundingClientRect();
  return [...element.querySelectorAll('text')].map((text) => {
    const { left, right, top, height } = text.getBoundingClientRect();
    const size = Number(text.getAttribute('font-size'));
    const zoom = text instanceof SVGGraphicsElement ? (text.getScreenCTM()?.a ?? 1) : 1;
    const slack = (height - size * zoom * 0.72) / 2;
    return {
      text: text.textContent ?? '',
      left: left - frame.left,
      right: right - frame.left,
      top: top - frame.top + slack,
      bottom: top - frame.top + height - slack,
    };
  });
}

export const overlaps = (a: TextBox, b: TextBox): boolean =>
  a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;

/** Texts that reach beyond the size. */
export const clipped = (boxes: readonly TextBox[], width: number, height: number): readonly string[] =>
  boxes
    .filter(
      ({ left, right, top, bottom }) => left < -0.75 || top < -0.75 || right > width + 0.75 || bottom > height + 0.75,
    )
    .map(({ text }) => text);

/** Pairs of texts that lie over one another. */
export const overlapping = (boxes: readonly TextBox[]): readonly string[] =>
  boxes.flatMap((box, index) =>
    boxes
      .slice(index + 1)
      .filter((other) => overlaps(box, other))
      .map((other) => `${box.text} / ${other.text}`),
  );
