/** Pseudonyms and the secret behind them. */
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pseudonym, pseudonymKeys } from '../../../connector-api/src/auth/pseudonym';
import { loadPseudonymSecret } from '../../../connector-api/src/auth/pseudonymSecret';
import { newFolder } from './service';

const keys = pseudonymKeys(Buffer.alloc(32, 1));

describe('A pseudonym', () => {
  test('is the same for equal values and another for every other value, kind and secret', () => {
    expect(pseudonym(keys, 'name', 'Åse')).toBe(pseudonym(keys, 'name', 'Åse'));
    const all = [
      pseudonym(keys, 'name', 'Åse'),
      pseudonym(keys, 'name', 'åse'),
      pseudonym(keys, 'name', ''),
      pseudonym(keys, 'email', 'Åse'),
      pseudonym(keys, 'freeText', 'Åse'),
      pseudonym(pseudonymKeys(Buffer.alloc(32, 2)), 'name', 'Åse'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  test('is 24 lower-case hexadecimal digits, so that no case-blind comparison merges two', () => {
    expect(pseudonym(keys, 'name', 'Åse')).toMatch(/^[0-9a-f]{24}$/);
  });

  test('stays what it was in the first release, because old partitions hold it', () => {
    expect(pseudonym(keys, 'name', 'Åse')).toBe('748d751a173d84eb8e0fc93f');
    expect(pseudonym(keys, 'email', 'ase@example.com')).toBe('4820777249a42600af01fa86');
  });
});

describe('The secret', () => {
  const load = (dataFolder: string, fromEnvironment?: string): Buffer =>
    loadPseudonymSecret({ fromEnvironment, dataFolder, random: randomBytes });

  test('is made once, for its owner only, and stays', () => {
    const folder = path.join(newFolder(), 'not', 'yet');
    const first = load(folder);
    expect(first).toHaveLength(32);
    expect(load(folder)).toEqual(first);
    expect(statSync(path.join(folder, 'pseudonym.secret')).mode & 0o777).toBe(0o600);
    expect(load(newFolder())).not.toEqual(first);
  });

  test('of the environment goes before the file, which is then not made', () => {
    const folder = newFolder();
    expect(load(folder, 'x'.repeat(32)).toString()).toBe('x'.repeat(32));
    expect(() => readFileSync(path.join(folder, 'pseudonym.secret'))).toThrow('ENOENT');
  });

  test('is refused when short, without being repeated', () => {
    expect(() => load(newFolder(), 'hunter2')).toThrow(
      /NPS_PSEUDONYM_SECRET is not valid: found 7 characters, expected at least 32/,
    );
  });

  test('is not silently replaced when its file is damaged', () => {
    const folder = newFolder();
    const file = path.join(folder, 'pseudonym.secret');
    for (const content of ['', 'abc', 'x'.repeat(64)]) {
      writeFileSync(file, content);
      expect(() => load(folder)).toThrow(/expected 64 hexadecimal digits/);
      expect(readFileSync(file, 'utf8')).toBe(content);
    }
  });

  test('cannot be had where the folder cannot be written', () => {
    const file = path.join(newFolder(), 'a file');
    writeFileSync(file, '');
    chmodSync(file, 0o600);
    expect(() => load(path.join(file, 'data'))).toThrow(/data folder .* cannot be used/);
  });
});
