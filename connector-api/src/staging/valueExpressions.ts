/** The SQL that turns carried values into stored ones and says what is wrong with a row, from an entity's definition. */
import { entityOf, type EntityName } from '../survey/entities';
import type { EntityColumn } from '../survey/entity';
import { literal, quoted } from './schema';

/** Instants outside these years are taken for mistakes (1900-01-01 as "none", 9999-12-31 as "open"). */
const firstInstant = Date.UTC(1990, 0, 1);
const lastInstant = Date.UTC(2100, 0, 1);
const dayMilliseconds = 86_400_000;

const isId = (name: string, column: EntityColumn): boolean =>
  column.type === 'text' && (name === 'id' || column.of !== undefined || column.required);

/** True for a column whose texts are known to need no trimming. */
export type IsTidy = (name: string) => boolean;

const noneIsTidy: IsTidy = () => false;

/** A column's stored value; null where the value cannot be what the column holds. */
export function storedValue(name: string, column: EntityColumn, isTidy = noneIsTidy): string {
  const value = quoted(name);
  switch (column.type) {
    case 'text': {
      if (column.accepted !== undefined) {
        const cases = column.accepted.map((word) => `when ${literal(word.toLowerCase())} then ${literal(word)}`);
        return `case lower(trim(${value})) ${cases.join(' ')} end`;
      }
      return isId(name, column) && !isTidy(name) ? `nullif(trim(${value}), '')` : value;
    }
    case 'integer':
      return `case when ${value} = floor(${value}) then try_cast(${value} as integer) end`;
    case 'money':
      return `try_cast(${value} as decimal(18, 2))`;
    case 'number':
      return column.range === undefined
        ? value
        : `case when ${value} between ${String(column.range[0])} and ${String(column.range[1])} then ${value} end`;
    case 'boolean':
      return value;
    case 'date': {
      const day = `date '1970-01-01' + cast(${value} as integer)`;
      return `case when ${value} between ${String(firstInstant / dayMilliseconds)} and ${String(lastInstant / dayMilliseconds)} then ${
        column.month === true ? `cast(date_trunc('month', ${day}) as date)` : day
      } end`;
    }
    case 'instant':
      return `case when ${value} between ${String(firstInstant)} and ${String(lastInstant)} then make_timestamp(cast(${value} as bigint) * 1000) end`;
  }
}

/** True for a row that has a value that can be stored in every required column. */
export function isStorable(entity: EntityName, isTidy = noneIsTidy): string {
  const required = Object.entries(entityOf(entity).columns).filter(([, column]) => column.required);
  const filled = required.map(([name, column]) => `${storedValue(name, column, isTidy)} is not null`);
  return filled.length === 0 ? 'true' : `(${filled.join(' and ')})`;
}

/** Null for a row that can be stored, else why not, naming the column and the value. */
export function problemOf(entity: EntityName): string {
  const cases = Object.entries(entityOf(entity).columns)
    .filter(([, column]) => column.required)
    .map(([name, column]) => {
      const missing = `when ${quoted(name)} is null then ${literal(`${name} is missing`)}`;
      return `${missing} when ${storedValue(name, column)} is null then concat(${literal(`${name}: `)}, '"', ${quoted(name)}, ${literal(`" is not ${expectation(column)}`)})`;
    });
  return cases.length === 0 ? 'cast(null as varchar)' : `case ${cases.join(' ')} end`;
}

/** What a column expects, in words. */
export function expectation(column: EntityColumn): string {
  if (column.accepted !== undefined) return `one of ${column.accepted.join(', ')}`;
  if (column.range !== undefined) return `a number from ${String(column.range[0])} to ${String(column.range[1])}`;
  switch (column.type) {
    case 'text':
      return 'a text';
    case 'integer':
      return 'a whole number';
    case 'number':
    case 'money':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'date':
    case 'instant':
      return 'a time between 1990 and 2100';
  }
}
