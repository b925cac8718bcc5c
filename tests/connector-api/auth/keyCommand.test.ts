/** The command `key`, as typed at a terminal. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { runProgram } from '../../../connector-api/src/cli/program';
import { feedRows } from '../support/feedStar';
import { addSnapshot } from '../support/smallSnapshot';
import { newFolder } from './service';

interface Outcome {
  readonly code: number;
  /** Standard output and standard error. */
  readonly out: string;
  readonly err: string;
}

const commandLine = (dataFolder: string, more: Readonly<Record<string, string>> = {}) => {
  return async (...words: readonly string[]): Promise<Outcome> => {
    const out: string[] = [];
    const err: string[] = [];
    const terminal = {
      say: (line: string) => void err.push(line),
      progress: (line: string) => void err.push(line),
      result: (text: string) => void out.push(text),
    };
    const environment = { NPS_DATA: dataFolder, NPS_AUTH: 'key', ...more };
    const code = await runProgram(['key', ...words], { environment, terminal });
    return { code, out: out.join('\n'), err: err.join('\n') };
  };
};
const keyForm = /^npsk_[0-9a-f]{12}_[\w-]{43}$/;

describe('key create', () => {
  test('prints the key alone on standard output, once, and keeps its hash for the owner only', async () => {
    const folder = path.join(newFolder(), 'data');
    const key = commandLine(folder);
    const { code, out, err } = await key('create', '--name', 'BI team');
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringMatching(/Key [0-9a-f]{12} for "BI team" is ready/) as unknown,
    });
    expect(out).toMatch(keyForm);
    const file = path.join(folder, 'keys.json');
    expect(readFileSync(file, 'utf8')).not.toContain(out.slice(18));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const listed = await key('list');
    expect(listed.out).toMatch(/BI team/);
    expect(listed.out + listed.err).not.toContain(out.slice(18));
  });

  test('takes scopes, units and an end', async () => {
    const key = commandLine(newFolder());
    const made = await key(
      'create',
      '--name',
      'North',
      '--scope',
      'feed',
      'persons',
      '--unit',
      'U1',
      'U2',
      '--not-after',
      '2099-01-31',
    );
    expect(made.code).toBe(0);
    expect(JSON.parse((await key('list', '--json')).out)).toMatchObject([
      {
        name: 'North',
        scopes: ['feed', 'persons'],
        businessUnits: ['U1', 'U2'],
        notAfter: '2099-01-31T00:00:00.000Z',
        accepted: true,
      },
    ]);
  });

  test('tells its maker what the key will not show', async () => {
    const folder = newFolder();
    await addSnapshot(folder, feedRows);
    const key = commandLine(folder);
    const { code, err } = await key('create', '--name', 'x', '--scope', 'persons', '--unit', 'BU-1', 'BU-9');
    expect(code).toBe(0);
    expect(err).toMatch(/note: Names stay masked for every caller until NPS_PERSONS is "allowed"/);
    expect(err).toMatch(/note: The current snapshot has no business unit BU-9; it has BU-1, BU-2/);
    const fine = await commandLine(folder, { NPS_PERSONS: 'allowed' })(
      'create',
      '--name',
      'x',
      '--scope',
      'persons',
      '--unit',
      'BU-1',
    );
    expect(fine.err).not.toContain('note:');
    const unasked = await commandLine(folder, { NPS_AUTH: 'none' })('create', '--name', 'x');
    expect(unasked.err).toMatch(/note: Keys are asked for when NPS_AUTH is key; now it is none/);
  });

  test.each<readonly [string, readonly string[], RegExp]>([
    ['without a name', [], /required option '--name <who>' not specified/],
    ['with an empty name', ['--name', ' '], /found a name of 0 characters, expected 1 to 80/],
    ['with an unknown scope', ['--name', 'x', '--scope', 'root'], /Allowed choices are feed, persons, admin/],
    ['with an end in the past', ['--name', 'x', '--not-after', '2001-01-01'], /expected one in the future/],
    [
      'with an end that is no day',
      ['--name', 'x', '--not-after', 'tomorrow'],
      /found "tomorrow", expected a day or an instant/,
    ],
  ])('makes nothing %s and ends with 2', async (_, words, message) => {
    const folder = newFolder();
    const { code, out, err } = await commandLine(folder)('create', ...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(existsSync(path.join(folder, 'keys.json'))).toBe(false);
  });
});

describe('key list and revoke', () => {
  test('say so when there are no keys', async () => {
    const key = commandLine(newFolder());
    expect(await key('list')).toEqual({ code: 0, out: '', err: 'There are no keys.' });
    const revoked = await key('revoke', '0123456789ab');
    expect(revoked).toMatchObject({
      code: 2,
      err: expect.stringContaining('expected a key to have been created') as unknown,
    });
  });

  test('end a key now or later', async () => {
    const key = commandLine(newFolder());
    const made = [await key('create', '--name', 'now'), await key('create', '--name', 'later')];
    const [first = '', second = ''] = made.map(({ out }) => out.slice(5, 17));
    expect((await key('revoke', first)).code).toBe(0);
    const later = await key('revoke', second, '--at', '2099-01-01');
    expect(later.err).toBe(`Key ${second} for "later" ends at 2099-01-01T00:00:00.000Z.`);
    const { out } = await key('list');
    expect(out).toMatch(new RegExp(`${first} +ended`));
    expect(out).toMatch(new RegExp(`${second} +accepted`));
  });
});
