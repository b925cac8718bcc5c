/** Rows of values as JSON text, byte for byte as the embedded engine writes them. */
import type { Field, RowFormat } from '../odata/plan/fields';
import type { ValueType } from './dialect';

/** Int64 and Decimal come as texts of digits, days and instants (UTC) in ISO form; the others as the values they are. */
export type CarriedValue = string | number | boolean | null;

/** The JSON object of a row. */
export type RowWriter = (row: readonly CarriedValue[]) => string;

/** @param fields in the order of a row's values; of an expanded member first its key, then its own fields. */
export function rowWriter(fields: readonly Field[], format: RowFormat): RowWriter {
  const { write } = objectWriter(fields, 0, format);
  return (row) => write(row) ?? 'null';
}

interface Writer {
  /** Null for a null value. */
  readonly write: (row: readonly CarriedValue[]) => string | null;
  /** Place of the value after it. */
  readonly next: number;
}

function objectWriter(fields: readonly Field[], from: number, format: RowFormat): Writer {
  let next = from;
  const parts = fields.map((field) => {
    const writer = field.kind === 'value' ? valueWriter(field.type, next, format) : memberWriter(field, next, format);
    next = writer.next;
    return { name: `${JSON.stringify(field.name)}:`, write: writer.write };
  });
  const write = (row: readonly CarriedValue[]): string => {
    let text = '';
    for (const { name, write: one } of parts) {
      const value = one(row);
      if (value === null && format.omitNulls) continue;
      text += `${text === '' ? '' : ','}${name}${value ?? 'null'}`;
    }
    return `{${text}}`;
  };
  return { write, next };
}

function memberWriter(field: Extract<Field, { kind: 'member' }>, at: number, format: RowFormat): Writer {
  const inner = objectWriter(field.fields, at + 1, format);
  return { write: (row) => ((row[at] ?? null) === null ? null : inner.write(row)), next: inner.next };
}

function valueWriter(type: ValueType, at: number, { numbersAsText }: RowFormat): Writer {
  const write = writerOf(type, numbersAsText);
  return {
    write: (row) => {
      const value = row[at] ?? null;
      return value === null ? null : write(value);
    },
    next: at + 1,
  };
}

function writerOf(type: ValueType, numbersAsText: boolean): (value: string | number | boolean) => string {
  switch (type) {
    case 'string':
      return (value) => jsonText(String(value));
    case 'date':
    case 'timeOfDay':
      return (value) => `"${String(value)}"`;
    case 'dateTime':
      return (value) => `"${withoutTrailingZeros(String(value))}Z"`;
    case 'double':
      return (value) => doubleText(Number(value));
    case 'int64':
    case 'decimal':
      return numbersAsText ? (value) => `"${String(value)}"` : String;
    case 'int32':
    case 'boolean':
    case 'null':
      return String;
  }
}

const withoutTrailingZeros = (instant: string): string =>
  instant.includes('.') ? instant.replace(/\.?0+$/, '') : instant;

/** Control characters are written with upper case digits. */
function jsonText(text: string): string {
  const json = JSON.stringify(text);
  return json.includes('\\u') ? json.replace(/(?<!\\)((?:\\\\)*\\u)([0-9a-f]{4})/g, upperDigits) : json;
}

const upperDigits = (_: string, escape: string, digits: string): string => escape + digits.toUpperCase();

/** The shortest digits that give the number back; with an exponent below 0.0001 and from 10¹⁶, else with a point. */
export function doubleText(value: number): string {
  const [, sign = '', first = '', rest = '', exponentText = '0'] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(value.toExponential()) ?? [];
  const minus = Object.is(value, -0) ? '-' : sign;
  const exponent = Number(exponentText);
  const digits = first + rest;
  if (exponent < -4 || exponent >= 16) {
    const power = `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
    return `${minus}${first}${rest === '' ? '' : `.${rest}`}e${power}`;
  }
  if (exponent < 0) return `${minus}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${minus}${whole}.${digits.slice(exponent + 1) || '0'}`;
}
