/** Short constructors for field bindings, their names checked against the star and the measures. */
import { findMeasure } from '../model/measures';
import type { ColumnNameOf, Language, Localised, Star, TableName } from '../star';
import type { Binding, ColumnBinding, MeasureBinding } from './types';

const labelled = (label: readonly [string, string] | undefined): { readonly label?: Localised } =>
  label === undefined ? {} : { label: { en: label[0], da: label[1] } };

export const field = <Name extends TableName>(
  table: Name,
  column: ColumnNameOf<Star[Name]> | Readonly<Record<Language, ColumnNameOf<Star[Name]>>>,
  label?: readonly [string, string],
): ColumnBinding => ({ kind: 'column', table, column, ...labelled(label) });

/** @throws Error where there is no such measure. */
export const value = (measure: string, label?: readonly [string, string]): MeasureBinding => ({
  kind: 'measure',
  measure: findMeasure(measure).id,
  ...labelled(label),
});

/** The column's technical name in the language. */
export const columnName = (binding: ColumnBinding, language: Language): string =>
  typeof binding.column === 'string' ? binding.column : binding.column[language];

/** One name for the field whatever its kind: `Table.Column`, or the measure's id. */
export const bindingName = (binding: Binding, language: Language): string =>
  binding.kind === 'measure' ? binding.measure : `${binding.table}.${columnName(binding, language)}`;
