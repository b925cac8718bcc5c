/** Proves that no operand which DAX would silently turn from blank into zero can be blank. */
import type { Expression, MeasureDefinition } from './expression';

type Given = ReadonlySet<string>;

/** Variables that the condition proves to be there. */
const provenBy = (condition: Expression): readonly string[] => {
  if (condition.kind === 'logic' && condition.operator === 'and') return condition.operands.flatMap(provenBy);
  if (condition.kind === 'not' && condition.operand.kind === 'isBlank' && condition.operand.operand.kind === 'variable')
    return [condition.operand.operand.name];
  return [];
};

const extended = (given: Given, names: readonly string[]): Given => new Set([...given, ...names]);

/**
 * Checks one measure; `find` gives the measures it refers to.
 * @throws Error naming the measure and the operand where a blank could be read as zero.
 */
export const assertBlankSafe = (definition: MeasureDefinition, find: (id: string) => MeasureDefinition): void => {
  const fail = (operand: Expression, place: string): never => {
    throw new Error(
      `Measure ${definition.id}: an operand of ${place} can be blank (${JSON.stringify(operand).slice(0, 120)}); expected it to be guarded by defineGiven, whenGiven or orZero.`,
    );
  };

  /** Whether the expression may be blank; checks everything below it on the way. */
  const mayBeBlank = (expression: Expression, given: Given, lookInside: boolean): boolean => {
    const check = (operand: Expression): boolean => mayBeBlank(operand, given, lookInside);
    const demand = (operand: Expression, place: string): false => {
      if (check(operand) && lookInside) fail(operand, place);
      return false;
    };
    switch (expression.kind) {
      case 'number':
      case 'text':
      case 'isFiltered':
        return false;
      case 'blank':
      case 'aggregate':
      case 'latest':
      case 'snapshot':
      case 'hoursOld':
        return true;
      case 'measure':
        return mayBeBlank(find(expression.id).expression, new Set(), false);
      case 'variable':
        return !given.has(expression.name);
      case 'arithmetic': {
        if (expression.operator === '*') return [expression.left, expression.right].map(check).includes(true);
        demand(expression.left, expression.operator);
        return demand(expression.right, expression.operator);
      }
      case 'divide':
        check(expression.numerator);
        check(expression.denominator);
        return true;
      case 'sqrt':
        return demand(expression.operand, 'sqrt');
      case 'extreme':
        expression.operands.forEach((operand) => demand(operand, expression.function));
        return false;
      case 'compare':
        demand(expression.left, expression.operator);
        return demand(expression.right, expression.operator);
      case 'logic':
        expression.operands.forEach(check);
        return false;
      case 'not':
      case 'isBlank':
        check(expression.operand);
        return false;
      case 'if': {
        check(expression.condition);
        const then = mayBeBlank(expression.then, extended(given, provenBy(expression.condition)), lookInside);
        return check(expression.otherwise) || then;
      }
      case 'coalesce':
        return expression.operands.map(check).every((blank) => blank);
      case 'join':
        expression.parts.forEach((part) => demand(part, 'join'));
        return false;
      case 'numberText':
        return demand(expression.operand, 'numberText');
      case 'window':
      case 'onDate':
      case 'filtered':
      case 'treatAs':
        return mayBeBlank(expression.operand, new Set(), lookInside);
      case 'sumOver':
        mayBeBlank(expression.operand, new Set(), lookInside);
        return true;
      case 'topMember':
        mayBeBlank(expression.by, new Set(), lookInside);
        if (expression.gives !== undefined) mayBeBlank(expression.gives, new Set(), lookInside);
        return true;
      case 'let': {
        let inner: Given = given;
        for (const { name, value } of expression.variables) {
          if (!mayBeBlank(value, inner, lookInside)) inner = extended(inner, [name]);
        }
        return mayBeBlank(expression.body, inner, lookInside);
      }
    }
  };

  mayBeBlank(definition.expression, new Set(), true);
};
