/** What a company may choose of the semantic model. */
import type { Language, TableName } from '../../star';

export const feeds = ['odata', 'parquet', 'sqlserver', 'directquery'] as const;
/** Where the model reads from: the connector's OData or Parquet feed, or SQL Server's `star` schema (copied or live). */
export type Feed = (typeof feeds)[number];

/** The rows of a table inside the template: cells in the order of the star's columns, JSON values. */
export type SampleRows = Readonly<Partial<Record<TableName, readonly (readonly unknown[])[]>>>;

export interface ModelOptions {
  readonly language: Language;
  readonly feed: Feed;
  /** The connector's address, without a slash at the end. */
  readonly url: string;
  /** For SQL Server. */
  readonly server: string;
  readonly database: string;
  /** Null: the template holds no rows and starts with the connector. */
  readonly sample: SampleRows | null;
  /** Manifest fields of the sample, for the snapshot table. */
  readonly sampleSnapshot: Readonly<Record<string, string>>;
}
