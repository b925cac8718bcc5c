/** What is kept of an API key, and how a shown one is compared. */
import { randomBytes } from 'node:crypto';
import * as crypto from 'node:crypto';
import { isKey, keyId, makeKey } from '../../../connector-api/src/auth/apiKey';

jest.mock('node:crypto', () => {
  const actual = jest.requireActual<typeof crypto>('node:crypto');
  return { ...actual, timingSafeEqual: jest.fn(actual.timingSafeEqual) };
});

const facts = {
  name: 'BI',
  scopes: ['feed'],
  businessUnits: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  notAfter: null,
} as const;
const make = () => makeKey(facts, randomBytes);

describe('An API key', () => {
  test('has 256 random bits behind a public id, in a form that a secret scanner knows', () => {
    const { text, stored } = make();
    expect(text).toMatch(/^npsk_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);
    expect(keyId(text)).toBe(stored.id);
    expect(Buffer.from(text.slice(18), 'base64url')).toHaveLength(32);
  });

  test('is not in what is kept of it, whole or in part', () => {
    const { text, stored } = make();
    const kept = JSON.stringify(stored);
    expect(kept).toContain(keyId(text));
    expect(kept).not.toContain(text.slice(18, 30));
    expect(kept).not.toContain(Buffer.from(text.slice(18), 'base64url').toString('hex').slice(0, 12));
  });

  test('gives another hash under another salt', () => {
    const { text, stored } = make();
    expect(isKey(text, stored)).toBe(true);
    expect(isKey(text, { ...stored, salt: '11'.repeat(16) })).toBe(false);
  });

  test('is not matched by any other text: one character changed, cut, longer, another case', () => {
    const { text, stored } = make();
    const changed = Array.from(text, (char, at) => text.slice(0, at) + (char === 'A' ? 'B' : 'A') + text.slice(at + 1));
    const others = [...changed, text.slice(0, -1), `${text}A`, text.toUpperCase(), ` ${text}`, ''];
    expect(others.length).toBeGreaterThan(60);
    expect(others.filter((other) => other !== text && isKey(other, stored))).toEqual([]);
  });

  test('is compared in constant time', () => {
    const { text, stored } = make();
    const compare = jest.mocked(crypto.timingSafeEqual);
    compare.mockClear();
    isKey(text, stored);
    isKey('something else', stored);
    expect(compare.mock.calls.map(([a, b]) => [a.byteLength, b.byteLength])).toEqual([
      [32, 32],
      [32, 32],
    ]);
  });

  test.each([
    '',
    'npsk_',
    'npsk_0123456789ab_short',
    `npsk_0123456789AB_${'a'.repeat(43)}`,
    `x npsk_0123456789ab_${'a'.repeat(43)}`,
  ])('is not what %j is', (text) => {
    expect(keyId(text)).toBeNull();
  });
});
