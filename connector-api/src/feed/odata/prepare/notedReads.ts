/** Remembers which reads went from page to page, until nobody makes them any more. */
import type { Sight } from '../../../auth/sight';
import { readKey, type RepeatedRead } from './repeatedRead';

export interface NotedRead {
  readonly read: RepeatedRead;
  /** True where it may be written down: see `namesNobody`. */
  readonly namesNobody: boolean;
  /** Version of the snapshot that it was last made of. */
  readonly readOf: string;
  /** When that was, ISO instant. */
  readonly readAt: string;
}

/** Reads remembered; a schedule that refreshes a dataset makes one for each table. */
export const mostReads = 100;

/** A read that comes once a week, whatever the number of refreshes in between, still comes. */
const longestUnread = 8 * 86_400_000;

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

  note(read: RepeatedRead, version: string, now: Date, namesNobody: boolean): void {
    const key = readKey(read);
    const known = this.reads.get(key);
    if (known === undefined && this.reads.size >= mostReads) return;
    const given = known?.readOf === version ? Math.max(known.read.given, read.given) : read.given;
    // To the hour: what is written down need not be written anew with every page.
    const readAt = `${now.toISOString().slice(0, 13)}:00:00Z`;
    this.reads.set(key, { read: { ...read, given }, namesNobody, readOf: version, readAt });
    const isNew = known?.readOf !== version || known.readAt !== readAt || known.read.given !== given;
    this.hasChanged ||= namesNobody && isNew;
  }

  /**
   * What is worth making of a new snapshot, the longest first. What has not come for eight days is forgotten, and so is
   * what nobody may see any more.
   * @param now milliseconds since 1970.
   */
  worthPreparing(now: number, isSeen: (sight: Sight) => boolean): readonly RepeatedRead[] {
    for (const [key, { read, readAt }] of [...this.reads]) {
      if (now - Date.parse(readAt) <= longestUnread && isSeen(read.sight)) continue;
      this.reads.delete(key);
      this.hasChanged = true;
    }
    return [...this.reads.values()].map(({ read }) => read).sort((one, other) => other.given - one.given);
  }

  /** What may be written down, where anything is new since the last time; else null. */
  takeChanged(): readonly NotedRead[] | null {
    if (!this.hasChanged) return null;
    this.hasChanged = false;
    return [...this.reads.values()].filter(({ namesNobody }) => namesNobody);
  }
}
