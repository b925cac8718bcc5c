/** API keys: how one is made, what of it is kept, and how one that is shown is compared with what is kept. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Scope } from './caller';

/**
 * What is kept of a key: never the key. A key is 256 random bits, so that guessing is hopeless however fast the hash
 * is; a slow password hash would only make every page of a feed slow and every wrong key an attack on the processor.
 * The salt makes equal hashes of two installations impossible, and HMAC keeps it apart from the key.
 */
export interface StoredKey {
  /** Public half, 12 hexadecimal digits: finds the entry, names the key in logs and to `revoke`. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Business units (by `BusinessUnitId`) that the key sees; null for all. */
  readonly businessUnits: readonly string[] | null;
  /** ISO instants in UTC. The key is refused from `notAfter` on; null where it does not end. */
  readonly createdAt: string;
  readonly notAfter: string | null;
  /** 16 random bytes, hexadecimal. */
  readonly salt: string;
  /** HMAC-SHA-256 of the whole key with the salt, hexadecimal. */
  readonly hash: string;
}

export type Random = (bytes: number) => Buffer;

/** A key as its holder writes it. The fixed beginning lets secret scanners and our own log filter recognise it. */
const form = /^npsk_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;

/** A new key: `text` is shown once and kept by nobody, the rest goes into the file. */
export function makeKey(
  facts: Omit<StoredKey, 'id' | 'salt' | 'hash'>,
  random: Random,
): { readonly text: string; readonly stored: StoredKey } {
  const id = random(6).toString('hex');
  const text = `npsk_${id}_${random(32).toString('base64url')}`;
  const salt = random(16).toString('hex');
  return { text, stored: { id, ...facts, salt, hash: hashOf(text, salt).toString('hex') } };
}

/** The public half of a key; null for a text that is no key. */
export function keyId(text: string): string | null {
  return form.exec(text)?.[1] ?? null;
}

/** True where `text` is the key whose hash is stored; takes the same time wherever they differ. */
export function isKey(text: string, stored: Pick<StoredKey, 'salt' | 'hash'>): boolean {
  return timingSafeEqual(hashOf(text, stored.salt), Buffer.from(stored.hash, 'hex'));
}

const hashOf = (text: string, salt: string): Buffer =>
  createHmac('sha256', Buffer.from(salt, 'hex')).update(text, 'utf8').digest();
