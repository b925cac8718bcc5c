/** Reads a file that a person named, or says why not. */
import { readFile, stat } from 'node:fs/promises';
import { fileReason } from './fileReason';
import { TemplateProblem } from './templateProblem';

/** @param what names the file's job, at the start of a sentence. @throws TemplateProblem where it cannot be read or is larger than `most` bytes. */
export const readWhole = async (path: string, what: string, expected: string, most = Infinity): Promise<Uint8Array> => {
  const refused = (found: string, cause?: unknown): TemplateProblem =>
    new TemplateProblem(`${what} ${path} ${found}; expected ${expected}.`, 'request', { cause });
  let size: number;
  try {
    ({ size } = await stat(path));
  } catch (cause) {
    throw refused(`cannot be read: ${fileReason(cause)}`, cause);
  }
  if (size > most) throw refused(`has ${String(size)} bytes`);
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    throw refused(`cannot be read: ${fileReason(cause)}`, cause);
  }
};
