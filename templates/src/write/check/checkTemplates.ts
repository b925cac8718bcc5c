/** Checks a template, or every template of a folder; each check says in one sentence what is wrong. */
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileReason } from '../fileReason';
import { TemplateProblem } from '../templateProblem';
import { checkPbit } from './checkPbit';

export interface TemplateReport {
  readonly file: string;
  /** How many things were looked at. */
  readonly checks: number;
  readonly problems: readonly string[];
}

const extension = '.pbit';

const unread = (path: string, cause: unknown): TemplateProblem =>
  new TemplateProblem(
    `${path} cannot be checked: ${fileReason(cause)}; expected a ${extension} or a folder of them.`,
    'request',
    { cause },
  );

const find = async (folder: string): Promise<readonly string[]> => {
  let entries: readonly Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    throw unread(folder, cause);
  }
  const found: string[] = [];
  for (const entry of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await find(path)));
    else if (entry.name.endsWith(extension)) found.push(path);
  }
  return found;
};

const check = async (path: string, file: string): Promise<TemplateReport> => {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await readFile(path));
  } catch (cause) {
    return { file, checks: 1, problems: [`It cannot be read: ${fileReason(cause)}.`] };
  }
  return { file, ...checkPbit(bytes) };
};

/** @throws TemplateProblem where there is no template at the path, which is one's own or that of a folder. */
export const checkTemplates = async (path: string): Promise<readonly TemplateReport[]> => {
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (cause) {
    throw unread(path, cause);
  }
  if (!isFolder) {
    if (!path.endsWith(extension))
      throw new TemplateProblem(`${path} is no template; expected a ${extension} or a folder of them.`);
    return [await check(path, basename(path))];
  }
  const templates = await find(path);
  if (templates.length === 0) throw new TemplateProblem(`There is no ${extension} in ${path} to check.`);
  const reports: TemplateReport[] = [];
  for (const template of templates) reports.push(await check(template, relative(path, template)));
  return reports;
};
