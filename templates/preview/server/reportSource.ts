/** What the preview needs of a report: its pages in a language, and the query behind each visual. */
import type { PreviewFilter, PreviewLanguage, PreviewPage } from '../protocol';
import type { SqlQuery } from './snapshotReader';

/** Facts of a snapshot that measures may speak of; the connector's manifest fits. */
export interface PreviewManifest {
  readonly snapshot: string;
  readonly version: string;
  /** ISO instant in UTC. */
  readonly dataAsOf: string;
  /** ISO instant in UTC. */
  readonly builtAt: string;
  readonly timeZone: string;
  readonly source: string;
  readonly rated: number;
  readonly excluded: Readonly<Record<string, number>>;
}

/** What a question may be answered from: a caller who sees only some units is told no total over all of them (null). */
export type ToldManifest = Omit<PreviewManifest, 'rated' | 'excluded'> & { readonly rated: number | null };

export interface VisualQuery extends SqlQuery {
  /** Query names of the columns, in the order of the SQL. */
  readonly columns: readonly string[];
}

export interface ReportSource {
  readonly title: Readonly<Record<PreviewLanguage, string>>;
  pages(language: PreviewLanguage): readonly PreviewPage[];
  /** The queries of a visual under filters: its rows, and one text for its subtitle; null where it asks nothing. */
  queries(request: {
    readonly page: string;
    readonly visual: string;
    readonly language: PreviewLanguage;
    readonly filters: readonly PreviewFilter[];
    readonly manifest: ToldManifest;
  }): { readonly rows: VisualQuery | null; readonly subtitle: VisualQuery | null };
  /** Whether a column may be filtered by a reader: any visible column of the star. */
  hasColumn(table: string, column: string): boolean;
}
