/** What the cases of sentences are written with. */
import { times, type Answer, type Row } from '../../../support/starRows';
import { responses, type HandCase, type Words } from '../handCase';

export const day = '2026-01-10';

/** Answers of a unit by their groups. */
export const group = (unit: number, promoters: number, passives: number, detractors: number): readonly Answer[] => [
  ...times(promoters, { day, unit, score: 10 }),
  ...times(passives, { day, unit, score: 8 }),
  ...times(detractors, { day, unit, score: 2 }),
];

/** What one sentence says. */
export const says = (
  id: string,
  what: string,
  facts: HandCase['facts'],
  words: Words | null,
  rest: Partial<HandCase> = {},
): HandCase => ({ says: `${id}: ${what}`, facts, total: { [id]: words }, ...rest });

/** Answers with further keys. */
export const keyed = (keys: Row, ...groups: readonly (readonly Answer[])[]): readonly Row[] =>
  responses(...groups).map((one) => ({ ...one, ...keys }));

/** Rows with keys from 1. */
export const numbered = (rows: readonly Row[]): readonly Row[] =>
  rows.map((one, index) => ({ ...one, ResponseKey: index + 1, ResponseId: `R${index + 1}` }));
