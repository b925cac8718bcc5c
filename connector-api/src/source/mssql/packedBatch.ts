/** A batch packed for the way between two threads: few big values instead of many small ones. */
import type { Value } from '../../survey/entity';
import type { Collected, ReadPosition } from './columnBatch';

type PackedColumn =
  | {
      readonly kind: 'numbers';
      readonly values: Float64Array<ArrayBuffer>;
      readonly nulls: Uint8Array<ArrayBuffer> | null;
    }
  | { readonly kind: 'texts'; readonly joined: string; readonly nulls: Uint8Array<ArrayBuffer> | null }
  | { readonly kind: 'values'; readonly values: readonly Value[] };

export interface PackedBatch {
  readonly rows: number;
  /** Columns without any value are left out. */
  readonly columns: ReadonlyArray<readonly [name: string, column: PackedColumn]>;
  readonly deleted: readonly string[];
  readonly newest: number | null;
  readonly reached: ReadPosition;
}

/** Stands between texts; a text that holds it sends its column unpacked. */
const separator = '\u0000';

function packColumn(values: readonly Value[]): PackedColumn | null {
  const first = values.find((value) => value !== null);
  if (first === undefined) return null;
  if (typeof first === 'boolean') return { kind: 'values', values };
  let nulls: Uint8Array<ArrayBuffer> | null = null;
  for (let at = 0; at < values.length; at += 1) {
    if (values[at] !== null) continue;
    nulls ??= new Uint8Array(values.length);
    nulls[at] = 1;
  }
  if (typeof first === 'number') {
    const numbers = new Float64Array(values.length);
    for (let at = 0; at < values.length; at += 1) numbers[at] = (values[at] ?? 0) as number;
    return { kind: 'numbers', values: numbers, nulls };
  }
  const texts = values as readonly (string | null)[];
  if (texts.some((text) => text !== null && text.includes(separator))) return { kind: 'values', values };
  return { kind: 'texts', joined: texts.join(separator), nulls };
}

function unpackColumn(column: PackedColumn): Value[] {
  if (column.kind === 'values') return [...column.values];
  const values: Value[] = column.kind === 'numbers' ? Array.from(column.values) : column.joined.split(separator);
  const { nulls } = column;
  if (nulls !== null) for (let at = 0; at < values.length; at += 1) if (nulls[at] === 1) values[at] = null;
  return values;
}

export function pack({ batch, deleted, newest, reached }: Collected): PackedBatch {
  const columns = Object.entries(batch.columns).flatMap(([name, values]): [string, PackedColumn][] => {
    const column = packColumn(values);
    return column === null ? [] : [[name, column]];
  });
  return { rows: batch.rows, columns, deleted, newest, reached };
}

/** Buffers that may be handed over instead of copied. */
export const buffersOf = ({ columns }: PackedBatch): ArrayBuffer[] =>
  columns.flatMap(([, column]) => {
    if (column.kind === 'values') return [];
    const nulls = column.nulls === null ? [] : [column.nulls.buffer];
    return column.kind === 'numbers' ? [column.values.buffer, ...nulls] : nulls;
  });

export const unpack = (entity: Collected['batch']['entity'], packed: PackedBatch): Collected => ({
  batch: {
    entity,
    rows: packed.rows,
    columns: Object.fromEntries(packed.columns.map(([name, column]) => [name, unpackColumn(column)])),
  },
  deleted: packed.deleted,
  newest: packed.newest,
  reached: packed.reached,
});
