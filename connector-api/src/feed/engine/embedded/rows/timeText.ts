/** Days and instants as OData writes them, from the engine's counts since 1970. */
import { constantBytes, type ConstantBytes, writeConstant } from './constantBytes';
import { writeAscii, writeTwo } from './numberText';

/** Most bytes of a day or an instant: the engine's years have up to six digits. */
export const longestTime = 40;

export const microsecondsOfDay = 86_400_000_000;

const colon = 0x3a;
/** `Z"`, the first in the lower byte. */
const end = 0x225a;

const rememberedDays = 512;

/** Days as `"2026-01-31` and what follows them; remembers some, because rows share them. */
export class DayText {
  private readonly days = new Float64Array(rememberedDays).fill(Number.NaN);
  private readonly texts: ConstantBytes[] = [];

  constructor(private readonly following: string) {}

  /** @param day days since 1970-01-01. */
  of(day: number): ConstantBytes {
    const place = day & (rememberedDays - 1);
    const known = this.texts[place];
    if (known !== undefined && this.days[place] === day) return known;
    const text = constantBytes(`"${dayText(day)}${this.following}`);
    this.days[place] = day;
    this.texts[place] = text;
    return text;
  }
}

function dayText(day: number): string {
  const { year, month, dayOfMonth } = civil(day);
  const digits = String(Math.abs(year)).padStart(4, '0');
  return `${year < 0 ? '-' : ''}${digits}-${two(month)}-${two(dayOfMonth)}`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The day of the proleptic Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date algorithms": 0 is 1970-01-01). */
function civil(day: number): { readonly year: number; readonly month: number; readonly dayOfMonth: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

/**
 * Writes `"2026-01-31T08:30:00.25Z"`; gives where it ends.
 * @param day the day and the T that follows it.
 * @param micros microseconds since midnight, whole.
 */
export function writeInstant(view: DataView, from: number, day: ConstantBytes, micros: number): number {
  const seconds = Math.floor(micros / 1e6);
  const hours = (seconds / 3600) | 0;
  const minutes = ((seconds - hours * 3600) / 60) | 0;
  const fraction = micros - seconds * 1e6;
  let at = writeTwo(view, writeConstant(view, from, day), hours);
  view.setUint8(at, colon);
  at = writeTwo(view, at + 1, minutes);
  view.setUint8(at, colon);
  at = writeTwo(view, at + 1, seconds - hours * 3600 - minutes * 60);
  if (fraction !== 0) at = writeAscii(view, at, `.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`);
  view.setUint16(at, end, true);
  return at + 2;
}
