/** The columns of a file, in a message. */

/** As many as a person reads. */
const most = 40;

export function columnList(names: readonly string[]): string {
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}
