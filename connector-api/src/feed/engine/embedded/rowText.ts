/** Rows as JSON text, written by the engine itself so that no row ever becomes an object here. */
import type { Field, RowFormat } from '../../odata/plan/fields';
import { quoteText } from '../../sql';
import type { ValueType } from '../dialect';

/** SQL of one row as a JSON object, from fields whose SQL is evaluated where this stands. */
export function rowText(fields: readonly Field[], format: RowFormat): string {
  if (fields.length === 0) return "'{}'";
  const parts = fields.map((field, index) => {
    const value = fieldText(field, format);
    const name = `${JSON.stringify(field.name)}:`;
    if (format.omitNulls) return `coalesce(${quoteText(`,${name}`)} || ${value}, '')`;
    const text = field.kind === 'value' && !field.nullable ? value : `coalesce(${value}, 'null')`;
    return `${quoteText(`${index === 0 ? '{' : ','}${name}`)}, ${text}`;
  });
  if (format.omitNulls) return `('{' || substring(concat(${parts.join(', ')}), 2) || '}')`;
  return `concat(${parts.join(', ')}, '}')`;
}

function fieldText(field: Field, format: RowFormat): string {
  if (field.kind === 'value') return valueText(field.sql, field.type, format);
  return `CASE WHEN ${field.presentSql} IS NOT NULL THEN ${rowText(field.fields, format)} END`;
}

/** SQL of one value as JSON; null stays null. */
export function valueText(sql: string, type: ValueType, { numbersAsText }: RowFormat): string {
  switch (type) {
    case 'string':
      return `to_json(${sql})::VARCHAR`;
    case 'date':
    case 'timeOfDay':
      return `('"' || ${sql}::VARCHAR || '"')`;
    case 'dateTime':
      return `CASE WHEN microsecond(${sql}) % 1000000 = 0 THEN strftime(${sql}, '"%Y-%m-%dT%H:%M:%SZ"') ELSE rtrim(strftime(${sql}, '"%Y-%m-%dT%H:%M:%S.%f'), '0') || 'Z"' END`;
    case 'double':
      return `CASE WHEN isfinite(${sql}) THEN ${sql}::VARCHAR WHEN isnan(${sql}) THEN '"NaN"' WHEN ${sql} > 0 THEN '"INF"' WHEN ${sql} < 0 THEN '"-INF"' END`;
    case 'int64':
    case 'decimal':
      return numbersAsText ? `('"' || ${sql}::VARCHAR || '"')` : `${sql}::VARCHAR`;
    case 'int32':
    case 'boolean':
    case 'null':
      return `${sql}::VARCHAR`;
  }
}
