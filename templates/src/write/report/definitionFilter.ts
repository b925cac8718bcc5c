/** Writes definition filters as Power BI's filters: locked and hidden from readers, of the star's own closed values. */
import type { ModelNames } from '../../model/names';
import { dimensionKey } from '../../report/definitionFilters';
import type { DefinitionFilter } from '../../report/types';
import { modelField, type ModelField } from './container';

/** A filter in the shape that both file forms share, but for the name of its field's property. */
export interface WrittenFilter {
  readonly name: string;
  readonly field: ModelField;
  readonly type: 'Categorical' | 'Advanced';
  readonly filter: object;
}

const quotedText = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const fieldOf = (filter: DefinitionFilter, names: ModelNames): ModelField =>
  filter.kind === 'measureGiven'
    ? modelField({ kind: 'measure', measure: filter.measure }, names)
    : modelField(
        {
          kind: 'column',
          table: filter.table,
          column: filter.kind === 'known' ? dimensionKey(filter.table) : filter.column,
        },
        names,
      );

const isOneOf = (expression: object, values: readonly string[]): object => ({
  In: { Expressions: [expression], Values: values.map((Value) => [{ Literal: { Value } }]) },
});

const isNot = (expression: object, value: string): object => ({
  Not: { Expression: { Comparison: { ComparisonKind: 0, Left: expression, Right: { Literal: { Value: value } } } } },
});

const conditionOf = (filter: DefinitionFilter, expression: object): object => {
  switch (filter.kind) {
    case 'accepted':
      return isOneOf(expression, filter.values.map(quotedText));
    case 'flag':
      return isOneOf(expression, [`${filter.is}`]);
    case 'known':
      return isNot(expression, '0L');
    case 'given':
    case 'measureGiven':
      return isNot(expression, 'null');
  }
};

/** `nameOf` makes the filter's id from its place among the others. */
export const writtenFilters = (
  filters: readonly DefinitionFilter[],
  names: ModelNames,
  nameOf: (index: number) => string,
): readonly WrittenFilter[] =>
  filters.map((filter, index) => {
    const field = fieldOf(filter, names);
    const expression = {
      [field.kind]: { Expression: { SourceRef: { Source: 't' } }, Property: field.property },
    };
    return {
      name: nameOf(index),
      field,
      type: filter.kind === 'accepted' || filter.kind === 'flag' ? 'Categorical' : 'Advanced',
      filter: {
        Version: 2,
        From: [{ Name: 't', Entity: field.entity, Type: 0 }],
        Where: [{ Condition: conditionOf(filter, expression) }],
      },
    };
  });
