/** Which SQL Server types an entity column may have, and how each becomes the value that sources give. */
import sql from 'mssql';
import type { Value, ValueType } from '../../survey/entity';
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

export type Convert = (value: unknown) => Value;

interface Acceptance {
  /** Null where the driver's value is already the one we give. */
  readonly convert: Convert | null;
  /** Read as text by the server, because the driver would lose digits. */
  readonly asText?: true;
}

const dayMilliseconds = 86_400_000;
const epoch = (value: unknown): number => (value as Date).getTime();

const direct: Acceptance = { convert: null };
const asText: Acceptance = { convert: null, asText: true };
const toText: Acceptance = { convert: String };
const toNumber: Acceptance = { convert: Number };
const toInstant: Acceptance = { convert: epoch };
const toDay: Acceptance = { convert: (value) => Math.floor(epoch(value) / dayMilliseconds) };
const trimmed: Acceptance = { convert: (value) => String(value).replace(/ +$/, '') };
const toBoolean: Acceptance = { convert: (value) => Number(value) !== 0 };

const numbers = {
  decimal: direct,
  numeric: direct,
  float: direct,
  real: direct,
  tinyint: direct,
  smallint: direct,
  int: direct,
  bigint: toNumber,
  money: direct,
  smallmoney: direct,
};
const days = { date: toDay, datetime: toDay, datetime2: toDay, smalldatetime: toDay };
const instants = {
  datetime2: toInstant,
  date: toInstant,
  datetime: toInstant,
  smalldatetime: toInstant,
  datetimeoffset: toInstant,
};

/** By value type, the server types that fit, the one to recommend first. Numbers serve as ids and scores too. */
const accepted: Readonly<Record<ValueType, Readonly<Record<string, Acceptance>>>> = {
  text: {
    nvarchar: direct,
    varchar: direct,
    nchar: trimmed,
    char: trimmed,
    ntext: direct,
    text: direct,
    uniqueidentifier: direct,
    tinyint: toText,
    smallint: toText,
    int: toText,
    bigint: direct,
    float: toText,
    real: toText,
    decimal: asText,
    numeric: asText,
  },
  integer: { int: direct, smallint: direct, tinyint: direct, bigint: toNumber, decimal: direct, numeric: direct },
  number: numbers,
  money: numbers,
  boolean: { bit: direct, tinyint: toBoolean, smallint: toBoolean, int: toBoolean },
  date: days,
  instant: instants,
};

/** Types that an entity column takes, for messages: `nvarchar, varchar or …`. */
export function expectedTypes(type: ValueType): string {
  const names = Object.keys(accepted[type]);
  return names.length === 1 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

/** How a found column is read as a value of `type`; null where it cannot be. */
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
