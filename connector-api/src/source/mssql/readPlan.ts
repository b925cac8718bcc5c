/** How one entity is read, settled when connecting: its columns as found, how each is converted, and the SQL texts. */
import sql from 'mssql';
import { type EntityName, entityOf } from '../../survey/entities';
import { acceptance, boundValue, type FoundColumn, parameterType, selectItem } from './columnTypes';
import type { Mapping } from './mapping';
import { bracketed, derived, type Parameter, type Statement } from './statement';

export interface PlannedColumn {
  readonly name: string;
  readonly found: FoundColumn;
}

export interface ReadPlan {
  readonly entity: EntityName;
  readonly mapping: Mapping;
  /** Every column of the SELECT, from which this plan was made. */
  readonly found: readonly FoundColumn[];
  readonly columns: readonly PlannedColumn[];
  /** Position in `columns` of every key column. */
  readonly key: readonly number[];
  /** The key column that orders the read: a broken read goes on from its last value. */
  readonly order: FoundColumn;
  /** The column that tells changed rows; null where the entity is always read whole. */
  readonly changes: {
    readonly kind: 'instant' | 'rowversion';
    readonly found: FoundColumn;
    readonly at: number;
  } | null;
  /** A column that marks deleted rows and is no column of the entity. */
  readonly flag: FoundColumn | null;
}

/** Position of the flag among the values of a row: after all planned columns. */
export const flagPosition = (plan: ReadPlan): number => plan.columns.length;

/** `found` must hold a fitting column for everything required (see checkMapping). */
export function readPlan(mapping: Mapping, found: readonly FoundColumn[]): ReadPlan {
  const entity = entityOf(mapping.entity);
  const byName = (name: string): FoundColumn | undefined =>
    found.find((column) => column.name.toLowerCase() === name.toLowerCase());
  const columns = Object.keys(entity.columns).flatMap((name): PlannedColumn[] => {
    const match = byName(name);
    return match === undefined ? [] : [{ name, found: match }];
  });
  const position = (name: string): number => columns.findIndex((column) => column.name === name);
  const key = entity.key.map(position).filter((at) => at >= 0);
  const order = columns[key[0] ?? 0]?.found;
  if (order === undefined) throw new Error(`${mapping.entity} has no key column: it should not have passed the check.`);
  return {
    entity: mapping.entity,
    mapping,
    found,
    columns,
    key,
    order,
    changes: changesOf(mapping, columns, byName),
    flag:
      typeof mapping.deletes === 'object' && 'flag' in mapping.deletes ? (byName(mapping.deletes.flag) ?? null) : null,
  };
}

function changesOf(
  mapping: Mapping,
  columns: readonly PlannedColumn[],
  byName: (name: string) => FoundColumn | undefined,
): ReadPlan['changes'] {
  const rowversion = mapping.rowversion === undefined ? undefined : byName(mapping.rowversion);
  if (rowversion !== undefined) return { kind: 'rowversion', found: rowversion, at: -1 };
  const { watermark } = entityOf(mapping.entity);
  const at = columns.findIndex((column) => column.name === watermark);
  const column = columns[at];
  return column === undefined ? null : { kind: 'instant', found: column.found, at };
}

/** A half-open range of values of the ordering column; null is open. */
export interface KeyRange {
  readonly from: unknown;
  readonly to: unknown;
}

export const wholeRange: KeyRange = { from: null, to: null };

export interface ReadBounds {
  readonly range: KeyRange;
  /** Changed at or after this instant (milliseconds) or rowversion; null for all rows. */
  readonly since: number | null;
  /** The last ordering value of a read that broke off; undefined at the start. */
  readonly resumeAt?: unknown;
}

/** The statement that reads the rows within `bounds`, in the order of the key. */
export function rowsStatement(plan: ReadPlan, bounds: ReadBounds): Statement {
  const items = [
    ...plan.columns.map((column) => {
      const type = entityOf(plan.entity).columns[column.name]?.type ?? 'text';
      return selectItem(column.found, acceptance(type, column.found) ?? {});
    }),
    ...(plan.flag === null ? [] : [bracketed(plan.flag.name)]),
  ];
  const { conditions, parameters } = conditionsOf(plan, bounds);
  const where = conditions.length === 0 ? '' : `\nwhere ${conditions.join('\n  and ')}`;
  return {
    text: `select ${items.join(', ')}\nfrom ${derived(plan.mapping.select)}${where}\norder by ${orderOf(plan)}`,
    parameters,
  };
}

/**
 * By every key column, so that rows with equal first values come in the same order each time; with the name of the
 * table, as an unqualified name would mean the column as cast in the select list, which may sort differently.
 */
const orderOf = (plan: ReadPlan): string =>
  plan.key.map((at) => `[source].${bracketed(plan.columns[at]?.found.name ?? plan.order.name)}`).join(', ');

function conditionsOf(plan: ReadPlan, bounds: ReadBounds): { conditions: string[]; parameters: Parameter[] } {
  const conditions: string[] = [];
  const parameters: Parameter[] = [];
  const order = `[source].${bracketed(plan.order.name)}`;
  const bind = (name: string, value: unknown, type: Parameter['type']): string => {
    parameters.push({ name, type, value });
    return `@${name}`;
  };
  const bindOrder = (name: string, value: unknown): string =>
    bind(name, boundValue(plan.order, value), parameterType(plan.order));
  // Values are ordered with null first, and every range but the first has a lower end.
  const from = bounds.resumeAt ?? bounds.range.from;
  if (from !== null && from !== undefined) conditions.push(`${order} >= ${bindOrder('from', from)}`);
  if (bounds.range.to !== null && bounds.range.to !== undefined) {
    const below = `${order} < ${bindOrder('to', bounds.range.to)}`;
    conditions.push(from === null || from === undefined ? `(${below} or ${order} is null)` : below);
  }
  if (bounds.since !== null && plan.changes !== null) {
    const changed = `[source].${bracketed(plan.changes.found.name)}`;
    if (plan.changes.kind === 'rowversion') {
      conditions.push(`${changed} >= ${bind('since', rowversionBytes(bounds.since), sql.VarBinary(8))}`);
    } else {
      const later = `${changed} >= ${bind('since', new Date(bounds.since), sql.DateTime2(3))}`;
      // A row that never says when it changed may have changed.
      conditions.push(plan.changes.found.nullable ? `(${later} or ${changed} is null)` : later);
    }
  }
  return { conditions, parameters };
}

/** Values that cut the rows into `parts` of about equal size: the lower end of each part but the first. */
export function boundariesStatement(plan: ReadPlan, parts: number): Statement {
  const order = bracketed(plan.order.name);
  return {
    text: `select min(${order}) from (\nselect ${order}, ntile(@parts) over (order by ${order}) as [part]\nfrom ${derived(plan.mapping.select)}\nwhere ${order} is not null\n) as [parts]\ngroup by [part]\norder by 1`,
    parameters: [{ name: 'parts', type: sql.Int, value: parts }],
  };
}

export const countStatement = (plan: ReadPlan): Statement => ({
  text: `select cast(count_big(*) as float) from ${derived(plan.mapping.select)}`,
  parameters: [],
});

/** Every id that the source still has. */
export const idsStatement = (plan: ReadPlan): Statement => ({
  text: `select ${selectItem(plan.order, acceptance('text', plan.order) ?? {})}\nfrom ${derived(plan.mapping.select)}`,
  parameters: [],
});

export const tombstonesStatement = (select: string, since: number): Statement => ({
  text: `select [id]\nfrom ${derived(select)}\nwhere [deleted_at] >= @since`,
  parameters: [{ name: 'since', type: sql.DateTime2(3), value: new Date(since) }],
});

/** A rowversion as the eight bytes that SQL Server compares; negative marks become the smallest. */
export function rowversionBytes(mark: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(Math.max(0, Math.floor(mark))));
  return bytes;
}

/** @throws RangeError for a rowversion beyond 2^53, which no database reaches by counting. */
export function rowversionMark(bytes: Buffer): number {
  const mark = Number(bytes.readBigUInt64BE());
  if (!Number.isSafeInteger(mark)) throw new RangeError(`The rowversion 0x${bytes.toString('hex')} is too large.`);
  return mark;
}
