/** Numbers, dates and names in the reader's format. */
import type { Level } from '../dataview/grouping';
import type { Step } from '../dataview/periodOrder';
import { remember, rememberSteps } from './remember';
import { wholeNumbers } from './wholeNumbers';

export interface Format {
  /** A score as shown: signed when so set, never with a percent sign. */
  score(value: number): string;
  /** A score on a scale, without plus sign. */
  axis(value: number): string;
  /** A round number of a scale, whose decimals would say nothing. */
  tick(value: number): string;
  /** A score without plus sign and with the locale's own minus, for words that are read aloud. */
  plainScore(value: number): string;
  /** A difference in points, always signed. */
  signed(value: number): string;
  count(value: number): string;
  /** A share 0…100 with a percent sign. */
  percent(share: number, decimals: 0 | 1): string;
  /** A share of something that is there: never rounded to nothing, but "<1%". */
  visibleShare(share: number, decimals: 0 | 1, there: boolean): string;
  /** A civil date as precise as its step. */
  date(time: number, step: Step | null): string;
  /** The same, as short as it can be read on an axis. */
  shortDate(time: number, step: Step | null): string;
  /** The fields of a member in one name; `blank` names an empty one. */
  member(path: readonly Level[], blank: string): string;
  /** A value of the data by its Power BI format string. */
  value(value: unknown, pattern: string | undefined): string;
  /** The plural form of a count: one, other. */
  plural(count: number): string;
  compareText(a: string, b: string): number;
}

/** A minus as long as the plus, instead of the hyphen that some locales write. */
const trueMinus = (text: string): string => text.replace('-', '−');

const safeLocale = (locale: string): string => {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en-US';
  } catch {
    return 'en-US';
  }
};

/** Decimals that a numeric pattern asks for, as `0.00` or `#,0.##`; null when it says nothing. */
function patternDecimals(pattern: string): { readonly least: number; readonly most: number } | null {
  const [positive = ''] = pattern.split(';');
  if (!/[0#]/.test(positive)) return null;
  const decimals = /\.([0#]+)/.exec(positive)?.[1] ?? '';
  return { least: decimals.replace(/#/g, '').length, most: decimals.length };
}

const dateOptions: Readonly<Record<Step, Intl.DateTimeFormatOptions>> = {
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  week: { day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'short', year: 'numeric' },
  quarter: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
};

const shortOptions: Readonly<Record<Step, Intl.DateTimeFormatOptions>> = {
  day: { day: 'numeric', month: 'short' },
  week: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: '2-digit' },
  quarter: { month: 'short', year: '2-digit' },
  year: { year: 'numeric' },
};

export function makeFormat(requested: string, decimals: number, showSign: boolean): Format {
  const locale = safeLocale(requested);
  const numbers = new Map<string, Intl.NumberFormat>();
  const number = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = JSON.stringify(options);
    const known = numbers.get(key) ?? new Intl.NumberFormat(locale, options);
    numbers.set(key, known);
    return known;
  };
  const dates = new Map<Intl.DateTimeFormatOptions, (time: number) => string>();
  const date = (time: number, options: Intl.DateTimeFormatOptions): string => {
    let known = dates.get(options);
    if (!known) {
      const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
      known = remember((value) => format.format(value));
      dates.set(options, known);
    }
    return known(time);
  };
  const points = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const signedPoints = number({ ...points, signDisplay: 'exceptZero' });
  const plainPoints = number(points);
  const whole = number({ maximumFractionDigits: 1 });
  const percent = (places: number) => {
    const format = number({ style: 'percent', minimumFractionDigits: places, maximumFractionDigits: places });
    return rememberSteps((share) => format.format(share / 100), 10 ** places);
  };
  const kept = (format: Intl.NumberFormat) => remember((value) => format.format(value));
  const threeDigits = number({ minimumIntegerDigits: 3, useGrouping: false });
  const wholes = percent(0);
  const tenths = percent(1);
  const plurals = new Intl.PluralRules(locale);
  const pluralOf = remember((count) => plurals.select(count));
  const collator = new Intl.Collator(locale, { numeric: true });
  const localDate = new Intl.DateTimeFormat(locale, dateOptions.day);
  const zero = 0.5 / 10 ** decimals;
  // Whole scores are few, so that nearly all are met again.
  const round = (value: number): number => {
    if (Math.abs(value) < zero) return 0;
    if (decimals > 0) return value;
    return value < 0 ? -Math.round(-value) : Math.round(value);
  };
  const plain = kept(plainPoints);
  const signed = remember((value) => trueMinus(signedPoints.format(value)));
  const axis = remember((value) => trueMinus(plainPoints.format(value)));
  const tick = remember((value) => trueMinus(whole.format(value)));
  return {
    score: (value) => (showSign ? signed : axis)(round(value)),
    axis: (value) => axis(round(value)),
    tick,
    plainScore: (value) => plain(round(value)),
    signed: (value) => signed(round(value)),
    count: wholeNumbers(
      (value) => whole.format(value),
      (value) => threeDigits.format(value),
    ),
    percent: (share, places) => (places > 0 ? tenths : wholes)(share),
    visibleShare: (share, places, there) => {
      const [shown, least] = places > 0 ? [tenths, 0.1] : [wholes, 1];
      return there && share < least / 2 ? `<${shown(least)}` : shown(share);
    },
    date: (time, step) => date(time, dateOptions[step ?? 'day']),
    shortDate: (time, step) => date(time, shortOptions[step ?? 'day']),
    member: (path, blank) =>
      path
        .map((level) => {
          if (level === null || level === '') return blank;
          if (level instanceof Date) return localDate.format(level);
          return String(level);
        })
        .join(' '),
    value: (value, pattern) => {
      if (value === null || value === undefined) return '';
      if (value instanceof Date) {
        return Number.isNaN(value.getTime()) ? '' : localDate.format(value);
      }
      if (typeof value !== 'number') return String(value);
      if (!Number.isFinite(value)) return '';
      const asked = patternDecimals(pattern ?? '');
      const fraction = asked ? { minimumFractionDigits: asked.least, maximumFractionDigits: asked.most } : {};
      if (pattern?.includes('%')) return number({ style: 'percent', ...fraction }).format(value);
      return number(asked ? { ...fraction, useGrouping: !!pattern?.includes(',') } : {}).format(value);
    },
    // Beyond a thousand the last three digits decide between one and other.
    plural: (count) => pluralOf(count >= 1000 && Number.isInteger(count) ? 1000 + (count % 1000) : count),
    compareText: (a, b) => collator.compare(a, b),
  };
}
