/** The feed's expressions in T-SQL: SQL Server 2019 and later, Azure SQL, Fabric Warehouse. */
import { hmacBlocks, type Pseudonymise, pseudonymLength } from '../../../auth/pseudonym';
import { ConnectorError } from '../../../errors';
import type { TableName } from '../../../star';
import { quoteName } from '../../sql';
import type { AggregateColumn, Bound, Comparison, Dialect, NamedBound, ValueType } from '../dialect';
import { sqlServerFunctions, unsupported } from './sqlServerFunctions';
import { asText, exactKey, ofOrderKey, orderKey } from './textSql';

/** T-SQL has no way to name a value within an expression: what is used twice is written twice, up to this many characters. */
const longestExpression = 60_000;

const sqlTypes: Readonly<Record<Exclude<ValueType, 'string' | 'null'>, string>> = {
  int32: 'int',
  int64: 'bigint',
  double: 'float',
  decimal: 'decimal(18, 2)',
  boolean: 'bit',
  date: 'date',
  dateTime: 'datetime2(6)',
  timeOfDay: 'time(6)',
};

const parenthesised = (number: string): string => (number.startsWith('-') ? `(${number})` : number);

/** The calendar of SQL Server begins with year 1. */
const sinceYearOne = (text: string): string =>
  text.startsWith('0000') ? unsupported('a date before 0001-01-01') : text;

const literals: Dialect['literals'] = {
  boolean: (value) => `cast(${value ? '1' : '0'} as bit)`,
  integer: (digits) => {
    const length = digits.replace('-', '').length;
    if (length <= 9) return parenthesised(digits);
    return `cast(${digits} as ${length <= 18 ? 'bigint' : 'decimal(38, 0)'})`;
  },
  decimal: parenthesised,
  double: (text) =>
    /\d/.test(text)
      ? `cast('${text}' as float)`
      : unsupported(`the number ${text === 'nan' ? 'NaN' : text.toUpperCase()}`),
  date: (day) => `cast('${sinceYearOne(day)}' as date)`,
  dateTime: (instant) => `cast('${sinceYearOne(instant).replace(' ', 'T')}' as datetime2(6))`,
  timeOfDay: (time) => `cast('${time.replace(/(\.\d{6})\d+$/, '$1')}' as time(6))`,
  null: (type) => {
    if (type === 'string') return asText(`cast(null as nvarchar(1))`);
    return `cast(null as ${type === 'null' ? 'int' : sqlTypes[type]})`;
  },
};

const predicate = (sql: string, nullable: boolean, kind: 'exact' | 'loose'): Bound => ({
  sql: sql.length <= longestExpression ? sql : tooLong(),
  type: 'boolean',
  nullable,
  predicate: kind,
});

function tooLong(): never {
  throw new ConnectorError('TOO_COMPLEX', { target: 'the request', expected: 'fewer levels of functions and case' });
}

function value({ sql, nullable, predicate: kind }: Bound): string {
  if (sql.length > longestExpression) tooLong();
  if (kind === undefined) return sql;
  if (kind === 'loose' || !nullable) return `cast(case when ${sql} then 1 else 0 end as bit)`;
  return `cast(case when ${sql} then 1 when not (${sql}) then 0 end as bit)`;
}

const condition = (bound: Bound): string => (bound.predicate === undefined ? `(${bound.sql} = 1)` : bound.sql);

/** The same condition, false where it was unknown. */
const tight = (bound: Bound): string =>
  bound.predicate === 'loose' ? `(case when ${bound.sql} then 1 else 0 end = 1)` : condition(bound);

const logic: Dialect['logic'] = (operator, left, right) => {
  const nullable = left.nullable || right.nullable;
  const loose = left.predicate === 'loose' || right.predicate === 'loose';
  // Unknown would stand for false on one side and for null on the other.
  const side = loose && nullable ? tight : condition;
  return predicate(`(${side(left)} ${operator} ${side(right)})`, nullable, loose && !nullable ? 'loose' : 'exact');
};

const not: Dialect['not'] = (operand) =>
  operand.predicate === 'loose'
    ? predicate(`(case when ${operand.sql} then 0 else 1 end = 1)`, false, 'exact')
    : predicate(`(not ${condition(operand)})`, operand.nullable, 'exact');

const signs: Readonly<Record<Comparison, string>> = { eq: '=', ne: '<>', gt: '>', ge: '>=', lt: '<', le: '<=' };

const compare: Dialect['compare'] = (left, operator, right) => {
  if (left.type === 'null' || right.type === 'null') return compareWithNull(left, operator, right);
  const [a, b] = [value(left), value(right)];
  const isText = left.type === 'string';
  if (operator === 'eq' || operator === 'ne') {
    const plain = isText ? `${a} = ${b} and datalength(${a}) = datalength(${b})` : `${a} = ${b}`;
    const equal = left.nullable && right.nullable ? `((${plain}) or (${a} is null and ${b} is null))` : `(${plain})`;
    const kind = left.nullable || right.nullable ? 'loose' : 'exact';
    const result = predicate(equal, false, kind);
    return operator === 'eq' ? result : not(result);
  }
  const [x, y] = isText ? [orderKey(a), orderKey(b)] : [a, b];
  return predicate(`(${x} ${signs[operator]} ${y})`, false, left.nullable || right.nullable ? 'loose' : 'exact');
};

function compareWithNull(left: Bound, operator: Comparison, right: Bound): Bound {
  if (operator !== 'eq' && operator !== 'ne') return predicate('(1 = 0)', false, 'exact');
  const other = left.type === 'null' ? right : left;
  const isNull = other.type === 'null' ? '(1 = 1)' : `(${value(other)} is null)`;
  return operator === 'eq' ? predicate(isNull, false, 'exact') : predicate(`(not ${isNull})`, false, 'exact');
}

const oneOf: Dialect['oneOf'] = (left, values, orNull) => {
  if (left.type === 'null') return predicate(orNull ? '(1 = 1)' : '(1 = 0)', false, 'exact');
  const key = (bound: Bound): string => (left.type === 'string' ? exactKey(value(bound)) : value(bound));
  const parts = [
    values.length === 0 ? '' : `${key(left)} in (${values.map(key).join(', ')})`,
    orNull ? `${value(left)} is null` : '',
  ].filter((each) => each !== '');
  return predicate(`(${parts.length === 0 ? '1 = 0' : parts.join(' or ')})`, false, 'loose');
};

/** Whole numbers are computed with 38 digits, so that only results beyond any column's range fail. */
const arithmetic: Dialect['arithmetic'] = (operator, left, right, whole) => {
  const exact = whole && operator !== 'divby';
  const [a = '', b = ''] = [left, right].map(
    (bound) => `cast(${value(bound)} as ${exact ? 'decimal(38, 0)' : 'float'})`,
  );
  const divisor = `nullif(${b}, 0)`;
  switch (operator) {
    case 'add':
      return `(${a} + ${b})`;
    case 'sub':
      return `(${a} - ${b})`;
    case 'mul':
      return `(${a} * ${b})`;
    case 'div':
      // The remainder first: a quotient would be rounded.
      return exact ? `cast((${a} - ${a} % ${divisor}) / ${divisor} as decimal(38, 0))` : `(${a} / ${divisor})`;
    case 'divby':
      return `(${a} / ${divisor})`;
    case 'mod':
      return exact ? `(${a} % ${divisor})` : unsupported('mod of fractions');
  }
};

const choose: Dialect['choose'] = (branches) => {
  const types = new Set(branches.map(({ then }) => then.type));
  // A whole number of 38 digits leaves no room for a fraction.
  if (types.has('decimal') && types.has('int64')) unsupported('case with both whole numbers and fractions');
  const allNull = [...types].every((type) => type === 'null');
  const result = (then: Bound): string => (then.type === 'null' && !allNull ? 'null' : value(then));
  return `(case ${branches.map(({ when, then }) => `when ${condition(when)} then ${result(then)}`).join(' ')} end)`;
};

function aggregated({ method, bound }: AggregateColumn, sql: string): string {
  const type = bound?.type ?? 'int64';
  const whole = type === 'int32' || type === 'int64';
  switch (method) {
    case 'count':
      return 'count_big(*)';
    case 'countdistinct':
      return `count_big(distinct ${type === 'string' ? exactKey(sql) : sql})`;
    case 'sum':
      return `sum(${whole ? `cast(${sql} as decimal(38, 0))` : sql})`;
    case 'average': {
      const counted = `nullif(count_big(${sql}), 0)`;
      if (type === 'double') return `avg(${sql})`;
      if (whole) return `cast(sum(cast(${sql} as decimal(38, 0))) as float) / ${counted}`;
      // Hundredths are whole, and whole numbers are exact as floats.
      return `cast(sum(${sql}) * 100 as float) / (${counted} * cast(100 as float))`;
    }
    case 'min':
    case 'max':
      if (type === 'string') return ofOrderKey(`${method}(${orderKey(sql)})`);
      return type === 'boolean' ? `cast(${method}(cast(${sql} as int)) as bit)` : `${method}(${sql})`;
  }
}

/** Values first, then groups and sums over them: T-SQL takes neither constants nor sub-queries for either. */
const aggregate: Dialect['aggregate'] = (from, groups, columns) => {
  const inner = [
    ...groups.map(({ bound }, index) => `${value(bound)} as g${String(index)}`),
    ...columns.map(({ bound }, index) => `${bound === null ? 'null' : value(bound)} as a${String(index)}`),
  ];
  const outer = [
    ...groups.map(({ name, bound }, index) => `${groupValue(`v.g${String(index)}`, bound)} as ${quoteName(name)}`),
    ...columns.map((column, index) => `${aggregated(column, `v.a${String(index)}`)} as ${quoteName(column.name)}`),
  ];
  const keys = groups.map(({ bound }, index) => groupKey(`v.g${String(index)}`, bound));
  const by = keys.length === 0 ? '' : ` group by ${keys.join(', ')}`;
  return `select ${outer.join(', ')} from (select ${inner.join(', ')} from ${from}) as v${by}`;
};

const groupKey = (sql: string, { type }: Bound): string => (type === 'string' ? exactKey(sql) : sql);
/** All texts of a group are the same. */
const groupValue = (sql: string, { type }: Bound): string => (type === 'string' ? `min(${sql})` : sql);

/** Terms of an ORDER BY with null last, as the embedded engine has it. */
export const stableTerms = (columns: readonly NamedBound[]): readonly string[] =>
  columns.flatMap(({ bound }) => {
    const sql = sortable(bound);
    return bound.nullable ? [`case when ${bound.sql} is null then 1 else 0 end`, sql] : [sql];
  });

/** The expression as it sorts. */
export const sortable = (bound: Bound): string => (bound.type === 'string' ? orderKey(value(bound)) : value(bound));

const stretchOf: Dialect['stretchOf'] = (from, order, { limit, offset }) => {
  const terms = stableTerms(order);
  const by = `order by ${terms.length === 0 ? '(select null)' : terms.join(', ')}`;
  if (offset === undefined) return `select top (${String(limit ?? 0)}) t.* from ${from} ${by}`;
  const fetch = limit === undefined ? '' : ` fetch next ${String(limit)} rows only`;
  return `select t.* from ${from} ${by} offset ${String(offset)} rows${fetch}`;
};

/** HMAC (RFC 2104) written with its two SHA-256. */
const pseudonym: Pseudonymise = (keys, kind, text, placeholder) => {
  const { inner, outer } = hmacBlocks(keys, kind, placeholder);
  const bytes = (hexadecimal: string): string => `convert(varbinary(64), ${hexadecimal}, 2)`;
  const message = `convert(varbinary(max), ${asText(text)})`;
  const digest = `hashbytes('SHA2_256', ${bytes(outer)} + hashbytes('SHA2_256', ${bytes(inner)} + ${message}))`;
  return asText(`left(lower(convert(varchar(64), ${digest}, 2)), ${String(pseudonymLength)})`);
};

/** @param table where a table of the star is, for FROM. */
export const sqlServerDialect = (table: (name: TableName) => string): Dialect => ({
  sight: { table, text: asText, pseudonym },
  column: (sql, type) => (type === 'string' ? asText(sql) : sql),
  placeholder: (number) => `@p${String(number)}`,
  placeholderPattern: /@p(\d+)\b/g,
  literals,
  functions: sqlServerFunctions,
  value,
  condition,
  logic,
  not,
  compare,
  oneOf,
  minus: (operand) => `(- ${value(operand)})`,
  arithmetic,
  choose,
  aggregate,
  stretchOf,
});
