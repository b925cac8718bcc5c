/** Building blocks of SQL text: quoting, which is the same in every engine, and parameters. */
import type { Dialect } from './engine/dialect';

/** `"name"` with quotes doubled. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** `'text'` with quotes doubled; for texts of our own, never for what a caller sent. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Collects the values a caller sent, so that they travel beside the statement and never inside it. */
export class Parameters {
  readonly values: string[] = [];

  constructor(readonly dialect: Dialect) {}

  /** Adds a text and gives its place holder. */
  text(value: string): string {
    const known = this.values.indexOf(value);
    const number = known === -1 ? this.values.push(value) : known + 1;
    return this.dialect.sight.text(this.dialect.placeholder(number));
  }

  /**
   * The statement of a text that uses some of the place holders: the engine refuses a value that no place holder asks
   * for, and one request makes several statements (a count needs none of the joins that a page expands).
   */
  statement(sql: string): Statement {
    const values: string[] = [];
    const numbers = new Map<string, number>();
    const renumbered = sql.replace(this.dialect.placeholderPattern, (_, old: string) => {
      const number = numbers.get(old) ?? values.push(this.values[Number(old) - 1] ?? '');
      numbers.set(old, number);
      return this.dialect.placeholder(number);
    });
    return { sql: renumbered, values };
  }
}

/** A statement and the values of its place holders. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly string[];
}
