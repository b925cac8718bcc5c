/** The SQL of the embedded engine. */
import { embeddedSight } from '../../../auth/visibleTable';
import { storedTypes } from '../../../star';
import { quoteName } from '../../sql';
import type { AggregateColumn, Bound, Comparison, Dialect, EngineFunction, NamedBound, ValueType } from '../dialect';

const call = (name: string): EngineFunction => ({ sql: (values) => `${name}(${values.join(', ')})` });
const part = (name: string): EngineFunction => ({ sql: ([value]) => `${name}(${value ?? ''})::INTEGER` });
const fixed = (sql: string): EngineFunction => ({ sql: () => sql });

/** Positions in texts count characters (code points) from 0. */
const functions: Dialect['functions'] = {
  contains: call('contains'),
  startswith: call('starts_with'),
  endswith: call('ends_with'),
  matchespattern: call('regexp_matches'),
  concat: { sql: ([a, b]) => `(${a ?? ''} || ${b ?? ''})` },
  indexof: { sql: ([a, b]) => `(strpos(${a ?? ''}, ${b ?? ''}) - 1)::INTEGER` },
  length: part('length'),
  substring: {
    sql: ([value, from, count]) => {
      // No text is longer, and the engine takes no more: a failure would tell of rows that the caller does not see.
      // (`least` and `greatest` would make a number of null; a lambda names the value, so that it is not written three times.)
      const within = (sql: string): string =>
        `list_transform([${sql}], lambda p: CASE WHEN p < 0 THEN 0 WHEN p > 2000000000 THEN 2000000000 ELSE p END)[1]::BIGINT`;
      const start = `${within(from ?? '0')} + 1`;
      return count === undefined
        ? `substring(${value ?? ''}, ${start})`
        : `substring(${value ?? ''}, ${start}, ${within(count)})`;
    },
  },
  tolower: call('lower'),
  toupper: call('upper'),
  trim: call('trim'),
  year: part('year'),
  month: part('month'),
  day: part('day'),
  hour: part('hour'),
  minute: part('minute'),
  second: part('second'),
  fractionalseconds: { sql: ([value]) => `((microsecond(${value ?? ''}) % 1000000) / 1000000.0)` },
  date: { sql: ([value]) => `CAST(${value ?? ''} AS DATE)` },
  time: { sql: ([value]) => `CAST(${value ?? ''} AS TIME)` },
  totaloffsetminutes: { sql: ([value]) => `CASE WHEN ${value ?? ''} IS NULL THEN NULL ELSE 0 END` },
  mindatetime: fixed(`TIMESTAMP '0001-01-01 00:00:00'`),
  maxdatetime: fixed(`TIMESTAMP '9999-12-31 23:59:59.999999'`),
  round: call('round'),
  floor: call('floor'),
  ceiling: call('ceil'),
};

const nullTypes: Readonly<Record<ValueType, string>> = { ...storedTypes, timeOfDay: 'TIME', null: 'VARCHAR' };

const parenthesised = (number: string): string => (number.startsWith('-') ? `(${number})` : number);

const literals: Dialect['literals'] = {
  boolean: String,
  integer: (digits) => parenthesised(digits.replace('-', '').length > 18 ? `${digits}::HUGEINT` : digits),
  decimal: parenthesised,
  double: (text) => `'${text}'::DOUBLE`,
  date: (day) => `DATE '${day}'`,
  dateTime: (instant) => `TIMESTAMP '${instant}'`,
  timeOfDay: (time) => `TIME '${time}'`,
  null: (type) => (type === 'null' ? 'NULL' : `NULL::${nullTypes[type]}`),
};

const boolean = (sql: string, nullable: boolean): Bound => ({ sql, type: 'boolean', nullable });

const signs: Readonly<Record<Comparison, string>> = { eq: '=', ne: '<>', gt: '>', ge: '>=', lt: '<', le: '<=' };

function compare(left: Bound, operator: Comparison, right: Bound): Bound {
  const plain = `${left.sql} ${signs[operator]} ${right.sql}`;
  if (!left.nullable && !right.nullable) return boolean(`(${plain})`, false);
  if (operator === 'eq') return boolean(`(${left.sql} IS NOT DISTINCT FROM ${right.sql})`, false);
  if (operator === 'ne') return boolean(`(${left.sql} IS DISTINCT FROM ${right.sql})`, false);
  return boolean(`coalesce(${plain}, false)`, false);
}

/** Whole numbers are computed with 128 bits, so that only results beyond any column's range fail. */
const arithmetic: Dialect['arithmetic'] = (operator, left, right, whole) => {
  const [a, b] = [left, right].map(({ sql }) => `${sql}::${whole && operator !== 'divby' ? 'HUGEINT' : 'DOUBLE'}`);
  const divisor = `nullif(${b ?? ''}, 0)`;
  switch (operator) {
    case 'add':
      return `(${a ?? ''} + ${b ?? ''})`;
    case 'sub':
      return `(${a ?? ''} - ${b ?? ''})`;
    case 'mul':
      return `(${a ?? ''} * ${b ?? ''})`;
    case 'div':
      return `(${a ?? ''} ${whole ? '//' : '/'} ${divisor})`;
    case 'divby':
      return `(${a ?? ''} / ${divisor})`;
    case 'mod':
      return `(${a ?? ''} % ${divisor})`;
  }
};

function aggregated({ method, bound }: AggregateColumn): string {
  const sql = bound?.sql ?? '';
  switch (method) {
    case 'count':
      return 'count(*)';
    case 'countdistinct':
      return `count(DISTINCT ${sql})`;
    case 'average':
      return `avg(${sql})`;
    default:
      return `${method}(${sql})`;
  }
}

export const embeddedDialect: Dialect = {
  sight: embeddedSight,
  column: (sql) => sql,
  placeholder: (number) => `$${String(number)}::VARCHAR`,
  placeholderPattern: /\$(\d+)::VARCHAR/g,
  literals,
  functions,
  value: ({ sql }) => sql,
  condition: ({ sql }) => sql,
  logic: (operator, left, right) =>
    boolean(`(${left.sql} ${operator.toUpperCase()} ${right.sql})`, left.nullable || right.nullable),
  not: (operand) => boolean(`(NOT ${operand.sql})`, operand.nullable),
  compare,
  oneOf: (left, values, orNull) => {
    const parts = [
      values.length === 0 ? '' : `coalesce(${left.sql} IN (${values.map(({ sql }) => sql).join(', ')}), false)`,
      orNull ? `${left.sql} IS NULL` : '',
    ].filter((each) => each !== '');
    return boolean(parts.length === 0 ? 'false' : `(${parts.join(' OR ')})`, false);
  },
  minus: ({ sql }) => `(- ${sql})`,
  arithmetic,
  choose: (branches) =>
    `(CASE ${branches.map(({ when, then }) => `WHEN ${when.sql} THEN ${then.sql}`).join(' ')} ELSE NULL END)`,
  aggregate: (from, groups, columns) => {
    const list = [
      ...groups.map(({ name, bound }) => `${bound.sql} AS ${quoteName(name)}`),
      ...columns.map((column) => `${aggregated(column)} AS ${quoteName(column.name)}`),
    ];
    const by = groups.length === 0 ? '' : ` GROUP BY ${groups.map(({ bound }) => bound.sql).join(', ')}`;
    return `SELECT ${list.join(', ')} FROM ${from}${by}`;
  },
  stretchOf: (from, order, { limit, offset }) => {
    const by = order.length === 0 ? '1' : stableOrder(order);
    const bounds = `${limit === undefined ? '' : ` LIMIT ${String(limit)}`}${offset === undefined ? '' : ` OFFSET ${String(offset)}`}`;
    return `SELECT t.* FROM ${from} ORDER BY ${by}${bounds}`;
  },
};

const stableOrder = (columns: readonly NamedBound[]): string => columns.map(({ bound }) => bound.sql).join(', ');
