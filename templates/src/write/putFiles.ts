/** Puts finished files into a folder: nothing there is touched before all of them are written, then each entry is replaced whole. */
import { access, constants, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileReason } from './fileReason';
import { TemplateProblem } from './templateProblem';

/** The file system, as far as templates are written to it. */
export const disk = { access, mkdir, mkdtemp, rename, rm, stat, writeFile } as const;
export type Disk = typeof disk;

const refusal = (folder: string, at: string, cause: unknown): TemplateProblem =>
  new TemplateProblem(
    `${resolve(at)}: ${fileReason(cause)}; expected a folder that can be written, for --out ${folder}.`,
    'storage',
    { cause },
  );

/** The deepest part of the path that stands. @throws TemplateProblem where that is no folder or may not be written. */
const standing = async (folder: string, { stat, access }: Disk): Promise<string> => {
  for (let at = resolve(folder); ; at = dirname(at)) {
    try {
      const found = await stat(at);
      if (!found.isDirectory())
        throw new TemplateProblem(`${at} is a file; expected a folder, for --out ${folder}.`, 'storage');
      await access(at, constants.W_OK | constants.X_OK);
      return at;
    } catch (cause) {
      if (cause instanceof TemplateProblem) throw cause;
      const { code } = Object(cause) as { readonly code?: unknown };
      const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
      if (!isMissing || dirname(at) === at) throw refusal(folder, at, cause);
    }
  }
};

/** Makes what is missing of the path. Gives the uppermost folder that was made, null where all stood. */
const makeFolder = async (folder: string, from: string, { mkdir }: Disk): Promise<string | null> => {
  const missing: string[] = [];
  for (let at = resolve(folder); at !== from; at = dirname(at)) missing.unshift(at);
  // One by one: asked for all at once, Node never comes back from a folder that takes none, such as /proc.
  for (const at of missing) await mkdir(at);
  return missing[0] ?? null;
};

/** @throws TemplateProblem naming the folder where nothing could be written below it. */
export const assertWritable = async (folder: string, on: Disk = disk): Promise<void> => {
  await standing(folder, on);
};

/**
 * @param files by path below the folder, parts separated by `/`. Each entry (`first/second` of the path) is replaced
 * whole: nothing that stood in it stays.
 * @throws TemplateProblem naming what could not be written, and why.
 */
export const putFiles = async (
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
  on: Disk = disk,
): Promise<void> => {
  const from = await standing(folder, on);
  const entries = new Set([...files.keys()].map((path) => path.split('/').slice(0, 2).join('/')));
  let made: string | null = null;
  let unfinished: string | null = null;
  let at = folder;
  try {
    made = await makeFolder(folder, from, on);
    unfinished = await on.mkdtemp(join(folder, '.unfinished-'));
    for (const [path, bytes] of files) {
      at = join(folder, path);
      const place = join(unfinished, path);
      await on.mkdir(dirname(place), { recursive: true });
      await on.writeFile(place, bytes);
    }
    for (const entry of entries) {
      at = join(folder, entry);
      await on.mkdir(dirname(at), { recursive: true });
      await on.rm(at, { recursive: true, force: true });
      await on.rename(join(unfinished, entry), at);
    }
    made = null;
  } catch (cause) {
    throw refusal(folder, at, cause);
  } finally {
    for (const left of [unfinished, made])
      if (left !== null) await on.rm(left, { recursive: true, force: true }).catch(() => undefined);
  }
};
