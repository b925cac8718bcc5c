/** What every source of answers is to the rest of the connector: a stream of batches of typed rows per entity. */
import type { AnswerCount } from '../survey/answerCount';
import type { EntityName } from '../survey/entities';
import type { PackedColumn } from './packedColumn';

/** Column of numbered batches that is equal for equal rows of the source, whatever of them is mapped. */
export const rowDigest = '#row';

/** Rows of one entity, column by column. A column without any value is left out. */
export interface EntityBatch {
  readonly entity: EntityName;
  readonly rows: number;
  readonly columns: Readonly<Record<string, PackedColumn>>;
  /** True where the rows are by-products of others (a company named on an answer): repeats collapse, the last wins. */
  readonly derived?: boolean;
  /** True where a repeated id on a different row is another answer (a list, not a table): it becomes `id#2`. Column `rowDigest` tells which are the same. */
  readonly numbered?: boolean;
}

/** A row that the source itself could not turn into typed values. */
export interface RefusedRow {
  readonly entity: EntityName;
  readonly id: string | null;
  readonly reason: string;
  /** The row as found, for whoever repairs it. */
  readonly row: Readonly<Record<string, string | null>>;
}

export type SourceItem =
  | { readonly kind: 'batch'; readonly batch: EntityBatch }
  | { readonly kind: 'refused'; readonly row: RefusedRow }
  /** Ids that the source says are gone. */
  | { readonly kind: 'deleted'; readonly entity: EntityName; readonly ids: readonly string[] }
  /** Ids that the source still has: where a read gives any for an entity, staged ids in none of them are gone. */
  | { readonly kind: 'present'; readonly entity: EntityName; readonly ids: readonly string[] }
  /** How far the entity has now been read, where its watermark is no instant of a column (a rowversion). */
  | { readonly kind: 'watermark'; readonly entity: EntityName; readonly mark: number }
  /** One sentence for the person who runs the refresh. */
  | { readonly kind: 'note'; readonly text: string };

/** How far an entity was read: the watermark column's instant, milliseconds since 1970 UTC. */
export type Watermarks = Readonly<Partial<Record<EntityName, number>>>;

export interface ReadRequest {
  /** Empty for a full read. */
  readonly since: Watermarks;
  readonly signal?: AbortSignal;
}

export interface Source {
  readonly kind: 'sample' | 'csv' | 'sqlserver';
  /** For manifest and progress, free of secrets: `csv garden-centre-nps.csv`. */
  readonly name: string;
  /** Another identity than last time makes the next read a full one that replaces everything. */
  readonly identity: string;
  /** Entities that the source gives; all others become empty. */
  readonly entities: readonly EntityName[];
  /** Entities that `read` gives only the changes of when asked with a watermark. */
  readonly incremental: readonly EntityName[];
  /** Those of them whose watermark misses nothing, so that reading need not start behind it (a rowversion). */
  readonly exactMarks?: readonly EntityName[];
  /** Rows expected, where the source can tell cheaply; for the progress line. */
  readonly expectedRows?: number;
  /**
   * Counts the answers per campaign at the source, deleted ones left out; for sources that give changes only, of which no
   * total follows from what they give.
   */
  countAnswers?(signal?: AbortSignal): Promise<readonly AnswerCount[]>;
  /** Reads with back-pressure: the next batch is made when the one before was taken. */
  read(request: ReadRequest): AsyncIterable<SourceItem>;
  close(): Promise<void>;
}
