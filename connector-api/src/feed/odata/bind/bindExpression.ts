/** From syntax tree to typed SQL: every name looked up, every operand's type checked. */
import type { Binary, Case, Expression, List } from '../syntax/ast';
import { bindCall } from './bindCall';
import { bindLiteral } from './bindLiteral';
import { bindPath } from './bindPath';
import { fail, unsupported, type BindContext } from './problem';
import type { Scope } from './scope';
import type { Arithmetic, Bound, Comparison, ValueType } from '../../engine/dialect';
import { comparable, isNumber, typeNames, widerNumber } from './types';

/** What binding needs besides the tree: the names in scope, parameter aliases and the clock. */
export interface Binding extends BindContext {
  readonly scope: Scope;
  /** Expressions behind `@name`. */
  readonly aliases: ReadonlyMap<string, Expression>;
  /** The instant that `now()` stands for, the same for every page of a read. */
  readonly now: () => Date;
}

/**
 * @throws PROPERTY_UNKNOWN, TYPE_MISMATCH (with position and what was expected), NOT_SUPPORTED for what the standard has and this
 * service has not.
 */
export function bindExpression(expression: Expression, binding: Binding): Bound {
  switch (expression.kind) {
    case 'literal':
      return bindLiteral(expression, binding.scope, binding);
    case 'path':
      return bindPath(expression, binding);
    case 'call':
      return bindCall(expression, binding);
    case 'alias':
      return bindAlias(expression.name, expression.start, binding);
    case 'binary':
      return bindBinary(expression, binding);
    case 'unary':
      return expression.operator === 'not'
        ? binding.scope.dialect.not(bindBoolean(expression.operand, binding))
        : minus(bindNumber(expression.operand, binding), binding);
    case 'case':
      return bindCase(expression, binding);
    case 'typeTest':
      throw unsupported(binding, expression.operator, expression.start);
    case 'list':
      throw unsupported(binding, 'a collection here', expression.start);
    case 'object':
      throw unsupported(binding, 'a JSON object', expression.start);
  }
}

/** Binds an expression that must be true or false; null counts as false where rows are chosen. */
export function bindBoolean(expression: Expression, binding: Binding): Bound {
  return bindAs(expression, binding, (type) => type === 'boolean' || type === 'null', 'a condition (Edm.Boolean)');
}

export function bindNumber(expression: Expression, binding: Binding): Bound {
  return bindAs(expression, binding, (type) => isNumber(type) || type === 'null', 'a number');
}

/** Binds and checks the type. */
export function bindAs(
  expression: Expression,
  binding: Binding,
  accepts: (type: ValueType) => boolean,
  expected: string,
): Bound {
  const bound = bindExpression(expression, binding);
  if (accepts(bound.type)) return bound;
  throw fail(binding, 'TYPE_MISMATCH', expression.start, { found: typeNames[bound.type], expected });
}

const minus = (operand: Bound, { scope }: Binding): Bound => ({ ...operand, sql: scope.dialect.minus(operand) });

function bindAlias(name: string, position: number, binding: Binding): Bound {
  const expression = binding.aliases.get(name);
  if (expression === undefined) {
    throw fail(binding, 'PROPERTY_UNKNOWN', position, {
      found: `@${name}`,
      expected: `a query option @${name}=… with its value`,
    });
  }
  const others = new Map([...binding.aliases].filter(([each]) => each !== name));
  return bindExpression(expression, { ...binding, option: `@${name}`, aliases: others });
}

function bindBinary(expression: Binary, binding: Binding): Bound {
  const { operator } = expression;
  switch (operator) {
    case 'and':
    case 'or': {
      const left = bindBoolean(expression.left, binding);
      return binding.scope.dialect.logic(operator, left, bindBoolean(expression.right, binding));
    }
    case 'eq':
    case 'ne':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return bindComparison(expression, operator, binding);
    case 'in':
      return bindIn(expression, binding);
    case 'has':
      throw unsupported(binding, '"has"', expression.at);
    default:
      return bindArithmetic(expression, operator, binding);
  }
}

/** OData compares null as a value for eq and ne, and answers false for the others: never null. */
function bindComparison(expression: Binary, operator: Comparison, binding: Binding): Bound {
  const left = bindExpression(expression.left, binding);
  const right = bindExpression(expression.right, binding);
  if (!comparable(left.type, right.type)) {
    throw fail(binding, 'TYPE_MISMATCH', expression.right.start, {
      found: typeNames[right.type],
      expected: `${typeNames[left.type]} to compare with`,
    });
  }
  return binding.scope.dialect.compare(left, operator, right);
}

function bindIn(expression: Binary, binding: Binding): Bound {
  const left = bindExpression(expression.left, binding);
  const list = listOf(expression.right, binding);
  const items = list.items.map((item) => {
    const bound = bindExpression(item, binding);
    if (comparable(left.type, bound.type)) return bound;
    throw fail(binding, 'TYPE_MISMATCH', item.start, { found: typeNames[bound.type], expected: typeNames[left.type] });
  });
  const values = items.filter(({ type }) => type !== 'null');
  return binding.scope.dialect.oneOf(left, values, values.length < items.length);
}

function listOf(expression: Expression, binding: Binding): List {
  const given = expression.kind === 'alias' ? binding.aliases.get(expression.name) : expression;
  if (given?.kind === 'list') return given;
  throw fail(binding, 'TYPE_MISMATCH', expression.start, {
    found: 'something else',
    expected: "a list such as ('a','b') or [1,2]",
  });
}

/** Whole numbers stay whole, also when they are divided with `div`. */
function bindArithmetic(expression: Binary, operator: Arithmetic, binding: Binding): Bound {
  const left = bindNumber(expression.left, binding);
  const right = bindNumber(expression.right, binding);
  const wider = widerNumber(left.type === 'null' ? 'int32' : left.type, right.type === 'null' ? 'int32' : right.type);
  const whole = wider === 'int32' || wider === 'int64';
  const divides = operator === 'div' || operator === 'divby' || operator === 'mod';
  return {
    sql: binding.scope.dialect.arithmetic(operator, left, right, whole),
    type: whole && operator !== 'divby' ? 'int64' : 'double',
    nullable: left.nullable || right.nullable || divides,
  };
}

function bindCase(expression: Case, binding: Binding): Bound {
  const branches = expression.branches.map(({ when, then }) => ({
    when: bindBoolean(when, binding),
    then: bindExpression(then, binding),
    at: then.start,
  }));
  const typed = branches.find(({ then }) => then.type !== 'null')?.then.type ?? 'null';
  for (const { then, at } of branches) {
    if (comparable(typed, then.type)) continue;
    throw fail(binding, 'TYPE_MISMATCH', at, { found: typeNames[then.type], expected: typeNames[typed] });
  }
  const type = branches.reduce<ValueType>((widest, { then }) => {
    return isNumber(widest) && isNumber(then.type) ? widerNumber(widest, then.type) : widest;
  }, typed);
  return { sql: binding.scope.dialect.choose(branches), type, nullable: true };
}
