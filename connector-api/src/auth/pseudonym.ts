/** Pseudonyms of person data: HMAC-SHA-256, computed by the database where rows are read. */
import { createHmac } from 'node:crypto';
import type { PersonData } from '../star';

/** Hexadecimal digits of a pseudonym: 96 bits, so that 100 million people collide with a chance of 1 in 10¹³. */
export const pseudonymLength = 24;

/** A key per kind of person data, so that a name and an e-mail of the same text are not linked. */
export type PseudonymKeys = Readonly<Record<PersonData, Buffer>>;

/** @param secret from `loadPseudonymSecret`; the same secret gives the same pseudonyms for ever. */
export function pseudonymKeys(secret: Buffer): PseudonymKeys {
  const of = (kind: PersonData): Buffer => createHmac('sha256', secret).update(`nps/person/${kind}`).digest();
  return { name: of('name'), email: of('email'), freeText: of('freeText') };
}

/** The pseudonym of a value: equal values of one kind stay equal, nobody can compute or reverse it without the secret. */
export function pseudonym(keys: PseudonymKeys, kind: PersonData, value: string): string {
  return createHmac('sha256', keys[kind]).update(value, 'utf8').digest('hex').slice(0, pseudonymLength);
}

/**
 * The pseudonym as an SQL expression, null for null.
 * @param value SQL of a text. @param placeholder turns a text into a place holder of the statement, so that the key
 * never stands in SQL that might be logged.
 */
export type Pseudonymise = (
  keys: PseudonymKeys,
  kind: PersonData,
  value: string,
  placeholder: (text: string) => string,
) => string;

/**
 * The same pseudonym as an SQL expression of DuckDB, null for null: HMAC (RFC 2104) written with its two SHA-256,
 * which the engine runs vectorised. Hexadecimal and lower case, because Power BI compares texts without regard to case.
 */
export const pseudonymSql: Pseudonymise = (keys, kind, value, placeholder) => {
  const { inner, outer } = hmacBlocks(keys, kind, placeholder);
  const digest = `sha256(unhex(${outer}) || unhex(sha256(unhex(${inner}) || encode(${value}))))`;
  return `left(${digest}, ${String(pseudonymLength)})`;
};

/** Place holders of the two blocks that HMAC puts before its message and before its first digest, hexadecimal. */
export const hmacBlocks = (keys: PseudonymKeys, kind: PersonData, placeholder: (text: string) => string) => ({
  inner: placeholder(padded(keys[kind], 0x36)),
  outer: placeholder(padded(keys[kind], 0x5c)),
});

/** The 64-byte block that HMAC puts before its message, hexadecimal; the keys here are 32 bytes, never longer than a block. */
function padded(key: Buffer, pad: number): string {
  const block = Buffer.alloc(64, pad);
  key.forEach((byte, at) => (block[at] = byte ^ pad));
  return block.toString('hex');
}
