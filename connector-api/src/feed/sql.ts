/** Building blocks of SQL text for the embedded engine: quoting and parameters. */

/** `"name"` with quotes doubled. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** `'text'` with quotes doubled; for texts of our own, never for what a caller sent. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Collects the values a caller sent, so that they travel beside the statement and never inside it. */
export class Parameters {
  readonly values: string[] = [];

  /** Adds a text and gives its place holder. */
  text(value: string): string {
    const known = this.values.indexOf(value);
    if (known !== -1) return `$${String(known + 1)}::VARCHAR`;
    this.values.push(value);
    return `$${String(this.values.length)}::VARCHAR`;
  }
}

/** A statement and the values of its place holders. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly string[];
}
