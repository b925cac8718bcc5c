/** The canonical functions as SQL. */
import type { Call, Expression } from '../syntax/ast';
import { bindAs, type Binding } from './bindExpression';
import { fail, unsupported } from './problem';
import { isNumber, typeNames, type Bound, type ValueType } from './types';

type Argument = 'text' | 'number' | 'whole' | 'day' | 'clock' | 'instant';

interface Function {
  readonly takes: readonly Argument[];
  readonly gives: ValueType | 'same';
  readonly sql: (values: readonly string[]) => string;
}

const accepted: Readonly<Record<Argument, readonly [types: readonly ValueType[], expected: string]>> = {
  text: [['string'], 'a text'],
  number: [['int32', 'int64', 'decimal', 'double'], 'a number'],
  whole: [['int32', 'int64'], 'a whole number'],
  day: [['date', 'dateTime'], 'a date, or a date and time'],
  clock: [['dateTime', 'timeOfDay'], 'a date and time, or a time'],
  instant: [['dateTime'], 'a date and time'],
};

const dayPart = (part: string): Function => ({
  takes: ['day'],
  gives: 'int32',
  sql: ([value]) => `${part}(${value ?? ''})::INTEGER`,
});
const clockPart = (part: string): Function => ({
  takes: ['clock'],
  gives: 'int32',
  sql: ([value]) => `${part}(${value ?? ''})::INTEGER`,
});
const text = (name: string): Function => ({
  takes: ['text'],
  gives: 'string',
  sql: ([value]) => `${name}(${value ?? ''})`,
});
const textTest = (name: string): Function => ({
  takes: ['text', 'text'],
  gives: 'boolean',
  sql: ([value, part]) => `${name}(${value ?? ''}, ${part ?? ''})`,
});
const rounding = (name: string): Function => ({
  takes: ['number'],
  gives: 'same',
  sql: ([value]) => `${name}(${value ?? ''})`,
});

/** Positions in texts count characters (code points) from 0. */
const functions: Readonly<Record<string, Function>> = {
  contains: textTest('contains'),
  startswith: textTest('starts_with'),
  endswith: textTest('ends_with'),
  matchespattern: textTest('regexp_matches'),
  concat: { takes: ['text', 'text'], gives: 'string', sql: ([a, b]) => `(${a ?? ''} || ${b ?? ''})` },
  indexof: {
    takes: ['text', 'text'],
    gives: 'int32',
    sql: ([a, b]) => `(strpos(${a ?? ''}, ${b ?? ''}) - 1)::INTEGER`,
  },
  length: { takes: ['text'], gives: 'int32', sql: ([value]) => `length(${value ?? ''})::INTEGER` },
  substring: {
    takes: ['text', 'whole', 'whole'],
    gives: 'string',
    sql: ([value, from, count]) => {
      // No text is longer, and the engine takes no more: a failure would tell of rows that the caller does not see.
      const within = (sql: string): string => `least(greatest(${sql}, 0), 2000000000)::BIGINT`;
      const start = `${within(from ?? '0')} + 1`;
      return count === undefined
        ? `substring(${value ?? ''}, ${start})`
        : `substring(${value ?? ''}, ${start}, ${within(count)})`;
    },
  },
  tolower: text('lower'),
  toupper: text('upper'),
  trim: text('trim'),
  year: dayPart('year'),
  month: dayPart('month'),
  day: dayPart('day'),
  hour: clockPart('hour'),
  minute: clockPart('minute'),
  second: clockPart('second'),
  fractionalseconds: {
    takes: ['clock'],
    gives: 'double',
    sql: ([value]) => `((microsecond(${value ?? ''}) % 1000000) / 1000000.0)`,
  },
  date: { takes: ['instant'], gives: 'date', sql: ([value]) => `CAST(${value ?? ''} AS DATE)` },
  time: { takes: ['instant'], gives: 'timeOfDay', sql: ([value]) => `CAST(${value ?? ''} AS TIME)` },
  totaloffsetminutes: {
    takes: ['instant'],
    gives: 'int32',
    sql: ([value]) => `CASE WHEN ${value ?? ''} IS NULL THEN NULL ELSE 0 END`,
  },
  mindatetime: { takes: [], gives: 'dateTime', sql: () => `TIMESTAMP '0001-01-01 00:00:00'` },
  maxdatetime: { takes: [], gives: 'dateTime', sql: () => `TIMESTAMP '9999-12-31 23:59:59.999999'` },
  round: rounding('round'),
  floor: rounding('floor'),
  ceiling: rounding('ceil'),
};

/** Functions whose result is null only when an argument is. */
export function bindCall(call: Call, binding: Binding): Bound {
  if (call.name === 'now') {
    const now = binding.now().toISOString().replace('T', ' ').replace('Z', '');
    return { sql: `TIMESTAMP '${now}'`, type: 'dateTime', nullable: false };
  }
  const known = functions[call.name];
  if (known === undefined) throw unsupported(binding, `the function ${call.name}`, call.start);
  const bounds = call.values.map((value, index) => bindArgument(value, known.takes[index] ?? 'text', binding));
  if (call.name === 'matchespattern') checkPattern(call.values[1], binding);
  const first = bounds[0];
  const gives = known.gives === 'same' ? (first?.type ?? 'double') : known.gives;
  const sql = known.sql(bounds.map((bound) => bound.sql));
  return { sql, type: gives === 'null' ? 'double' : gives, nullable: bounds.some(({ nullable }) => nullable) };
}

function bindArgument(value: Expression, argument: Argument, binding: Binding): Bound {
  const [types, expected] = accepted[argument];
  const bound = bindAs(value, binding, (type) => type === 'null' || types.includes(type), expected);
  if (bound.type !== 'null') return bound;
  const typed = argument === 'text' ? 'VARCHAR' : isNumber(types[0] ?? 'null') ? 'INTEGER' : 'TIMESTAMP';
  return { sql: `NULL::${typed}`, type: types[0] ?? 'null', nullable: true };
}

/** A pattern must be written out, so that a wrong one is refused before anything runs. */
function checkPattern(pattern: Expression | undefined, binding: Binding): void {
  if (pattern?.kind === 'literal' && pattern.type === 'string' && isRegularExpression(pattern.text)) return;
  throw fail(binding, 'TYPE_MISMATCH', pattern?.start ?? 0, {
    found: pattern?.kind === 'literal' ? JSON.stringify(pattern.text) : 'an expression',
    expected: `${typeNames.string} that is a regular expression without look-around or back-references`,
  });
}

function isRegularExpression(pattern: string): boolean {
  if (pattern.length > 500 || /\(\?(?:[=!]|<[=!])|\\[1-9]/.test(pattern)) return false;
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}
