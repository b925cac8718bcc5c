/** Query options inside parentheses, divided by semicolons: `Items($select=A;$top=5)`. */
import type { ParsedOption } from './ast';
import type { Cursor } from './cursor';
import { parseOptionValue } from './parseOptionValue';

/** Parses `(option;option)`. `allowed` restricts the option names (without `$`). */
export function parseNestedOptions(cursor: Cursor, allowed?: readonly string[]): ParsedOption[] {
  return cursor.deeper(() => {
    cursor.need('(');
    const options: ParsedOption[] = [];
    do {
      const start = cursor.position;
      const alias = cursor.take('@');
      const dollar = !alias && cursor.take('$');
      const name = cursor.needIdentifier('a query option');
      const lower = name.toLowerCase();
      if (!alias && allowed !== undefined && !allowed.includes(lower)) {
        throw cursor.error(`one of: ${allowed.map((each) => `$${each}`).join(', ')}`, start);
      }
      cursor.need('=');
      options.push(parseOptionValue(cursor, alias ? `@${name}` : `${dollar ? '$' : ''}${lower}`));
    } while (cursor.take(';'));
    cursor.need(')');
    return options;
  });
}
