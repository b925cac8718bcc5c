/** The SQL of single values: an aggregate over a table's rows, a number as text. */
import type { Expression, NumberText } from '../expression';
import { conditionSql, quoted } from './sqlText';

/** The aggregate over the rows of `base`, null where it has nothing to say. */
export const aggregateSql = (expression: Expression & { readonly kind: 'aggregate' }) => (base: string) => {
  const filter =
    expression.where.length === 0
      ? ''
      : ` FILTER (WHERE ${expression.where.map((condition) => conditionSql(base, condition)).join(' AND ')})`;
  const column = expression.column === undefined ? '*' : `${base}.${quoted(expression.column)}`;
  switch (expression.function) {
    case 'count':
      return `NULLIF(count(*)${filter}, 0)`;
    case 'distinctCount':
      return `NULLIF(count(DISTINCT ${column})${filter}, 0)`;
    case 'sum':
    case 'average':
    case 'median':
      return `${expression.function === 'average' ? 'avg' : expression.function}(CAST(${column} AS DOUBLE))${filter}`;
    default:
      return `${expression.function}(${column})${filter}`;
  }
};

/** Numbers as text; `en` groups by comma, `da` by full stop with a decimal comma. A sign is a real minus, as in the formats. */
export const numberTextSql = (operand: string, format: NumberText, danish: boolean): string => {
  const whole = `CAST(round(${operand}) AS BIGINT)`;
  if (format === 'signed')
    return `(CASE WHEN ${whole} = 0 THEN '0' ELSE replace(printf('%+d', ${whole}), '-', '−') END)`;
  const decimal = `format('{:,.1f}', CAST(${operand} AS DOUBLE))`;
  const text =
    format === 'whole'
      ? `format('{:,}', ${whole})`
      : format === 'oneDecimal'
        ? decimal
        : `(CASE WHEN round(${operand}, 1) = 0 THEN '0.0' WHEN ${operand} > 0 THEN '+' || ${decimal} ELSE replace(${decimal}, '-', '−') END)`;
  return danish ? `translate(${text}, ',.', '.,')` : text;
};
