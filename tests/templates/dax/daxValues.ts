/** DAX's scalar values: blanks that turn into zero, days as numbers, numbers as text. */
import type { Language } from '../../../templates/src/star';

export type DaxValue = number | string | boolean | null;

const dayZero = Date.UTC(1899, 11, 30);

const dayLength = 86_400_000;

/** A day or instant (UTC, with or without its Z) as DAX counts it: days since 30 December 1899. */
export const serial = (text: string): number => {
  const instant = text.length === 10 ? `${text}T00:00:00` : text.replace(' ', 'T');
  return (Date.parse(instant.endsWith('Z') ? instant : `${instant}Z`) - dayZero) / dayLength;
};

/** The instant that a number of days stands for. */
export const instantOf = (value: number): Date => new Date(Math.round(dayZero + value * dayLength));

/** Whole minutes since day zero. */
export const minutes = (value: number): number => Math.floor((instantOf(value).getTime() - dayZero) / 60_000);

export const parts = (value: number) => {
  const date = new Date(dayZero + Math.floor(value) * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
};
export const fromParts = (year: number, month: number, day: number): number =>
  (Date.UTC(year, month, day) - dayZero) / 86_400_000;

export const asNumber = (value: DaxValue): number => (value === null ? 0 : Number(value));

export const compare = (left: DaxValue, right: DaxValue): number => {
  const like = left ?? right;
  const blank = typeof like === 'string' ? '' : 0;
  const a = left ?? blank;
  const b = right ?? blank;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' || typeof b === 'string') throw new Error(`DAX: compares ${typeof a} with ${typeof b}.`);
  return Number(a) - Number(b);
};

/** `FORMAT` in the language of the model. */
export const formatNumber = (value: DaxValue, format: string, language: Language): string => {
  if (value === null) return '';
  const number = Number(value);
  const locale = { en: 'en-US', da: 'da-DK' }[language];
  const rounded = Math.sign(number) * Math.round(Math.abs(number));
  switch (format) {
    case '+0;\\−0;0':
      return rounded === 0 ? '0' : rounded > 0 ? `+${rounded}` : `−${-rounded}`;
    case '#,0.0':
      return number.toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    case '+#,0.0;\\−#,0.0;0.0': {
      const tenths = Math.sign(number) * Math.round(Math.abs(number) * 10);
      const text = Math.abs(number).toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
      return tenths === 0
        ? (0).toLocaleString(locale, { minimumFractionDigits: 1 })
        : tenths > 0
          ? `+${text}`
          : `−${text}`;
    }
    case '#,0':
      return rounded.toLocaleString(locale);
    default:
      throw new Error(`DAX: no such format here: ${format}.`);
  }
};
