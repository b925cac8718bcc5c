/** Small wrongs in a DAX text, one at a time: another operator, another number, another column of the same table. */

interface Mutant {
  readonly says: string;
  readonly dax: string;
}

const operators: readonly (readonly [RegExp, string])[] = [
  [/ >= /g, ' > '],
  [/ <= /g, ' < '],
  [/ <> /g, ' = '],
  [/ \+ /g, ' - '],
  [/ - /g, ' + '],
  [/ \* /g, ' + '],
  [/ && /g, ' || '],
  [/NOT ISBLANK/g, 'ISBLANK'],
  [/\bSUM \(/g, 'AVERAGE ('],
  [/\bAVERAGE \(/g, 'SUM ('],
  [/\bMEDIAN \(/g, 'MAX ('],
  [/\bMINX \(/g, 'MAXX ('],
  [/TRUE \(\)/g, 'FALSE ()'],
];

const replaceAt = (text: string, at: number, length: number, by: string): string =>
  text.slice(0, at) + by + text.slice(at + length);

/** Every wrong text, in the order of its places. `siblings` gives other columns of the same table and type. */
export const mutantsOf = (
  dax: string,
  siblings: (table: string, column: string) => readonly string[],
): readonly Mutant[] => [
  ...operators.flatMap(([pattern, by]) =>
    [...dax.matchAll(pattern)].map((match) => ({
      says: `"${match[0].trim()}" becomes "${by.trim()}" at ${match.index}`,
      dax: replaceAt(dax, match.index, match[0].length, by),
    })),
  ),
  ...[...dax.matchAll(/(?<=[ (])\d+(?:\.\d+)?(?=[ ,)\n]|$)/g)].map((match) => ({
    says: `${match[0]} becomes ${Number(match[0]) + 1} at ${match.index}`,
    dax: replaceAt(dax, match.index, match[0].length, String(Number(match[0]) + 1)),
  })),
  ...[...dax.matchAll(/'([^']+)'\[([^\]]+)\]/g)].flatMap((match) => {
    const [other] = siblings(match[1] ?? '', match[2] ?? '');
    return other === undefined
      ? []
      : [
          {
            says: `${match[0]} becomes [${other}] at ${match.index}`,
            dax: replaceAt(dax, match.index, match[0].length, `'${match[1] ?? ''}'[${other}]`),
          },
        ];
  }),
];
