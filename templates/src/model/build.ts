/** Short constructors for expressions, so that a measure reads as its formula. */
import type { Star, ColumnNameOf, TableName } from '../star';
import type { ColumnRef, Comparison, Expression, NumberText, RowCondition, WindowName } from './expression';

type Columns<Name extends TableName> = ColumnNameOf<Star[Name]>;

export type Conditions<Name extends TableName> = readonly (RowCondition & { readonly column: Columns<Name> })[];

export const number = (value: number): Expression => ({ kind: 'number', value });
export const words = (en: string, da: string): Expression => ({ kind: 'text', value: { en, da } });
export const blank: Expression = { kind: 'blank' };
export const measure = (id: string): Expression => ({ kind: 'measure', id });
export const variable = (name: string): Expression => ({ kind: 'variable', name });

/** A column of the star, its names checked by the compiler. */
export const col = <Name extends TableName>(table: Name, column: Columns<Name>): ColumnRef => ({ table, column });

export const is = <Column extends string>(
  column: Column,
  operator: Comparison,
  value: number | string | boolean,
): RowCondition & { readonly column: Column } => ({ column, operator, value });

export const given = <Column extends string>(column: Column): RowCondition & { readonly column: Column } => ({
  column,
  operator: 'notBlank',
});

export const missing = <Column extends string>(column: Column): RowCondition & { readonly column: Column } => ({
  column,
  operator: 'isBlank',
});

export const count = <Name extends TableName>(table: Name, ...where: Conditions<Name>): Expression => ({
  kind: 'aggregate',
  function: 'count',
  table,
  where,
});

const aggregate =
  (name: 'sum' | 'average' | 'median' | 'min' | 'max' | 'distinctCount') =>
  <Name extends TableName>(table: Name, column: Columns<Name>, ...where: Conditions<Name>): Expression => ({
    kind: 'aggregate',
    function: name,
    table,
    column,
    where,
  });

export const sum = aggregate('sum');
export const average = aggregate('average');
export const median = aggregate('median');
export const smallest = aggregate('min');
export const largest = aggregate('max');
export const distinctCount = aggregate('distinctCount');

const latestBy =
  (name: 'median' | 'max') =>
  <Name extends TableName>(
    table: Name,
    column: Columns<Name>,
    by: Columns<Name>,
    ...where: Conditions<Name>
  ): Expression => ({ kind: 'latest', function: name, table, column, by, where });

export const latest = latestBy('median');
export const latestText = latestBy('max');

const arithmetic =
  (operator: '+' | '-' | '*') =>
  (first: Expression, ...rest: readonly Expression[]): Expression =>
    rest.reduce((left, right) => ({ kind: 'arithmetic', operator, left, right }), first);

export const add = arithmetic('+');
export const subtract = arithmetic('-');
export const multiply = arithmetic('*');
export const divide = (numerator: Expression, denominator: Expression): Expression => ({
  kind: 'divide',
  numerator,
  denominator,
});
export const sqrt = (operand: Expression): Expression => ({ kind: 'sqrt', operand });
export const least = (...operands: readonly Expression[]): Expression => ({
  kind: 'extreme',
  function: 'least',
  operands,
});
export const greatest = (...operands: readonly Expression[]): Expression => ({
  kind: 'extreme',
  function: 'greatest',
  operands,
});
export const clamp = (low: number, operand: Expression, high: number): Expression =>
  least(greatest(operand, number(low)), number(high));

export const compare = (left: Expression, operator: Comparison, right: Expression): Expression => ({
  kind: 'compare',
  operator,
  left,
  right,
});
export const and = (...operands: readonly Expression[]): Expression => ({ kind: 'logic', operator: 'and', operands });
export const or = (...operands: readonly Expression[]): Expression => ({ kind: 'logic', operator: 'or', operands });
export const not = (operand: Expression): Expression => ({ kind: 'not', operand });
export const isBlank = (operand: Expression): Expression => ({ kind: 'isBlank', operand });
export const isFiltered = (table: TableName): Expression => ({ kind: 'isFiltered', table });
export const when = (condition: Expression, then: Expression, otherwise: Expression = blank): Expression => ({
  kind: 'if',
  condition,
  then,
  otherwise,
});
export const coalesce = (...operands: readonly Expression[]): Expression => ({ kind: 'coalesce', operands });
/** The operand, or 0 where it is blank. */
export const orZero = (operand: Expression): Expression => coalesce(operand, number(0));
export const join = (...parts: readonly Expression[]): Expression => ({ kind: 'join', parts });
export const numberText = (operand: Expression, format: NumberText): Expression => ({
  kind: 'numberText',
  operand,
  format,
});

export const during = (window: WindowName, operand: Expression): Expression => ({ kind: 'window', window, operand });
export const onDate = <Name extends TableName>(
  table: Name,
  column: Columns<Name>,
  operand: Expression,
): Expression => ({ kind: 'onDate', table, column, operand });
export const only = <Name extends TableName>(
  table: Name,
  where: Conditions<Name>,
  operand: Expression,
): Expression => ({ kind: 'filtered', table, where, operand });
export const treatAs = (from: ColumnRef, to: ColumnRef, operand: Expression): Expression => ({
  kind: 'treatAs',
  from,
  to,
  operand,
});
export const sumOver = (columns: readonly ColumnRef[], operand: Expression, over?: TableName): Expression => ({
  kind: 'sumOver',
  columns,
  operand,
  ...(over === undefined ? {} : { over }),
});

/** The name of the member with the highest or lowest value, or what `gives` says of it. */
export const topMember = (
  end: 'highest' | 'lowest',
  column: ColumnRef,
  by: Expression,
  gives?: Expression,
): Expression => ({ kind: 'topMember', column, end, by, ...(gives === undefined ? {} : { gives }) });

/** Names values, then uses them: `define({ now: …, before: … }, ({ now, before }) => …)`. */
export const define = <Name extends string>(
  values: Readonly<Record<Name, Expression>>,
  body: (variables: Readonly<Record<Name, Expression>>) => Expression,
): Expression => {
  const names = Object.keys(values) as Name[];
  return {
    kind: 'let',
    variables: names.map((name) => ({ name, value: values[name] })),
    body: body(Object.fromEntries(names.map((name) => [name, variable(name)])) as Record<Name, Expression>),
  };
};

/** The result where none of the values is blank, else blank. */
export const whenGiven = (values: readonly Expression[], result: Expression): Expression =>
  when(
    values.length === 1 ? not(isBlank(values[0] ?? blank)) : and(...values.map((value) => not(isBlank(value)))),
    result,
  );

/** `define` for values that must all be there; else the result is blank. */
export const defineGiven = <Name extends string>(
  values: Readonly<Record<Name, Expression>>,
  body: (variables: Readonly<Record<Name, Expression>>) => Expression,
): Expression => define(values, (variables) => whenGiven(Object.values(variables), body(variables)));
