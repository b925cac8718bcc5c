/** Types of bound expressions, and what can be compared or computed with what. */
import type { ValueType } from '../../engine/dialect';

const numbers: readonly ValueType[] = ['int32', 'int64', 'decimal', 'double'];

export const isNumber = (type: ValueType): boolean => numbers.includes(type);

/** How a type is called in messages. */
export const typeNames: Readonly<Record<ValueType, string>> = {
  int32: 'a whole number (Edm.Int32)',
  int64: 'a whole number (Edm.Int64)',
  double: 'a number (Edm.Double)',
  decimal: 'a number (Edm.Decimal)',
  string: "a text in single quotes such as 'abc' (Edm.String)",
  boolean: 'true or false (Edm.Boolean)',
  date: 'a date such as 2026-01-31 (Edm.Date)',
  dateTime: 'a date and time such as 2026-01-31T00:00:00Z (Edm.DateTimeOffset)',
  timeOfDay: 'a time such as 08:30:00 (Edm.TimeOfDay)',
  null: 'null',
};

/** True where values of both types can be compared; null compares with everything. */
export const comparable = (left: ValueType, right: ValueType): boolean =>
  left === right || left === 'null' || right === 'null' || (isNumber(left) && isNumber(right));

/** The type of `left op right` for numbers: the wider of the two. */
export function widerNumber(left: ValueType, right: ValueType): ValueType {
  return numbers.indexOf(left) >= numbers.indexOf(right) ? left : right;
}
