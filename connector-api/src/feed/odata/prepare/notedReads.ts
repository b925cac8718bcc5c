/** Remembers which reads went from page to page, until nobody makes them any more. */
import type { Sight } from '../../../auth/sight';
import { readKey, type RepeatedRead } from './repeatedRead';

export interface NotedRead {
  readonly read: RepeatedRead;
  /** True where it may be written down: see `namesNobody`. */
  readonly namesNobody: boolean;
  /** Version of the snapshot that it was last made of. */
  readonly readOf: string;
  /** Version that its pages were last made of before anybody asked; null where they never were. */
  readonly preparedOf: string | null;
}

/** Reads remembered; a schedule that refreshes a dataset makes one for each table. */
export const mostReads = 100;

export class NotedReads {
  private readonly reads: Map<string, NotedRead>;
  private hasChanged = false;

  /** @param kept those of an earlier run. */
  constructor(kept: readonly NotedRead[]) {
    this.reads = new Map(kept.map((noted) => [readKey(noted.read), noted]));
  }

  get isEmpty(): boolean {
    return this.reads.size === 0;
  }

  note(read: RepeatedRead, version: string, namesNobody: boolean): void {
    const key = readKey(read);
    const known = this.reads.get(key);
    if (known === undefined && this.reads.size >= mostReads) return;
    const given = known?.readOf === version ? Math.max(known.read.given, read.given) : read.given;
    this.set(key, { read: { ...read, given }, namesNobody, readOf: version, preparedOf: known?.preparedOf ?? null });
  }

  /**
   * What is worth making of a new snapshot, the longest first. What was prepared of another one and read by nobody is
   * forgotten, and so is what nobody may see any more.
   */
  worthPreparing(version: string, isSeen: (sight: Sight) => boolean): readonly RepeatedRead[] {
    for (const [key, { read, readOf, preparedOf }] of [...this.reads]) {
      const isUnread = preparedOf !== null && preparedOf !== version && readOf !== preparedOf;
      if (!isUnread && isSeen(read.sight)) continue;
      this.reads.delete(key);
      this.hasChanged = true;
    }
    return [...this.reads.values()].map(({ read }) => read).sort((one, other) => other.given - one.given);
  }

  prepared(read: RepeatedRead, version: string): void {
    const key = readKey(read);
    const known = this.reads.get(key);
    if (known !== undefined) this.set(key, { ...known, preparedOf: version });
  }

  /** What may be written down, where anything is new since the last time; else null. */
  takeChanged(): readonly NotedRead[] | null {
    if (!this.hasChanged) return null;
    this.hasChanged = false;
    return [...this.reads.values()].filter(({ namesNobody }) => namesNobody);
  }

  private set(key: string, noted: NotedRead): void {
    this.reads.set(key, noted);
    this.hasChanged ||= noted.namesNobody;
  }
}
