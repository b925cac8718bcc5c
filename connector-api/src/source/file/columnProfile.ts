/** What the values of a column look like, gathered in one pass: enough to guess what the column means. */

export interface ColumnProfile {
  readonly name: string;
  filled: number;
  numbers: number;
  wholeNumbers: number;
  /** Numbers between 0 and 10, decimals such as "5.0" included. */
  scores: number;
  /** Numbers with a comma as the decimal mark. */
  decimalCommas: number;
  max: number;
  /** Values that look like a date at all. */
  dates: number;
  /** The first and second part of dates written with separators exceed 12: they can only be days. */
  firstOver12: number;
  secondOver12: number;
  /** Dates that begin with a four-digit year. */
  yearFirst: number;
  dotted: number;
}

export const emptyProfile = (name: string): ColumnProfile => ({
  name,
  filled: 0,
  numbers: 0,
  wholeNumbers: 0,
  scores: 0,
  decimalCommas: 0,
  max: -Infinity,
  dates: 0,
  firstOver12: 0,
  secondOver12: 0,
  yearFirst: 0,
  dotted: 0,
});

const dateLike = /^(\d{1,4})([./-])(\d{1,2})[./-](\d{1,4})(\D.*)?$/;
const namedDate = /^(\w+,?\s+)?(\d{1,2}\.?\s+[a-zæøå]{3,}\.?|[a-z]{3,}\.?\s+\d{1,2}),?\s+\d{4}/i;

/** Adds one value that is not null. */
export function observe(profile: ColumnProfile, text: string): void {
  profile.filled += 1;
  const value = text.trim();
  if (/^[+-]?\d+([.,]\d+)?$/.test(value)) {
    if (value.includes(',')) profile.decimalCommas += 1;
    const number = Number(value.replace(',', '.'));
    profile.numbers += 1;
    if (Number.isInteger(number)) profile.wholeNumbers += 1;
    if (number >= 0 && number <= 10) profile.scores += 1;
    profile.max = Math.max(profile.max, number);
    return;
  }
  const match = dateLike.exec(value);
  if (match !== null) {
    const [, first = '', separator, second = ''] = match;
    profile.dates += 1;
    if (first.length === 4) profile.yearFirst += 1;
    else {
      if (Number(first) > 12) profile.firstOver12 += 1;
      if (Number(second) > 12) profile.secondOver12 += 1;
      if (separator === '.') profile.dotted += 1;
    }
  } else if (namedDate.test(value)) {
    profile.dates += 1;
    profile.yearFirst += 1;
  }
}
