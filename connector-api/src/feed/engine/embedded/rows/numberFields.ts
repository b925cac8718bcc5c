/** Which column of a statement each field of a row comes from. */
import type { Field } from '../../../odata/plan/fields';
import type { ValueType } from '../../dialect';

/** A field with the place of its value, or of what says whether the member is there, among the columns of a statement. */
export type NumberedField =
  | {
      readonly kind: 'value';
      readonly name: string;
      readonly column: number;
      readonly type: ValueType;
    }
  | {
      readonly kind: 'member';
      readonly name: string;
      readonly column: number;
      readonly fields: readonly NumberedField[];
    };

export interface Numbered {
  /** The SQL of every column. */
  readonly columns: readonly string[];
  readonly fields: readonly NumberedField[];
}

/** Gives every value a column, in the order of the fields. */
export function numberFields(fields: readonly Field[]): Numbered {
  const columns: string[] = [];
  const numbered = (field: Field): NumberedField => {
    const { name } = field;
    const column = columns.push(field.kind === 'value' ? field.sql : field.presentSql) - 1;
    if (field.kind === 'value') return { kind: 'value', name, column, type: field.type };
    return { kind: 'member', name, column, fields: field.fields.map(numbered) };
  };
  return { columns, fields: fields.map(numbered) };
}
