/** DAX's scalar values: blanks that turn into zero, days as numbers, numbers as text. */

export type DaxValue = number | string | boolean | null;

const dayZero = Date.UTC(1899, 11, 30);

/** A day or instant as DAX counts it: days since 30 December 1899. */
export const serial = (text: string): number =>
  (Date.parse(`${text.replace(' ', 'T')}${text.length === 10 ? 'T00:00:00' : ''}Z`) - dayZero) / 86_400_000;

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

export const formatNumber = (value: DaxValue, format: string): string => {
  if (value === null) return '';
  const number = Number(value);
  const rounded = Math.sign(number) * Math.round(Math.abs(number));
  switch (format) {
    case '+0;\\−0;0':
      return rounded === 0 ? '0' : rounded > 0 ? `+${rounded}` : `−${-rounded}`;
    case '#,0.0':
      return number.toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    case '+#,0.0;\\−#,0.0;0.0': {
      const tenths = Math.sign(number) * Math.round(Math.abs(number) * 10);
      const text = Math.abs(number).toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
      return tenths === 0 ? '0.0' : tenths > 0 ? `+${text}` : `−${text}`;
    }
    case '#,0':
      return rounded.toLocaleString('en-US');
    default:
      throw new Error(`DAX: no such format here: ${format}.`);
  }
};
