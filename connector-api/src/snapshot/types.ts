/** What a snapshot is: a finished, numbered, immutable set of star tables in a folder of its own. */
import type { TableName } from '../star';
import type { Reconciliation } from './reconciliation';

/** Facts about one table of a snapshot. */
export interface TableManifest {
  readonly rows: number;
  /**
   * The row hashes (64 bits over every column in the order of the definition) added up, modulo 2^64, hexadecimal: equal
   * rows in any order, equal hash; a refresh that changes rows takes the old ones off and adds the new ones.
   */
  readonly hash: string;
}

/** `manifest.json` of a snapshot: everything a reader may ask without opening the data. */
export interface SnapshotManifest {
  readonly snapshot: string;
  /** Version of the product that built it. */
  readonly version: string;
  /** Newest change in the source that is inside, ISO instant in UTC. */
  readonly dataAsOf: string;
  /** When it was built, ISO instant in UTC. */
  readonly builtAt: string;
  /** IANA name of the zone that local days were computed in. */
  readonly timeZone: string;
  /** Kind and name of the source, free of secrets: `sample (seed 7)`, `csv garden-centre-nps.csv`. */
  readonly source: string;
  /** Answers to NPS questions that count. */
  readonly rated: number;
  /** Answers that do not count, by reason (`FactResponse.ExclusionReason`). */
  readonly excluded: Readonly<Record<string, number>>;
  /** Rows that could not be read into the star, by entity. */
  readonly quarantined: Readonly<Record<string, number>>;
  readonly tables: Readonly<Record<TableName, TableManifest>>;
}

/** The manifest of a snapshot in a folder, with what the next refresh asks. */
export interface FolderManifest extends SnapshotManifest {
  /** Digest of the star's tables and columns: a product of another shape cannot read it. */
  readonly shape: string;
  /** Digest of all that decides what stands in the star, beside the data. */
  readonly recipe: string;
  /** Refreshes since everything was built; 0 where everything was. */
  readonly patches: number;
}

/**
 * An open snapshot. Layout on disk: `<data>/snapshots/<id>/star.duckdb` with one table per star table (same name,
 * same columns, rows in key order) and `<data>/snapshots/<id>/manifest.json`; `<data>/current` holds the id.
 * The folder stays until the last lease on it is released.
 */
export interface SnapshotLease {
  readonly id: string;
  readonly manifest: SnapshotManifest;
  /** Path of `star.duckdb`, to be opened read-only. */
  readonly databasePath: string;
  /** What source and staging held when it was built; null where that was not noted. @throws SNAPSHOT_BROKEN. */
  reconciliation(): Reconciliation | null;
  release(): void;
}

/** Where readers get snapshots from. */
export interface SnapshotStore {
  /** The snapshot served now; null before the first refresh. */
  current(): SnapshotLease | null;
  /** A snapshot still kept, by id; null when it is gone. */
  open(id: string): SnapshotLease | null;
}
