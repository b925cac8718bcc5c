/** The canonical functions of OData in T-SQL. */
import { ConnectorError } from '../../../errors';
import type { Dialect, EngineFunction, ValueType } from '../dialect';
import { type LetterPairs, lowerLetters, upperLetters } from './caseMapping';
import { asText, characters, substring } from './textSql';

/** @throws NOT_SUPPORTED naming what T-SQL cannot say with the same meaning. */
export function unsupported(what: string): never {
  throw new ConnectorError('NOT_SUPPORTED', { target: `${what} where the star is in SQL Server` });
}

const part = (name: string): EngineFunction => ({ sql: ([value]) => `datepart(${name}, ${value ?? ''})` });

const translated = ({ from, to }: LetterPairs): EngineFunction => ({
  sql: ([value]) => `translate(${value ?? ''}, ${asText(`N'${from}'`)}, ${asText(`N'${to}'`)})`,
});

/** True where `part` is the empty text, unknown where either is null. */
const isEmpty = (part: string, text: string): string => `datalength(${part}) + 0 * datalength(${text}) = 0`;

/** No text is longer; a failure would tell of rows that the caller does not see. */
const within = (sql: string): string =>
  `cast(case when ${sql} < 0 then 0 when ${sql} > 2000000000 then 2000000000 else ${sql} end as bigint)`;

/** Away from zero at a half. `round` would fail where the result has a digit more than its argument's type. */
const nearest = (value: string): string => `sign(${value}) * floor(abs(${value}) + 0.5)`;

const rounded = (sql: (value: string, type: ValueType) => string): EngineFunction => ({
  sql: ([value], type) =>
    type === 'decimal' ? `cast(${sql(value ?? '', type)} as decimal(38, 0))` : sql(value ?? '', type),
});

export const sqlServerFunctions: Dialect['functions'] = {
  contains: { sql: ([a = '', b = '']) => `(charindex(${b}, ${a}) > 0 or ${isEmpty(b, a)})`, predicate: 'exact' },
  startswith: { sql: ([a = '', b = '']) => `(charindex('.' + ${b}, '.' + ${a}) = 1)`, predicate: 'exact' },
  endswith: {
    sql: ([a = '', b = '']) => `(right(${a} + '.', len(${b} + '.')) = ${b} + '.')`,
    predicate: 'exact',
  },
  matchespattern: { sql: () => unsupported('matchesPattern') },
  concat: { sql: ([a = '', b = '']) => `(${a} + ${b})` },
  indexof: {
    sql: ([a = '', b = '']) => {
      const before = `left(${a}, nullif(charindex(${b}, ${a}), 0) - 1)`;
      return `(case when ${isEmpty(b, a)} then 0 when charindex(${b}, ${a}) = 0 then -1 else ${characters(before)} end)`;
    },
  },
  length: { sql: ([a = '']) => characters(a) },
  substring: {
    sql: ([a = '', from = '0', count]) =>
      substring(a, `${within(from)} + 1`, count === undefined ? 'cast(2000000000 as bigint)' : within(count)),
  },
  tolower: translated(lowerLetters),
  toupper: translated(upperLetters),
  trim: { sql: ([a = '']) => `trim(${a})` },
  year: part('year'),
  month: part('month'),
  day: part('day'),
  hour: part('hour'),
  minute: part('minute'),
  second: part('second'),
  fractionalseconds: { sql: ([a = '']) => `(cast(datepart(microsecond, ${a}) as float) / 1000000)` },
  date: { sql: ([a = '']) => `cast(${a} as date)` },
  time: { sql: ([a = '']) => `cast(${a} as time(6))` },
  totaloffsetminutes: { sql: ([a = '']) => `(case when ${a} is null then null else 0 end)` },
  mindatetime: { sql: () => `cast('0001-01-01T00:00:00' as datetime2(6))` },
  maxdatetime: { sql: () => `cast('9999-12-31T23:59:59.999999' as datetime2(6))` },
  round: rounded((value, type) => (type === 'decimal' ? nearest(value) : `round(${value}, 0)`)),
  floor: rounded((value) => `floor(${value})`),
  ceiling: rounded((value) => `ceiling(${value})`),
};
