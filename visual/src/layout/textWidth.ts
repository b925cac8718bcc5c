/** Widths of text without asking the page to lay anything out. */

/** Width in pixels of one line of text at a size and weight. */
export type MeasureText = (text: string, size: number, weight?: number) => number;

/** Advance widths of Segoe UI in 1/2048 em for the characters from space to tilde. */
const advances = [
  561, 582, 803, 1210, 1104, 1675, 1638, 471, 618, 618, 854, 1401, 444, 819, 444, 797, 1104, 1104, 1104, 1104, 1104,
  1104, 1104, 1104, 1104, 1104, 444, 444, 1401, 1401, 1401, 918, 1956, 1321, 1174, 1268, 1436, 1036, 999, 1407, 1454,
  545, 731, 1188, 964, 1839, 1532, 1544, 1147, 1544, 1225, 1087, 1073, 1407, 1271, 1913, 1208, 1132, 1168, 618, 775,
  618, 1401, 850, 549, 1042, 1204, 946, 1206, 1071, 641, 1206, 1158, 496, 496, 1018, 496, 1764, 1158, 1200, 1204, 1206,
  712, 869, 694, 1158, 981, 1479, 940, 991, 927, 618, 490, 618, 1401,
];
const otherAdvance = 1240;
const wideAdvance = 2048;

/** Width in em of one UTF-16 unit in a font, bold or not. */
export type CharacterWidth = (unit: number, bold: boolean) => number;

/** Widths of Segoe UI, with some air: for where the font in use cannot be measured. */
export const tableWidth: CharacterWidth = (unit, bold) => {
  const known = unit >= 32 && unit < 127 ? (advances[unit - 32] ?? otherAdvance) : otherAdvance;
  return ((unit > 0x2e80 ? wideAdvance : known) / 2048) * (bold ? 1.12 : 1.05);
};

/** Texts whose widths are kept. */
const mostTexts = 4096;

/** Measures a line as the sum of its characters: what kerning takes off is left as air. */
export function measureWith(widthOf: CharacterWidth): MeasureText {
  const measured = (bold: boolean) => {
    const known = new Map<string, number>();
    return (text: string): number => {
      const found = known.get(text);
      if (found !== undefined) return found;
      if (known.size >= mostTexts) known.clear();
      let sum = 0;
      for (let index = 0; index < text.length; index++) sum += widthOf(text.charCodeAt(index), bold);
      known.set(text, sum);
      return sum;
    };
  };
  const [normal, bold] = [measured(false), measured(true)];
  return (text, size, weight = 400) => (weight >= 600 ? bold : normal)(text) * size;
}

/** The text, or as much of it as fits followed by an ellipsis; '' when not even three characters fit. */
export function fitText(text: string, width: number, size: number, measure: MeasureText, weight = 400): string {
  if (measure(text, size, weight) <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(`${text.slice(0, middle).trimEnd()}…`, size, weight) <= width) low = middle;
    else high = middle - 1;
  }
  return low >= 3 ? `${text.slice(0, low).trimEnd()}…` : '';
}

/** The first of several wordings that fits; '' when none does. */
export const firstFitting = (texts: readonly string[], width: number, size: number, measure: MeasureText): string =>
  texts.find((text) => measure(text, size) <= width) ?? '';

/** Words with one space between any two. */
const spacedOnce = /^\S+(?: \S+)*$/;

/** Lines of whole words, at most `most`; the last ends in an ellipsis when words are left. */
export function wrapText(
  text: string,
  width: number,
  size: number,
  most: number,
  measure: MeasureText,
): readonly string[] {
  if (most > 0 && measure(text, size) <= width && spacedOnce.test(text)) return [text];
  const words = text.split(/\s+/).filter((word) => word !== '');
  const lines: string[] = [];
  let line = '';
  for (const [index, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || measure(longer, size) <= width) {
      line = longer;
      continue;
    }
    if (lines.length === most - 1) {
      lines.push(fitText([line, ...words.slice(index)].join(' '), width, size, measure));
      return lines.filter((found) => found !== '');
    }
    lines.push(fitText(line, width, size, measure));
    line = word;
  }
  if (line !== '' && lines.length < most) lines.push(fitText(line, width, size, measure));
  return lines.filter((found) => found !== '');
}
