/** One batch of a T-SQL script: what it is for, and its text. */

export interface Batch {
  readonly title: string;
  readonly sql: string;
}

/** A text as a literal. */
export const text = (value: string): string => `N'${value.replaceAll("'", "''")}'`;

/** The script as `sqlcmd` and Management Studio take it. */
export const scriptOf = (batches: readonly Batch[]): string =>
  batches.map(({ title, sql }) => `-- ${title}\n${sql}\ngo\n`).join('\n');

/** What a failing data test throws; the number is the script's own. */
export const dataTestNumber = 51_001;
/** What a value that must not be ignored throws. */
export const strictValueNumber = 51_002;

/** What a build throws that finds another one under way. */
export const lockedNumber = 51_003;

/** All of it or nothing: what is half done would be wrong for ever. */
export const inTransaction = (sql: string): string =>
  `set xact_abort on;\nbegin transaction;\n${sql}\ncommit transaction;`;
