/** Which SQL Server types an entity column may have, and how each becomes the value that sources give. */
import sql from 'mssql';
import type { ValueType } from '../../survey/entity';
import { bracketed } from './statement';

/** A result column as the server describes it. */
export interface FoundColumn {
  readonly name: string;
  /** `nvarchar`, `datetime2`, …, without length. */
  readonly type: string;
  /** Bytes; undefined where the type has none. */
  readonly length: number | undefined;
  readonly nullable: boolean;
}

interface Acceptance {
  /** Read as text by the server, because a number would lose digits. */
  readonly asText?: true;
}

const direct: Acceptance = {};
const asText: Acceptance = { asText: true };

const acceptedTypes = (...types: readonly string[]): Readonly<Record<string, Acceptance>> =>
  Object.fromEntries(types.map((type) => [type, direct]));

const numbers = acceptedTypes(
  'decimal',
  'numeric',
  'float',
  'real',
  'tinyint',
  'smallint',
  'int',
  'bigint',
  'money',
  'smallmoney',
);

/** By value type, the server types that fit, the one to recommend first. Numbers serve as ids and scores too. */
const accepted: Readonly<Record<ValueType, Readonly<Record<string, Acceptance>>>> = {
  text: {
    ...acceptedTypes(
      'nvarchar',
      'varchar',
      'nchar',
      'char',
      'ntext',
      'text',
      'uniqueidentifier',
      'tinyint',
      'smallint',
      'int',
      'bigint',
      'float',
      'real',
    ),
    decimal: asText,
    numeric: asText,
  },
  integer: acceptedTypes('int', 'smallint', 'tinyint', 'bigint', 'decimal', 'numeric'),
  number: numbers,
  money: numbers,
  boolean: acceptedTypes('bit', 'tinyint', 'smallint', 'int'),
  date: acceptedTypes('date', 'datetime', 'datetime2', 'smalldatetime'),
  instant: acceptedTypes('datetime2', 'date', 'datetime', 'smalldatetime', 'datetimeoffset'),
};

/** Types that an entity column takes, for messages: `nvarchar, varchar or …`. */
export function expectedTypes(type: ValueType): string {
  const names = Object.keys(accepted[type]);
  return names.length === 1 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

/** How the server gives a found column as a value of `type`; null where it cannot be one. */
export function acceptance(type: ValueType, found: FoundColumn): Acceptance | null {
  return accepted[type][found.type] ?? null;
}

/** The select-list item that reads a column. */
export const selectItem = (found: FoundColumn, { asText: text }: Acceptance): string =>
  text === true ? `cast(${bracketed(found.name)} as nvarchar(60)) as ${bracketed(found.name)}` : bracketed(found.name);

/** The driver's description of a result's columns. */
export function foundColumns(columns: unknown): FoundColumn[] {
  return (columns as readonly { name: string; type: unknown; length?: number; nullable: boolean }[]).map(
    ({ name, type, length, nullable }) => ({ name, type: declarationOf(type), length, nullable }),
  );
}

const declarationOf = (type: unknown): string =>
  (type as { readonly declaration?: string } | undefined)?.declaration ?? 'an unknown type';

/** The parameter type for values of a column, so that the server can still use an index on it. */
export function parameterType(found: FoundColumn): sql.ISqlType | (() => sql.ISqlType) {
  switch (found.type) {
    case 'tinyint':
    case 'smallint':
    case 'int':
      return sql.Int;
    case 'bigint':
      return sql.BigInt;
    case 'uniqueidentifier':
      return sql.UniqueIdentifier;
    case 'varchar':
    case 'char':
      return sql.VarChar(8000);
    case 'float':
    case 'real':
      return sql.Float;
    case 'date':
      return sql.Date;
    case 'datetime':
    case 'datetime2':
    case 'smalldatetime':
      return sql.DateTime2(7);
    default:
      return sql.NVarChar(4000);
  }
}

/** A value of a column as its parameter takes it: decimals go as text, as they are read. */
export const boundValue = (found: FoundColumn, value: unknown): unknown =>
  typeof value === 'number' && (found.type === 'decimal' || found.type === 'numeric') ? String(value) : value;

/** An id as staging holds it: a CHAR column pads it with blanks. */
export const idText = (value: unknown): string => String(value).replaceAll(/^ +| +$/g, '');
