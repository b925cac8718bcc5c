/** How wide the characters of the font in use really are: each measured once, when first met. */
import { type CharacterWidth, tableWidth } from '../layout/textWidth';

/** Size at which characters are measured: large, so that hinting to whole pixels does not show. */
const size = 200;

/** An emoji is two units; all its width is given to the first. */
const emoji = 1.4;
/** Digits are drawn with equal widths (`tabular-nums`), so all are measured as one. */
const isDigit = (unit: number): boolean => unit >= 48 && unit < 58;
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** Widths by the page's own measuring; by the table where the page cannot measure. */
export function fontWidths(owner: Document, fontFamily: string): CharacterWidth {
  const normal = weightWidths(owner, fontFamily, 400);
  const bold = weightWidths(owner, fontFamily, 600);
  return (unit, isBold) => (isBold ? bold : normal)(unit);
}

function weightWidths(owner: Document, fontFamily: string, weight: 400 | 600): (unit: number) => number {
  const known: number[] = [];
  const context = owner.createElement('canvas').getContext('2d');
  if (context) context.font = `${weight} ${size}px ${fontFamily}`;
  return (unit) => {
    const found = known[unit];
    if (found !== undefined) return found;
    const measured = isHigh(unit)
      ? emoji
      : isLow(unit)
        ? 0
        : (context?.measureText(isDigit(unit) ? '0' : String.fromCharCode(unit)).width ?? NaN) / size;
    const width = measured >= 0 && measured < 4 ? measured : tableWidth(unit, weight === 600);
    known[unit] = width;
    return width;
  };
}
