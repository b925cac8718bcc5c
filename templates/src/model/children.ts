/** The same expression with its direct parts replaced, whatever kind it is of. */
import type { Expression } from './expression';

/** The expression with `change` applied to every part directly below it. */
export const mapChildren = (expression: Expression, change: (part: Expression) => Expression): Expression => {
  switch (expression.kind) {
    case 'arithmetic':
    case 'compare':
      return { ...expression, left: change(expression.left), right: change(expression.right) };
    case 'divide':
      return { ...expression, numerator: change(expression.numerator), denominator: change(expression.denominator) };
    case 'extreme':
    case 'logic':
    case 'coalesce':
      return { ...expression, operands: expression.operands.map(change) };
    case 'join':
      return { ...expression, parts: expression.parts.map(change) };
    case 'if':
      return {
        ...expression,
        condition: change(expression.condition),
        then: change(expression.then),
        otherwise: change(expression.otherwise),
      };
    case 'let':
      return {
        ...expression,
        variables: expression.variables.map(({ name, value }) => ({ name, value: change(value) })),
        body: change(expression.body),
      };
    case 'topMember':
      return {
        ...expression,
        by: change(expression.by),
        ...(expression.gives === undefined ? {} : { gives: change(expression.gives) }),
      };
    case 'sqrt':
    case 'not':
    case 'isBlank':
    case 'numberText':
    case 'window':
    case 'onDate':
    case 'filtered':
    case 'treatAs':
    case 'sumOver':
      return { ...expression, operand: change(expression.operand) };
    default:
      return expression;
  }
};
