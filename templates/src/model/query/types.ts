/** What may be asked of the star, and what the answer's columns are. */
import type { Language } from '../../star';
import type { ColumnRef, MeasureKind, SnapshotField } from '../expression';

export type FilterValue = string | number | boolean | null;

/** Keeps rows whose field meets the operator; `between` takes two values, both included, either may be null (open). */
export interface QueryFilter {
  readonly field: ColumnRef;
  readonly operator: 'in' | 'notIn' | 'between' | 'contains';
  readonly values: readonly FilterValue[];
}

export interface QueryOrder {
  readonly by: ColumnRef | { readonly measure: string };
  readonly descending?: boolean;
}

export interface QueryRequest {
  readonly groupBy: readonly ColumnRef[];
  readonly measures: readonly string[];
  readonly filters?: readonly QueryFilter[];
  /** Of `measures`: rows for which one of these is blank are left out. */
  readonly given?: readonly string[];
  /** Blank last, whatever the direction. */
  readonly orderBy?: readonly QueryOrder[];
  readonly limit?: number;
  readonly language?: Language;
  /** The snapshot's manifest fields, for measures that show them; instants as ISO text. */
  readonly snapshot?: Partial<Readonly<Record<SnapshotField, string>>>;
  /** Now, ISO instant in UTC; for the age of the data. */
  readonly now?: string;
}

/** A column of the answer: a field named `Table.Column`, or a measure named by its id. */
export type ResultColumn =
  | { readonly name: string; readonly field: ColumnRef }
  | { readonly name: string; readonly measure: string; readonly kind: MeasureKind };

export interface CompiledQuery {
  /** One SQL text for DuckDB over tables named as the star's, with `$1`, `$2`, … for the parameters. */
  readonly sql: string;
  readonly parameters: readonly FilterValue[];
  readonly columns: readonly ResultColumn[];
}
