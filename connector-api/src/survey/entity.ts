/** The shape of a survey entity: what the connector reads, column by column, as data. */

/**
 * How a value arrives from any source: `text` string, `integer` whole number, `number` and `money` number,
 * `boolean`, `date` days since 1970-01-01, `instant` milliseconds since 1970-01-01 UTC. Null where the source has none.
 */
export type ValueType = 'text' | 'integer' | 'number' | 'money' | 'boolean' | 'date' | 'instant';

export type Value = string | number | boolean | null;

export interface EntityColumn {
  readonly type: ValueType;
  /** A row without it cannot be read into the star and goes to quarantine. */
  readonly required: boolean;
  readonly says: string;
  /** The only texts a row may hold; compared without regard to case. */
  readonly accepted?: readonly string[];
  /** Another text than the accepted ones stops the refresh: it would change what the numbers mean. */
  readonly strict?: boolean;
  readonly range?: readonly [number, number];
  /** A date that stands for its whole month: stored as the month's first day. */
  readonly month?: boolean;
  /** The entity whose id this is. */
  readonly of?: string;
}

export interface EntityDefinition<Column extends string = string> {
  readonly says: string;
  readonly columns: Readonly<Record<Column, EntityColumn>>;
  /** The columns that identify a row at the source. */
  readonly key: readonly Column[];
  /** The column whose instant grows when a row changes; without it the entity is always read whole. */
  readonly watermark?: Column;
  /** True where a company may have no such thing; what is then empty is said. */
  readonly optional: boolean;
  /** True where rows that vanish at the source are kept, because facts still refer to them. */
  readonly member: boolean;
}

type Extra = Partial<Omit<EntityColumn, 'type' | 'says'>>;

type Typed<Type extends ValueType, More> = EntityColumn & {
  readonly type: Type;
  readonly required: More extends { readonly required: true } ? true : false;
};

const column =
  <const Type extends ValueType>(type: Type) =>
  <const More extends Extra = Record<never, never>>(says: string, more?: More): Typed<Type, More> =>
    ({ required: false, ...more, type, says }) as Typed<Type, More>;

export const text = column('text');
export const integer = column('integer');
export const number = column('number');
export const money = column('money');
export const boolean = column('boolean');
export const date = column('date');
export const instant = column('instant');

/** Checks the literal against `EntityDefinition` and keeps every column's literal type. */
export const defineEntity = <
  const Columns extends Readonly<Record<string, EntityColumn>>,
  const Rest extends Omit<EntityDefinition<keyof Columns & string>, 'columns'>,
>(
  definition: Rest & { readonly columns: Columns },
): Readonly<Rest & { columns: Columns }> => Object.freeze(definition);
