/** The two columns that make up a person's name, where a file has no column for all of it. */
import { plainName } from './plainName';

/** First name and last name, as exports call them. */
const pairs = [
  ['firstname', 'lastname'],
  ['fornavn', 'efternavn'],
  ['givenname', 'surname'],
] as const;

/** Words that may stand before both: `respondent_firstname`, `Contact first name`. */
const persons = ['', 'respondent', 'contact', 'customer', 'kontakt', 'kunde'] as const;

/** The names of both columns as the header writes them; null where the header has no such two. */
export function personNameColumns(header: readonly string[]): readonly [string, string] | null {
  const find = (name: string): string | undefined => header.find((column) => plainName(column) === name);
  for (const person of persons) {
    for (const [first, last] of pairs) {
      const [firstColumn, lastColumn] = [find(person + first), find(person + last)];
      if (firstColumn !== undefined && lastColumn !== undefined) return [firstColumn, lastColumn];
    }
  }
  return null;
}
