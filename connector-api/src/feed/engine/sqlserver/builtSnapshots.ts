/** The builds of the star that a server keeps, as snapshots: which there are, and what each is. */
import { ConnectorError } from '../../../errors';
import type { SnapshotManifest } from '../../../snapshot/types';
import { numberOf } from '../../../source/mssql/errorNumbers';
import { fewRows } from '../../../source/mssql/statement';
import { type RetryContext, withRetry } from '../../../source/mssql/retry';
import { keptTable, listBuilds } from '../../../staging/sqlserver/keptBuilds';
import { type OpenSnapshot, type SnapshotPool, versionOf } from '../../snapshotPool';
import { buildManifests, buildRows } from './buildManifest';
import { asFeedError, invalidObjectName } from './feedErrors';
import { sqlServerDialect } from './sqlServerDialect';
import { type SqlServerAccess, SqlServerStar } from './sqlServerStar';

/** How long what was heard about the builds holds, milliseconds. */
const freshMs = 5_000;

interface Build {
  readonly manifest: SnapshotManifest;
  readonly version: string;
  readonly reader: SqlServerStar;
}

/** A build needs no opening: its tables are there until the server drops them, and a page says so when they are gone. */
export class BuiltSnapshots implements SnapshotPool {
  readonly isOnThisMachine = false;
  /** By id, the newest last. */
  private builds: ReadonlyMap<string, Build> = new Map();
  private heardAt = -Infinity;
  private asking: Promise<void> | null = null;

  /** @param clock milliseconds since some fixed moment. @param closeConnections what `close` does last. */
  constructor(
    private readonly access: SqlServerAccess,
    private readonly clock: () => number,
    private readonly closeConnections: () => Promise<void>,
  ) {}

  async current(): Promise<OpenSnapshot> {
    await this.hear();
    const build = this.newest();
    if (build === undefined) throw this.missing();
    return opened(build);
  }

  async byId(id: string): Promise<OpenSnapshot> {
    if (!this.builds.has(id)) await this.hear();
    const build = this.builds.get(id);
    if (build === undefined) throw new ConnectorError('SNAPSHOT_GONE', { target: id.slice(0, 40) });
    return opened(build);
  }

  manifest(): SnapshotManifest | null {
    return this.newest()?.manifest ?? null;
  }

  sweep(): void {
    // Whoever asks for data hears of a failure.
    void this.hear().catch(() => undefined);
  }

  /** Builds hold nothing here. */
  rest(): Promise<void> {
    return Promise.resolve();
  }

  get openVersions(): ReadonlySet<string> {
    return new Set([...this.builds.values()].map(({ version }) => version));
  }

  async close(): Promise<void> {
    await this.asking?.catch(() => undefined);
    await this.closeConnections();
  }

  private missing(cause?: unknown): ConnectorError {
    return new ConnectorError('SNAPSHOT_MISSING', {
      target: this.access.name,
      hint: 'Build the star first: nps-dashboards star --engine sqlserver <settings>.',
      cause,
    });
  }

  private newest(): Build | undefined {
    return [...this.builds.values()].at(-1);
  }

  private async hear(): Promise<void> {
    if (this.builds.size > 0 && this.clock() - this.heardAt < freshMs) return;
    this.asking ??= this.ask().finally(() => {
      this.asking = null;
    });
    await this.asking;
  }

  private async ask(): Promise<void> {
    const { pool, gate, name, timeoutSeconds } = this.access;
    const isKnown = this.builds.size > 0;
    // What is known serves meanwhile; it is asked again soon.
    const retry = isKnown ? once(this.access.retry) : this.access.retry;
    const few = (text: string) => {
      const signal = AbortSignal.timeout(timeoutSeconds * 1000);
      return gate.run(() => withRetry(() => fewRows(pool, { text, parameters: [] }, signal), retry, signal));
    };
    try {
      const rows = buildRows.parse({
        builds: await few(listBuilds.builds),
        tables: await few(listBuilds.tables),
        counts: await few(listBuilds.counts),
      });
      this.builds = new Map(
        buildManifests(rows).map(([build, manifest]) => [manifest.snapshot, this.build(build, manifest)]),
      );
    } catch (error) {
      // Builds never change: pages made before can be given, and others say themselves what is wrong.
      if (isKnown) return;
      // Without the lists nothing has been built here.
      if (numberOf(error) === invalidObjectName) throw this.missing(error);
      throw asFeedError(error, 'the kept builds', name);
    } finally {
      this.heardAt = this.clock();
    }
  }

  private build(number: number, manifest: SnapshotManifest): Build {
    const version = versionOf(manifest);
    const known = this.builds.get(manifest.snapshot);
    if (known?.version === version) return known;
    const dialect = sqlServerDialect((table) => keptTable(table, number));
    return { manifest, version, reader: new SqlServerStar(this.access, manifest.snapshot, dialect) };
  }
}

const once = (retry: RetryContext): RetryContext => ({ ...retry, policy: { ...retry.policy, attempts: 1 } });

const opened = ({ manifest, version, reader }: Build): OpenSnapshot => ({
  id: manifest.snapshot,
  version,
  manifest,
  reader,
  // The server builds its star from its own tables, and counts none of them by the way.
  reconciliation: () => null,
  done: () => undefined,
});
