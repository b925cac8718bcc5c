/** The files of the repository as git lists them, for tests that hold for all of them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(__dirname, '../../..');

export interface RepositoryFile {
  /** Relative to the root, with forward slashes. */
  readonly name: string;
  readonly text: string;
}

/** Tracked files and new ones that are not ignored, so that a finding shows before it is committed. */
export const fileNames = (): readonly string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((name) => name !== '' && existsSync(path.join(root, name)));

export const readText = (name: string): string => readFileSync(path.join(root, name), 'utf8');

/** Files whose name matches; the pattern must find at least `least`, else the test that asks would prove nothing. */
export function filesNamed(pattern: RegExp, least: number): readonly RepositoryFile[] {
  const found = fileNames().filter((name) => pattern.test(name));
  if (found.length < least) {
    throw new Error(`Only ${String(found.length)} files match ${String(pattern)}; expected at least ${String(least)}.`);
  }
  return found.map((name) => ({ name, text: readText(name) }));
}

export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Every line that matches, with its place. */
export const findLines = (files: readonly RepositoryFile[], pattern: RegExp): readonly Finding[] =>
  files.flatMap(({ name, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [{ file: name, line: index + 1, text: line.trim() }] : [])),
  );
