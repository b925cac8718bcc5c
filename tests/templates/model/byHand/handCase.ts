/** What a number worked out by hand is: the facts, what is in view, and what each measure says there. */
import type { ColumnRef, MeasureDefinition } from '../../../../templates/src/model/expression';
import type { FilterValue, QueryRequest } from '../../../../templates/src/model/query/types';
import { answer, dateKey, type Answer, type Row, type StarRows } from '../../support/starRows';

/** A text in English and in Danish. */
export type Words = readonly [en: string, da: string];

/** Null: blank. A date: an instant, UTC. */
export type HandValue = number | boolean | Words | Date | null;

/** By measure id. */
export type HandValues = Readonly<Record<string, HandValue>>;

export interface Choice {
  readonly field: ColumnRef;
  readonly values: readonly FilterValue[];
}

export interface HandCase {
  /** A sentence that says what is worked out. */
  readonly says: string;
  readonly facts: Partial<StarRows>;
  readonly chosen?: readonly Choice[];
  readonly snapshot?: NonNullable<QueryRequest['snapshot']>;
  readonly now?: string;
  /** Over all that is in view. */
  readonly total?: HandValues;
  /** By the members of a column. Members that are left out have no value for any of the measures. */
  readonly each?: { readonly by: ColumnRef; readonly rows: ReadonlyMap<string | number, HandValues> };
}

/** The same words in both languages: a name, a number, what a customer wrote. */
export const same = (text: string): Words => [text, text];

export const month = { table: 'DimDate', column: 'MonthSort' } as const;
export const year = { table: 'DimDate', column: 'Year' } as const;
export const unit = { table: 'DimBusinessUnit', column: 'BusinessUnitName' } as const;
export const company = { table: 'DimCompany', column: 'CompanyName' } as const;
export const channel = { table: 'DimChannel', column: 'ChannelName' } as const;
export const theme = { table: 'DimCategory', column: 'CategoryName' } as const;
export const surveyClass = { table: 'DimCampaign', column: 'SurveyClass' } as const;

export const only = (field: ColumnRef, ...values: readonly FilterValue[]): Choice => ({ field, values });

/** Every day from the first to the last. */
export const days = (first: string, last: string): Choice => ({
  field: { table: 'DimDate', column: 'Date' },
  values: Array.from({ length: (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1 }, (_, index) =>
    new Date(Date.parse(first) + index * 86_400_000).toISOString().slice(0, 10),
  ),
});

export const byMember = (
  by: ColumnRef,
  rows: readonly (readonly [member: string | number, values: HandValues])[],
): NonNullable<HandCase['each']> => ({ by, rows: new Map(rows) });

/** Answers as rows, numbered from 1. */
export const responses = (...groups: readonly (readonly Answer[])[]): readonly Row[] =>
  groups.flat().map((one, index) => answer(index + 1, one));

/** A day's key, and an hour of that day. */
export const on = (day: string): number => dateKey(day);
export const at = (day: string): string => `${day} 10:00:00`;

const valuesOf = (one: HandCase): readonly HandValues[] => [
  ...(one.total ? [one.total] : []),
  ...(one.each?.rows.values() ?? []),
];

/** Ids of the measures for which no case has a value (a blank says too little to tell a formula from another). */
export const withoutCase = (
  definitions: readonly Pick<MeasureDefinition, 'id'>[],
  cases: readonly HandCase[],
): readonly string[] => {
  const worked = new Set(
    cases
      .flatMap(valuesOf)
      .flatMap((values) => Object.entries(values).flatMap(([id, value]) => (value === null ? [] : [id]))),
  );
  return definitions.map(({ id }) => id).filter((id) => !worked.has(id));
};
