/** Writes numbers and dates by Power BI format strings, in the reader's language. */
import type { Cell, FieldType } from '../protocol';

interface Section {
  readonly prefix: string;
  readonly suffix: string;
  readonly whole: number;
  readonly least: number;
  readonly most: number;
  readonly grouped: boolean;
  readonly percent: boolean;
}

const pattern = /[#0][#0,]*(?:\.[#0]+)?/;
const unquote = (text: string): string => text.replace(/"([^"]*)"|\\(.)/g, '$1$2');

/** Splits at semicolons outside quotes: positive, negative, zero. */
function sectionsOf(format: string): readonly string[] {
  return (
    format
      .match(/(?:"[^"]*"|\\.|[^;])*(?:;|$)/g)
      ?.map((part) => part.replace(/;$/, ''))
      .filter((_, i) => i < 3) ?? []
  );
}

function parseSection(text: string): Section | null {
  const found = pattern.exec(text.replace(/"[^"]*"/g, (quoted) => '\u0001'.repeat(quoted.length)));
  if (!found) return null;
  const [digits] = found;
  const [whole = '', fraction = ''] = digits.split('.');
  const suffix = text.slice(found.index + digits.length);
  return {
    prefix: unquote(text.slice(0, found.index)),
    suffix: unquote(suffix),
    whole: Math.max(1, whole.replace(/[^0]/g, '').length),
    least: fraction.replace(/[^0]/g, '').length,
    most: fraction.length,
    grouped: whole.includes(','),
    percent: suffix.includes('%'),
  };
}

/** The percent sign as the language sets it: close to the figure in English, after a space in Danish. */
const percentSign = (locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent' })
    .formatToParts(0)
    .filter(({ type }) => type === 'literal' || type === 'percentSign')
    .map(({ value }) => value)
    .join('');

/** A number by its format string; without one, with up to two decimals. A minus sign is a real one (−). */
export function formatNumber(value: number, format: string | undefined, locale: string): string {
  const sections = format === undefined || format === '' ? ['#,0.##'] : sectionsOf(format);
  const [positive = '#,0.##', negative = '', zero = ''] = sections;
  const chosen = value < 0 && negative !== '' ? negative : value === 0 && zero !== '' ? zero : positive;
  const section = parseSection(chosen);
  if (!section) return unquote(chosen);
  const shown = section.percent ? value * 100 : value;
  // As Power BI does: what rounds to zero is written as zero, without a sign.
  if (zero !== '' && value !== 0 && Number(Math.abs(shown).toFixed(section.most)) === 0)
    return formatNumber(0, format, locale);
  const figure = new Intl.NumberFormat(locale, {
    minimumIntegerDigits: section.whole,
    minimumFractionDigits: section.least,
    maximumFractionDigits: section.most,
    useGrouping: section.grouped,
  }).format(chosen === positive ? shown : Math.abs(shown));
  const suffix = section.percent ? section.suffix.replace('%', percentSign(locale)) : section.suffix;
  return `${section.prefix}${figure}${suffix}`.replace(/-/g, '\u2212');
}

const dateStyles: readonly (readonly [RegExp, Intl.DateTimeFormatOptions])[] = [
  [/^y+$/i, { year: 'numeric' }],
  [/^(mmm|mmmm)[ -]y+$/i, { month: 'short', year: 'numeric' }],
  [/^y+-mm$/i, { month: 'short', year: 'numeric' }],
  [/h/i, { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }],
];

/** A day (`yyyy-mm-dd`) or an instant (ISO text) as the reader writes it. */
export function formatDate(
  text: string,
  type: 'date' | 'dateTime',
  format: string | undefined,
  locale: string,
): string {
  const date = new Date(type === 'date' ? `${text.slice(0, 10)}T00:00:00Z` : text);
  if (Number.isNaN(date.getTime())) return text;
  const style = dateStyles.find(([shape]) => shape.test(format ?? ''))?.[1];
  const usual: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat(locale, { ...(style ?? usual), timeZone: 'UTC' }).format(date);
}

/** Any cell as a reader sees it; blank is an empty text. */
export function formatCell(
  cell: Cell | undefined,
  field: { readonly type: FieldType; readonly format?: string },
  locale: string,
  words: { readonly yes: string; readonly no: string },
): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'boolean') return cell ? words.yes : words.no;
  if (typeof cell === 'number') return formatNumber(cell, field.format, locale);
  return field.type === 'date' || field.type === 'dateTime' ? formatDate(cell, field.type, field.format, locale) : cell;
}
