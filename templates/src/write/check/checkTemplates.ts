/** Checks every template of a folder; each check says in one sentence what is wrong. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { TemplateProblem } from '../templateProblem';
import { checkPbit } from './checkPbit';

export interface TemplateReport {
  readonly file: string;
  /** How many things were looked at. */
  readonly checks: number;
  readonly problems: readonly string[];
}

const find = async (folder: string, extension: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await find(path, extension)));
    else if (entry.name.endsWith(extension)) found.push(path);
  }
  return found;
};

/** @throws TemplateProblem where the folder holds no template. */
export const checkTemplates = async (folder: string): Promise<readonly TemplateReport[]> => {
  if (!existsSync(folder)) throw new TemplateProblem(`There is no folder ${folder} to check.`);
  const templates = await find(folder, '.pbit');
  if (templates.length === 0) throw new TemplateProblem(`There is no .pbit in ${folder} to check.`);
  const reports: TemplateReport[] = [];
  for (const path of templates) {
    const { checks, problems } = checkPbit(new Uint8Array(await readFile(path)));
    reports.push({ file: relative(folder, path), checks, problems });
  }
  return reports;
};
