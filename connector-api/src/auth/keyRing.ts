/** The keys that are accepted now: follows the file, so that a new or revoked key counts without a restart. */
import { statSync } from 'node:fs';
import { isKey, keyId, type StoredKey } from './apiKey';
import type { Caller } from './caller';
import { readKeyFile } from './keyFile';

/** How long a change of the file may go unnoticed, in milliseconds. */
const lookEvery = 1000;

/** Compared with where no entry is found, so that the answer takes as long as for a key that exists. */
const decoy = { salt: '00'.repeat(16), hash: '00'.repeat(32) };

/** `expired` is said only to somebody who holds the key. */
export type KeyVerdict = Caller | 'unknown' | 'expired';

export class KeyRing {
  private keys: ReadonlyMap<string, StoredKey> = new Map();
  private stamp: string | null = null;
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly file: string,
    private readonly now: () => number,
  ) {}

  /** Keys that are accepted now. @throws ConnectorError those of `readKeyFile` */
  get accepted(): readonly StoredKey[] {
    this.follow();
    return [...this.keys.values()].filter((key) => !this.ended(key));
  }

  /** Who holds this key. @throws ConnectorError those of `readKeyFile`: a damaged file admits nobody. */
  identify(text: string): KeyVerdict {
    this.follow();
    const id = keyId(text);
    const stored = id === null ? undefined : this.keys.get(id);
    const matches = isKey(text, stored ?? decoy);
    if (stored === undefined || !matches) return 'unknown';
    if (this.ended(stored)) return 'expired';
    const { name, scopes, businessUnits } = stored;
    return { id: `key:${stored.id}`, name, scopes, businessUnits };
  }

  private ended({ notAfter }: StoredKey): boolean {
    return notAfter !== null && this.now() >= Date.parse(notAfter);
  }

  private follow(): void {
    const now = this.now();
    if (now - this.lookedAt < lookEvery) return;
    const stamp = stampOf(this.file);
    if (stamp !== this.stamp) {
      this.keys = new Map(readKeyFile(this.file).map((key) => [key.id, key]));
      this.stamp = stamp;
    }
    this.lookedAt = now;
  }
}

/** Changes whenever the file is replaced; null where it is absent. */
function stampOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? 'absent' : [stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs, stat.mode].join(' ');
}
