/** Days and instants as OData writes them, from the engine's counts since 1970. */
import type { ByteWriter } from './byteWriter';
import { writeAscii, writeDigits } from './numberText';

export const microsecondsOfDay = 86_400_000_000;

const colon = 0x3a;
const quote = 0x22;

/** Writes days as `2026-01-31`; remembers the last one, because rows near each other share it. */
export class DayText {
  private day = Number.NaN;
  private readonly bytes = Buffer.alloc(20);
  private length = 0;

  /** @param day days since 1970-01-01. */
  write(out: ByteWriter, day: number): void {
    if (day !== this.day) this.compute(day);
    for (let index = 0; index < this.length; index += 1) out.bytes[out.at++] = this.bytes[index] ?? 0;
  }

  private compute(day: number): void {
    const { year, month, dayOfMonth } = civil(day);
    const digits = String(Math.abs(year)).padStart(4, '0');
    const text = `${year < 0 ? '-' : ''}${digits}-${two(month)}-${two(dayOfMonth)}`;
    this.length = this.bytes.write(text, 'latin1');
    this.day = day;
  }
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

/** `"2026-01-31T08:30:00.25Z"`. @param micros microseconds since midnight, whole. */
export function writeInstant(out: ByteWriter, days: DayText, day: number, micros: number): void {
  out.bytes[out.at++] = quote;
  days.write(out, day);
  out.bytes[out.at++] = 0x54;
  const seconds = Math.floor(micros / 1e6);
  const hours = (seconds / 3600) | 0;
  const minutes = ((seconds - hours * 3600) / 60) | 0;
  writeDigits(out, hours, 2);
  out.bytes[out.at++] = colon;
  writeDigits(out, minutes, 2);
  out.bytes[out.at++] = colon;
  writeDigits(out, seconds - hours * 3600 - minutes * 60, 2);
  const fraction = micros - seconds * 1e6;
  if (fraction !== 0) writeAscii(out, `.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`);
  out.bytes[out.at++] = 0x5a;
  out.bytes[out.at++] = quote;
}

/** `"2026-01-31"`. */
export function writeDay(out: ByteWriter, days: DayText, day: number): void {
  out.bytes[out.at++] = quote;
  days.write(out, day);
  out.bytes[out.at++] = quote;
}
