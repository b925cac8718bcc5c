/** What the values of a column look like, gathered in one pass: enough to guess what the column means. */

export interface ColumnProfile {
  readonly name: string;
  filled: number;
  numbers: number;
  wholeNumbers: number;
  /** Numbers with a comma as the decimal mark. */
  decimalCommas: number;
  max: number;
  /** Values that look like a date at all. */
  dates: number;
  /** The first date that begins with day or month, whichever. */
  firstDate: string | null;
  /** The first date whose first part exceeds 12, and whose second does: it can only be a day. */
  dayFirst: string | null;
  monthFirst: string | null;
  /** Dates that begin with a four-digit year, or name their month. */
  yearFirst: number;
  dotted: number;
}

export const emptyProfile = (name: string): ColumnProfile => ({
  name,
  filled: 0,
  numbers: 0,
  wholeNumbers: 0,
  decimalCommas: 0,
  max: -Infinity,
  dates: 0,
  firstDate: null,
  dayFirst: null,
  monthFirst: null,
  yearFirst: 0,
  dotted: 0,
});

const plainNumber = /^[+-]?\d+([.,]\d+)?$/;
/** 1.250,50 as Danes write it. */
const groupedByPoints = /^[+-]?\d{1,3}(\.\d{3})+,\d+$/;
const dateLike = /^(\d{1,4})([./-])(\d{1,2})[./-](\d{1,4})(\D.*)?$/;
const namedDate = /^(\w+,?\s+)?(\d{1,2}\.?\s+[a-zæøå]{3,}\.?|[a-z]{3,}\.?\s+\d{1,2}),?\s+\d{4}/i;

/** Adds one value that is not null. */
export function observe(profile: ColumnProfile, text: string): void {
  profile.filled += 1;
  const value = text.trim();
  const isGrouped = groupedByPoints.test(value);
  if (isGrouped || plainNumber.test(value)) {
    if (value.includes(',')) profile.decimalCommas += 1;
    const number = Number((isGrouped ? value.replaceAll('.', '') : value).replace(',', '.'));
    profile.numbers += 1;
    if (Number.isInteger(number)) profile.wholeNumbers += 1;
    profile.max = Math.max(profile.max, number);
    return;
  }
  const match = dateLike.exec(value);
  if (match !== null) {
    const [, first = '', separator, second = ''] = match;
    profile.dates += 1;
    if (first.length === 4) profile.yearFirst += 1;
    else {
      profile.firstDate ??= value;
      if (Number(first) > 12) profile.dayFirst ??= value;
      if (Number(second) > 12) profile.monthFirst ??= value;
      if (separator === '.') profile.dotted += 1;
    }
  } else if (namedDate.test(value)) {
    profile.dates += 1;
    profile.yearFirst += 1;
  }
}
