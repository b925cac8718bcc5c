import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertWritable, disk, putFiles, type Disk } from '../../../templates/src/write/putFiles';
import { TemplateProblem } from '../../../templates/src/write/templateProblem';

const root = mkdtempSync(join(tmpdir(), 'nps-put-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => {
  const folder = join(root, `f${String(folders++)}`);
  mkdirSync(folder);
  return folder;
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const files = new Map([
  ['en/A.pbit', bytes('new')],
  ['en/A.Report/pages/one.json', bytes('1')],
  ['en/A.Report/two.json', bytes('2')],
]);
const failing = (code: string): Error => Object.assign(new Error(code), { code });
/** A disk on which one kind of call fails, from the given one on. */
const broken = (call: 'writeFile' | 'access' | 'rename' | 'mkdir', code: string, after = 0): Disk => {
  let calls = 0;
  const refuse = (): Promise<never> => Promise.reject(failing(code));
  const real = disk[call] as (...given: unknown[]) => Promise<unknown>;
  return { ...disk, [call]: (...given: unknown[]) => (calls++ < after ? real(...given) : refuse()) };
};

describe('Putting files into a folder', () => {
  it('makes the folder, and leaves nothing but the files', async () => {
    const folder = join(newFolder(), 'deep/er');
    await putFiles(folder, files);
    expect(readdirSync(folder, { recursive: true }).map(String).sort()).toEqual(
      [
        'en',
        'en/A.Report',
        'en/A.Report/pages',
        'en/A.Report/pages/one.json',
        'en/A.Report/two.json',
        'en/A.pbit',
      ].sort(),
    );
  });

  it('replaces an entry whole, and touches no other', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'en/A.Report'), { recursive: true });
    writeFileSync(join(folder, 'en/A.Report/old.json'), 'old');
    writeFileSync(join(folder, 'en/B.pbit'), 'other');
    await putFiles(folder, files);
    expect(existsSync(join(folder, 'en/A.Report/old.json'))).toBe(false);
    expect(readFileSync(join(folder, 'en/B.pbit'), 'utf8')).toBe('other');
  });

  it('leaves what stood there when the disk fills up in the middle', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'en'));
    writeFileSync(join(folder, 'en/A.pbit'), 'old');
    const full = putFiles(folder, files, broken('writeFile', 'ENOSPC', 2));
    await expect(full).rejects.toThrow(/en\/A\.Report\/two\.json: the disk is full \(ENOSPC\); expected a folder/);
    expect(readFileSync(join(folder, 'en/A.pbit'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['en']);
    expect(readdirSync(join(folder, 'en'))).toEqual(['A.pbit']);
  });

  it('takes away again the folders that it made in vain', async () => {
    const folder = newFolder();
    await expect(putFiles(join(folder, 'x/y'), files, broken('writeFile', 'ENOSPC'))).rejects.toThrow(TemplateProblem);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each<[string, string, Disk, RegExp]>([
    ['a folder without permission', '', broken('access', 'EACCES'), /this user has no permission \(EACCES\)/],
    ['a read-only disk', '', broken('access', 'EROFS'), /the disk is read-only/],
    ['a place that takes no folders', 'new', broken('mkdir', 'ENOENT'), /new: there is no such file or folder/],
    ['a file that another program holds', '', broken('rename', 'EBUSY'), /en\/A\.pbit: another program has it open/],
    ['a code nobody listed', '', broken('writeFile', 'EIO'), /en\/A\.pbit: EIO; expected/],
  ])('refuses %s with the reason', async (_, below, on, reason) => {
    const folder = join(newFolder(), below);
    const put = putFiles(folder, files, on);
    await expect(put).rejects.toThrow(reason);
    await expect(put).rejects.toMatchObject({ kind: 'storage' });
  });

  it.each(['file', 'file/below', 'file/far/below'])('refuses %s, where "file" is a file', async (path) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), 'x');
    await expect(assertWritable(join(folder, path))).rejects.toThrow(
      `${join(folder, 'file')} is a file; expected a folder, for --out ${join(folder, path)}.`,
    );
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('x');
  });
});
