/** The rows of DimDate: one day each, computed, so that every engine gets the same calendar. */
import type { dimDate } from './dimensions/dimDate';
import type { RowOf } from './types';

export type CalendarDay = RowOf<typeof dimDate>;

export interface CalendarOptions {
  /** First and last year, both included; whole years are made. */
  readonly fromYear: number;
  readonly toYear: number;
  /** Day of the data, days since 1970-01-01: offsets and "to date" flags count from it. */
  readonly dataDay: number;
  /** First month of the fiscal year, 1 to 12. */
  readonly fiscalStartMonth: number;
}

const dayMilliseconds = 86_400_000;

const monthNames = {
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  da: [
    'januar',
    'februar',
    'marts',
    'april',
    'maj',
    'juni',
    'juli',
    'august',
    'september',
    'oktober',
    'november',
    'december',
  ],
} as const;
const shortMonthNames = {
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  da: ['jan.', 'feb.', 'mar.', 'apr.', 'maj', 'jun.', 'jul.', 'aug.', 'sep.', 'okt.', 'nov.', 'dec.'],
} as const;
const dayNames = {
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  da: ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'],
} as const;

const partsOf = (day: number): { year: number; month: number; dayOfMonth: number; weekday: number } => {
  const date = new Date(day * dayMilliseconds);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    dayOfMonth: date.getUTCDate(),
    weekday: ((date.getUTCDay() + 6) % 7) + 1,
  };
};

const dayOf = (year: number, month: number, dayOfMonth: number): number =>
  Date.UTC(year, month - 1, dayOfMonth) / dayMilliseconds;

const isoText = (day: number): string => new Date(day * dayMilliseconds).toISOString().slice(0, 10);

/**
 * ISO 8601 week: week 1 holds the year's first Thursday.
 * 2027-01-01 is a Friday, so it belongs to 2026-W53.
 */
export function isoWeekOf(day: number): { readonly year: number; readonly week: number } {
  const thursday = day + 4 - partsOf(day).weekday;
  const { year } = partsOf(thursday);
  return { year, week: Math.floor((thursday - dayOf(year, 1, 1)) / 7) + 1 };
}

/** Every day from 1 January of `fromYear` to 31 December of `toYear`. */
export function calendar(options: CalendarOptions): CalendarDay[] {
  const first = dayOf(options.fromYear, 1, 1);
  const last = dayOf(options.toYear, 12, 31);
  return Array.from({ length: last - first + 1 }, (_, index) => calendarDay(first + index, options));
}

function calendarDay(day: number, { dataDay, fiscalStartMonth }: CalendarOptions): CalendarDay {
  const { year, month, dayOfMonth, weekday } = partsOf(day);
  const data = partsOf(dataDay);
  const quarter = Math.ceil(month / 3);
  const iso = isoWeekOf(day);
  const fiscalMonth = ((month - fiscalStartMonth + 12) % 12) + 1;
  const upToDate = day <= dataDay;
  return {
    DateKey: year * 10_000 + month * 100 + dayOfMonth,
    Date: isoText(day),
    Year: year,
    Quarter: `${String(year)} Q${String(quarter)}`,
    QuarterSort: year * 10 + quarter,
    QuarterNumber: quarter,
    MonthStart: isoText(dayOf(year, month, 1)),
    MonthSort: year * 100 + month,
    MonthNumber: month,
    MonthNameEn: nameAt(monthNames.en, month),
    MonthNameDa: nameAt(monthNames.da, month),
    MonthLabelEn: `${nameAt(shortMonthNames.en, month)} ${String(year)}`,
    MonthLabelDa: `${nameAt(shortMonthNames.da, month)} ${String(year)}`,
    IsoYear: iso.year,
    IsoWeek: iso.week,
    IsoYearWeek: `${String(iso.year)}-W${String(iso.week).padStart(2, '0')}`,
    DayOfMonth: dayOfMonth,
    DayOfWeek: weekday,
    DayNameEn: nameAt(dayNames.en, weekday),
    DayNameDa: nameAt(dayNames.da, weekday),
    FiscalYear: fiscalStartMonth > 1 && month >= fiscalStartMonth ? year + 1 : year,
    FiscalQuarter: Math.ceil(fiscalMonth / 3),
    FiscalMonth: fiscalMonth,
    MonthOffset: (year - data.year) * 12 + month - data.month,
    IsYearToDate: upToDate && year === data.year,
    IsQuarterToDate: upToDate && year === data.year && quarter === Math.ceil(data.month / 3),
    IsMonthToDate: upToDate && year === data.year && month === data.month,
    IsLast12Months: upToDate && day > dayOf(data.year - 1, data.month, lastDayOrSame(data)),
    IsLast90Days: upToDate && day > dataDay - 90,
  };
}

/** The day of the month a year earlier: 29 February becomes 28. */
function lastDayOrSame(data: { readonly year: number; readonly month: number; readonly dayOfMonth: number }): number {
  const daysInMonth = new Date(Date.UTC(data.year - 1, data.month, 0)).getUTCDate();
  return Math.min(data.dayOfMonth, daysInMonth);
}

function nameAt(names: readonly string[], oneBased: number): string {
  const name = names[oneBased - 1];
  if (name === undefined) throw new RangeError(`There is no name number ${String(oneBased)}.`);
  return name;
}
