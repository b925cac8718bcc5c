/** The canonical functions: what they take and give; how an engine says them is its dialect's. */
import type { Call, Expression } from '../syntax/ast';
import { bindAs, type Binding } from './bindExpression';
import { fail, unsupported } from './problem';
import type { Bound, FunctionName, ValueType } from '../../engine/dialect';
import { typeNames } from './types';

type Argument = 'text' | 'number' | 'whole' | 'day' | 'clock' | 'instant';

interface Signature {
  readonly takes: readonly Argument[];
  /** `same`: the type of the first argument. */
  readonly gives: ValueType | 'same';
}

const accepted: Readonly<Record<Argument, readonly [types: readonly ValueType[], expected: string]>> = {
  text: [['string'], 'a text'],
  number: [['int32', 'int64', 'decimal', 'double'], 'a number'],
  whole: [['int32', 'int64'], 'a whole number'],
  day: [['date', 'dateTime'], 'a date, or a date and time'],
  clock: [['dateTime', 'timeOfDay'], 'a date and time, or a time'],
  instant: [['dateTime'], 'a date and time'],
};

const dayPart: Signature = { takes: ['day'], gives: 'int32' };
const clockPart: Signature = { takes: ['clock'], gives: 'int32' };
const textTest: Signature = { takes: ['text', 'text'], gives: 'boolean' };
const changedText: Signature = { takes: ['text'], gives: 'string' };
const rounding: Signature = { takes: ['number'], gives: 'same' };

const signatures: Readonly<Record<FunctionName, Signature>> = {
  contains: textTest,
  startswith: textTest,
  endswith: textTest,
  matchespattern: textTest,
  concat: { takes: ['text', 'text'], gives: 'string' },
  indexof: { takes: ['text', 'text'], gives: 'int32' },
  length: { takes: ['text'], gives: 'int32' },
  substring: { takes: ['text', 'whole', 'whole'], gives: 'string' },
  tolower: changedText,
  toupper: changedText,
  trim: changedText,
  year: dayPart,
  month: dayPart,
  day: dayPart,
  hour: clockPart,
  minute: clockPart,
  second: clockPart,
  fractionalseconds: { takes: ['clock'], gives: 'double' },
  date: { takes: ['instant'], gives: 'date' },
  time: { takes: ['instant'], gives: 'timeOfDay' },
  totaloffsetminutes: { takes: ['instant'], gives: 'int32' },
  mindatetime: { takes: [], gives: 'dateTime' },
  maxdatetime: { takes: [], gives: 'dateTime' },
  round: rounding,
  floor: rounding,
  ceiling: rounding,
};

const isKnown = (name: string): name is FunctionName => Object.hasOwn(signatures, name);

/** Functions whose result is null only when an argument is. */
export function bindCall(call: Call, binding: Binding): Bound {
  const { dialect } = binding.scope;
  if (call.name === 'now') {
    const now = binding.now().toISOString().replace('T', ' ').replace('Z', '');
    return { sql: dialect.literals.dateTime(now), type: 'dateTime', nullable: false };
  }
  if (!isKnown(call.name)) throw unsupported(binding, `the function ${call.name}`, call.start);
  const signature = signatures[call.name];
  const bounds = call.values.map((value, index) => bindArgument(value, signature.takes[index] ?? 'text', binding));
  if (call.name === 'matchespattern') checkPattern(call.values[1], binding);
  const [first] = bounds;
  // A whole number is round already; an engine would make a fraction of it.
  if (signature === rounding && first !== undefined && isWhole(first.type)) return first;
  const { sql, predicate } = dialect.functions[call.name];
  return {
    sql: sql(bounds.map(dialect.value), first?.type ?? 'null'),
    type: signature.gives === 'same' ? (first?.type ?? 'double') : signature.gives,
    nullable: bounds.some(({ nullable }) => nullable),
    ...(predicate === undefined ? {} : { predicate }),
  };
}

const isWhole = (type: ValueType): boolean => type === 'int32' || type === 'int64';

function bindArgument(value: Expression, argument: Argument, binding: Binding): Bound {
  const [types, expected] = accepted[argument];
  const bound = bindAs(value, binding, (type) => type === 'null' || types.includes(type), expected);
  if (bound.type !== 'null') return bound;
  const type = argument === 'day' ? 'dateTime' : (types[0] ?? 'null');
  return { sql: binding.scope.dialect.literals.null(type), type, nullable: true };
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
