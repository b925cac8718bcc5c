/** Turns the dates and times that exports hold into instants, by a declared format and time zone. */
import { offsetAt } from '../../survey/zoneOffset';
import type { DateFormat } from './fileMapping';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const numeric =
  /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:(?:[T,\s]|\s-\s)+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*([ap])?\.?(?:m\.?)?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?$/i;
const named =
  /^(?:[a-zæøå]+,?\s+)?(?:(\d{1,2})\.?\s+([a-zæøå]{3,})\.?|([a-z]{3,})\.?\s+(\d{1,2})),?\s+(\d{4})(?:[,\s]+(?:at\s+|kl\.?\s+)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([ap])?\.?(?:m\.?)?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?$/i;

/** First three letters of the months in English and Danish. */
const months: Readonly<Record<string, number>> = {
  jan: 1,
  feb: 2,
  mar: 3,
  apr: 4,
  may: 5,
  maj: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  oct: 10,
  okt: 10,
  nov: 11,
  dec: 12,
};

export interface InstantOptions {
  readonly format: DateFormat;
  /** Zone of texts that name none. */
  readonly timeZone: string;
  /** What "months before" counts from: the instant of the day, milliseconds. */
  readonly asOf: number;
}

/** Returns a parser: milliseconds since 1970 UTC, or null where the text is no such date. */
export function instantParser(options: InstantOptions): (text: string) => number | null {
  const toUtc = zoneToUtc(options.timeZone);
  switch (options.format) {
    case 'seconds':
      return (text) => (/^\d{1,12}(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1000) : null);
    case 'milliseconds':
      return (text) => (/^\d{1,15}$/.test(text) ? Number(text) : null);
    case 'months before':
      return (text) => (/^\d{1,4}(\.0+)?$/.test(text) ? monthsBefore(options.asOf, Number(text)) : null);
    default:
      return (text) => parseWritten(text.trim(), options.format, toUtc);
  }
}

/** The same day of the month, or the month's last. */
export function monthsBefore(instant: number, count: number): number {
  const from = new Date(instant);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() - count];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(from.getUTCDate(), lastDay)) + (instant % day);
}

function parseWritten(text: string, format: DateFormat, toUtc: (local: number) => number): number | null {
  const match = numeric.exec(text);
  if (match !== null) {
    const [, a, b, c, hours, minutes, seconds, fraction, half, zone] = match;
    const parts = ordered(Number(a), Number(b), Number(c), (a ?? '').length, format);
    if (parts === null) return null;
    return instantOf(parts, [hours, minutes, seconds, fraction], half, zone, toUtc);
  }
  const words = named.exec(text);
  if (words === null) return null;
  const [, dayFirst, monthAfter, monthFirst, dayAfter, year, hours, minutes, seconds, half, zone] = words;
  const month = months[(monthAfter ?? monthFirst ?? '').slice(0, 3).toLowerCase()];
  if (month === undefined) return null;
  const parts = { year: Number(year), month, day: Number(dayFirst ?? dayAfter) };
  return instantOf(parts, [hours, minutes, seconds, undefined], half, zone, toUtc);
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function ordered(a: number, b: number, c: number, firstLength: number, format: DateFormat): Day | null {
  if (format === 'd/m/y' && firstLength <= 2) return { year: fullYear(c), month: b, day: a };
  if (format === 'm/d/y' && firstLength <= 2) return { year: fullYear(c), month: a, day: b };
  if (firstLength === 4) return { year: a, month: b, day: c };
  return format === 'y/m/d' ? { year: fullYear(a), month: b, day: c } : null;
}

const fullYear = (year: number): number => (year < 100 ? 2000 + year : year);

function instantOf(
  { year, month, day: dayOfMonth }: Day,
  [hours = '0', minutes = '0', seconds = '0', fraction = '0']: readonly (string | undefined)[],
  half: string | undefined,
  zone: string | undefined,
  toUtc: (local: number) => number,
): number | null {
  let hourOfDay = Number(hours);
  if (half !== undefined) {
    if (hourOfDay < 1 || hourOfDay > 12) return null;
    hourOfDay = (hourOfDay % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  if (hourOfDay > 23 || Number(minutes) > 59 || Number(seconds) > 60) return null;
  const local = Date.UTC(year, month - 1, dayOfMonth, hourOfDay, Number(minutes), Number(seconds));
  const back = new Date(Date.UTC(year, month - 1, dayOfMonth));
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== dayOfMonth) return null;
  const milliseconds = Math.floor(Number(`0.${fraction}`) * 1000);
  return (zone === undefined ? toUtc(local) : local - offsetOf(zone)) + milliseconds;
}

function offsetOf(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (match === null) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * hour + Number(match[3]) * minute);
}

/** Local wall time to UTC; a time that the spring change skips counts with the offset before it. */
function zoneToUtc(timeZone: string): (local: number) => number {
  const exactOffset = offsetAt(timeZone);
  const offsets = new Map<number, number>();
  const offsetNear = (utc: number): number => {
    const quarter = Math.floor(utc / (15 * minute));
    const known = offsets.get(quarter) ?? exactOffset(quarter * 15 * minute);
    offsets.set(quarter, known);
    return known;
  };
  return (local) => {
    const guess = local - offsetNear(local);
    return local - offsetNear(guess);
  };
}
