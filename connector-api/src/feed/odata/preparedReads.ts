/** Remembers which reads went from page to page, and has them read again of each new snapshot before anybody asks. */
import type { Compression } from '../compression';
import type { ODataRequest } from './odataContext';

/** A read that went on to a second page at least. */
export interface RepeatedRead {
  /** As it asked for its first page. */
  readonly request: ODataRequest;
  readonly coding: Compression | null;
  /** Rows before the last page that was asked for. */
  readonly given: number;
}

/** Makes the pages of a read of the current snapshot, as long as `goesOn` says so. */
export type Prepare = (read: RepeatedRead, goesOn: () => boolean) => Promise<void>;

/** Reads remembered; a schedule that refreshes a dataset makes one for each table. */
const mostReads = 100;

interface NotedRead extends RepeatedRead {
  readonly version: string;
}

export class PreparedReads {
  private noted = new Map<string, NotedRead>();
  private version: string | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly prepare: Prepare) {}

  get isEmpty(): boolean {
    return this.noted.size === 0;
  }

  /** True where `begin` has not been told of that version. */
  isNew(version: string): boolean {
    return version !== this.version;
  }

  /** @param key the same for reads of the same pages. @param version of the snapshot that is read. */
  note(key: string, version: string, read: RepeatedRead): void {
    const known = this.noted.get(key);
    if (known === undefined && this.noted.size >= mostReads) return;
    const given = known?.version === version ? Math.max(known.given, read.given) : read.given;
    this.noted.set(key, { ...read, given, version });
  }

  /**
   * Prepares one after the other the reads of older versions; a newer version breaks off and starts anew. What nobody
   * reads of a whole snapshot is forgotten.
   */
  begin(version: string): void {
    if (!this.isNew(version)) return;
    this.version = version;
    const goesOn = (): boolean => this.version === version;
    const before = this.running;
    this.running = before.then(async () => {
      for (const [key, read] of [...this.noted]) {
        if (!goesOn()) return;
        if (read.version === version) continue;
        // Whoever asks shows what is wrong; here nobody waits for an answer.
        await this.prepare(read, goesOn).catch(() => undefined);
        if (goesOn() && this.noted.get(key) === read) this.noted.delete(key);
      }
    });
  }

  /** Resolves when nothing is being prepared. */
  async idle(): Promise<void> {
    await this.running;
  }

  /** Breaks off after the page that is being made. */
  async stop(): Promise<void> {
    this.version = null;
    this.noted.clear();
    await this.running;
  }
}
