/** The syntax tree of OData expressions and query options, as parsed and not yet checked against the star. */

/** Where a node stands in the decoded text of its query option: `start` inclusive, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type LiteralType =
  | 'null'
  | 'boolean'
  | 'integer'
  | 'decimal'
  | 'double'
  | 'string'
  | 'date'
  | 'dateTimeOffset'
  | 'timeOfDay'
  | 'duration'
  | 'guid'
  | 'binary'
  | 'enum'
  | 'geo';

/** A literal: `text` is its value without quotes, escapes undone; numbers stay text so that no digit is lost. */
export interface Literal extends Span {
  readonly kind: 'literal';
  readonly type: LiteralType;
  readonly text: string;
}

/** One step of a path. */
export type Segment =
  | (Span & { readonly kind: 'name'; readonly name: string })
  | (Span & { readonly kind: 'variable'; readonly name: '$it' | '$root' | '$this' | '$these' })
  | (Span & { readonly kind: 'annotation'; readonly name: string })
  | (Span & { readonly kind: 'arguments'; readonly values: readonly Expression[]; readonly named: readonly Named[] })
  | (Span & { readonly kind: 'count'; readonly options: readonly ParsedOption[] })
  | (Span & { readonly kind: 'filter'; readonly condition: Expression })
  | (Span & {
      readonly kind: 'lambda';
      readonly quantifier: 'any' | 'all';
      readonly variable: string | null;
      readonly condition: Expression | null;
    });

export interface Named {
  readonly name: string;
  readonly value: Expression;
}

export interface Path extends Span {
  readonly kind: 'path';
  readonly segments: readonly Segment[];
}

export interface Call extends Span {
  readonly kind: 'call';
  /** Canonical name of a built-in function: `contains`, `geo.distance`. */
  readonly name: string;
  readonly values: readonly Expression[];
}

export type BinaryOperator =
  | 'or'
  | 'and'
  | 'eq'
  | 'ne'
  | 'gt'
  | 'ge'
  | 'lt'
  | 'le'
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'divby'
  | 'mod'
  | 'has'
  | 'in';

export interface Binary extends Span {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  /** Where the operator itself stands. */
  readonly at: number;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Unary extends Span {
  readonly kind: 'unary';
  readonly operator: 'not' | 'minus';
  readonly operand: Expression;
}

/** `('a','b')` after `in`, or a JSON array. */
export interface List extends Span {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

export interface JsonObject extends Span {
  readonly kind: 'object';
  readonly members: readonly Named[];
}

/** `@name`: stands for the expression given by the query option of that name. */
export interface Alias extends Span {
  readonly kind: 'alias';
  readonly name: string;
}

/** `cast` or `isof`. */
export interface TypeTest extends Span {
  readonly kind: 'typeTest';
  readonly operator: 'cast' | 'isof';
  readonly operand: Expression | null;
  readonly typeName: string;
}

export interface Case extends Span {
  readonly kind: 'case';
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
}

export type Expression = Literal | Path | Call | Binary | Unary | List | JsonObject | Alias | TypeTest | Case;

export interface OrderItem extends Span {
  readonly expression: Expression;
  readonly descending: boolean;
}

/** One item of `$select` or `$expand`. `path` keeps `*`, qualified names and annotations as written. */
export interface PathItem extends Span {
  readonly path: readonly string[];
  readonly suffix: '$ref' | '$count' | null;
  readonly options: readonly ParsedOption[];
}

export interface ComputeItem extends Span {
  readonly expression: Expression;
  readonly alias: string;
}

export interface AggregateItem extends Span {
  /** What is aggregated; null for `$count`. */
  readonly expression: Expression | null;
  readonly method: string;
  readonly alias: string;
}

export type Transformation =
  | (Span & { readonly kind: 'aggregate'; readonly items: readonly AggregateItem[] })
  | (Span & {
      readonly kind: 'groupby';
      readonly paths: readonly (Span & { readonly path: readonly string[] })[];
      readonly then: readonly Transformation[];
    })
  | (Span & { readonly kind: 'filter'; readonly condition: Expression })
  | (Span & { readonly kind: 'compute'; readonly items: readonly ComputeItem[] })
  | (Span & { readonly kind: 'orderby'; readonly items: readonly OrderItem[] })
  | (Span & { readonly kind: 'top' | 'skip'; readonly count: number })
  | (Span & { readonly kind: 'identity' })
  | (Span & { readonly kind: 'other'; readonly name: string });

/** A query option after parsing; `start` is the position of its value in the text it was read from. */
export type ParsedOption = Span & { readonly name: string } & (
    | { readonly kind: 'filter'; readonly expression: Expression }
    | { readonly kind: 'orderby'; readonly items: readonly OrderItem[] }
    | { readonly kind: 'select' | 'expand'; readonly items: readonly PathItem[] }
    | { readonly kind: 'compute'; readonly items: readonly ComputeItem[] }
    | { readonly kind: 'apply'; readonly transformations: readonly Transformation[] }
    | { readonly kind: 'top' | 'skip' | 'index'; readonly count: number }
    | { readonly kind: 'count'; readonly wanted: boolean }
    | { readonly kind: 'levels'; readonly levels: number | 'max' }
    | { readonly kind: 'search' | 'text'; readonly text: string }
    | { readonly kind: 'alias'; readonly expression: Expression }
    | { readonly kind: 'custom'; readonly text: string }
  );
