/** The kinds of property that a settings card may declare, and the value that each kind yields. */

interface Named {
  /** Name in `capabilities.json` and in stored reports: never renamed once released. */
  readonly name: string;
}

export interface Toggle extends Named {
  readonly kind: 'toggle';
  readonly initial: boolean;
}

export interface Choice extends Named {
  readonly kind: 'choice';
  readonly options: readonly string[];
  readonly initial: string;
}

/** A whole number in min…max; stored values outside are clamped. */
export interface WholeNumber extends Named {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  readonly initial: number;
}

/** Free text; the empty string means "not set". */
export interface FreeText extends Named {
  readonly kind: 'text';
  readonly initial: string;
}

/** A CSS colour, of the whole or by a rule per data point; the empty string means "chosen by the visual from the theme". */
export interface Color extends Named {
  readonly kind: 'color';
  readonly initial: string;
}

export interface Font extends Named {
  readonly kind: 'font';
  readonly initial: string;
}

export type Property = Toggle | Choice | WholeNumber | FreeText | Color | Font;

export interface Card {
  /** Object name in `capabilities.json`. */
  readonly name: string;
  readonly properties: readonly Property[];
}

export type ValueOf<P extends Property> = P extends Toggle
  ? boolean
  : P extends Choice
    ? P['options'][number]
    : P extends WholeNumber
      ? number
      : string;

/** The typed values of one card, keyed by property name. */
export type CardValues<C extends Card> = { readonly [P in C['properties'][number] as P['name']]: ValueOf<P> };
