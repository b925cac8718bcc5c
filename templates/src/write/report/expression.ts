/** The small expression forms that Power BI stores formatting and fields in. */

export const literal = (value: string | number | boolean): object => ({
  expr: {
    Literal: {
      Value:
        typeof value === 'string'
          ? `'${value.replaceAll("'", "''")}'`
          : typeof value === 'number'
            ? `${value}D`
            : `${value}`,
    },
  },
});

export const whole = (value: number): object => ({ expr: { Literal: { Value: `${value}L` } } });

export const solidColour = (color: string): object => ({ solid: { color: literal(color) } });

/** Formatting of one object: a list with one entry, with a selector where the object has states. */
export const formatted = (properties: Readonly<Record<string, unknown>>, state?: string): readonly object[] => [
  state === undefined ? { properties } : { properties, selector: { id: state } },
];
