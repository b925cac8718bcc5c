/** Holds what an engine says against what was worked out by hand. */
import { findMeasure } from '../../../../templates/src/model/measures';
import type { ColumnRef } from '../../../../templates/src/model/expression';
import type { Language } from '../../../../templates/src/star';
import type { HandCase, HandValue, HandValues } from './handCase';

type Values = Readonly<Record<string, unknown>>;

/** An engine over the facts of one case in one language. */
export interface Reader {
  total(ids: readonly string[]): Promise<Values>;
  /** By every member of the column. */
  each(by: ColumnRef, ids: readonly string[]): Promise<ReadonlyMap<string, Values>>;
}

const expected = (value: HandValue, language: Language): unknown =>
  typeof value === 'number'
    ? (expect.closeTo(value, 9) as unknown)
    : Array.isArray(value)
      ? (value as readonly string[])[language === 'en' ? 0 : 1]
      : value;

const idsOf = (values: readonly HandValues[]): readonly string[] => [...new Set(values.flatMap(Object.keys))];

const row = (ids: readonly string[], values: HandValues, language: Language): Values =>
  Object.fromEntries(ids.map((id) => [id, expected(values[id] ?? null, language)]));

const isSaid = (values: Values): boolean => Object.values(values).some((value) => value !== null);

/** @throws where a measure says other than what was worked out, or is not of the kind that its definition gives. */
export const compareCase = async (one: HandCase, reader: Reader, language: Language): Promise<void> => {
  const { total, each } = one;
  for (const id of idsOf([...(total ? [total] : []), ...(each?.rows.values() ?? [])])) findMeasure(id);
  if (total) {
    const ids = Object.keys(total);
    expect(await reader.total(ids)).toEqual(row(ids, total, language));
  }
  if (each) {
    const ids = idsOf([...each.rows.values()]);
    const found = [...(await reader.each(each.by, ids))].filter(([, values]) => isSaid(values));
    const worked = [...each.rows].map(([member, values]) => [String(member), row(ids, values, language)] as const);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(worked.filter(([, values]) => isSaid(values))));
  }
};
