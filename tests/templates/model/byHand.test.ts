/** Each measure's SQL equals what was worked out by hand; a measure that nobody worked out is named. */
import { measures } from '../../../templates/src/model/measures';
import type { QueryRequest } from '../../../templates/src/model/query/types';
import { openStar, type StarDatabase } from '../support/starDatabase';
import { starRows } from '../support/starRows';
import { handCases } from './byHand';
import { compareCase, type Reader } from './byHand/compareCase';
import { withoutCase, type HandCase } from './byHand/handCase';

const readerOf = (star: StarDatabase, one: HandCase, language: 'en' | 'da'): Reader => {
  const rest: Partial<QueryRequest> = {
    language,
    filters: (one.chosen ?? []).map(({ field, values }) => ({ field, operator: 'in', values })),
    ...(one.snapshot ? { snapshot: one.snapshot } : {}),
    ...(one.now === undefined ? {} : { now: one.now }),
  };
  return {
    total: (ids) => star.totals(ids, rest),
    each: async (by, ids) => {
      const rows = await star.query({ ...rest, groupBy: [by], measures: ids });
      return new Map(
        rows.map((row) => {
          const { [`${by.table}.${by.column}`]: member, ...values } = row;
          return [String(member), values];
        }),
      );
    },
  };
};

describe('By hand', () => {
  it.each(handCases.map((one) => [one.says, one] as const))('%s', async (_, one) => {
    const star = await openStar(starRows(one.facts));
    try {
      for (const language of ['en', 'da'] as const) await compareCase(one, readerOf(star, one, language), language);
    } finally {
      star.close();
    }
  });
});

describe('What was worked out by hand', () => {
  it('covers every measure of the model, with a value and not only a blank', () => {
    expect(withoutCase(measures, handCases)).toEqual([]);
  });

  it('is found wanting for a measure that is new, and for each whose cases are taken away', () => {
    expect(withoutCase([...measures, { id: 'newMeasure' }], handCases)).toEqual(['newMeasure']);
    for (const { id } of measures) {
      const left = handCases.map(({ total, each, ...one }): HandCase => {
        const without = (values: NonNullable<typeof total>) =>
          Object.fromEntries(Object.entries(values).filter(([name]) => name !== id));
        return {
          ...one,
          ...(total ? { total: without(total) } : {}),
          ...(each
            ? { each: { ...each, rows: new Map([...each.rows].map(([member, values]) => [member, without(values)])) } }
            : {}),
        };
      });
      expect(withoutCase(measures, left)).toEqual([id]);
    }
  });

  it('gives words in both languages, and a number or a truth where the measure is one', () => {
    const kinds = new Map(measures.map(({ id, kind }) => [id, kind]));
    const kindOf = (value: unknown): string =>
      Array.isArray(value) ? 'text' : value instanceof Date ? 'dateTime' : typeof value;
    for (const { total, each } of handCases)
      for (const values of [...(total ? [total] : []), ...(each?.rows.values() ?? [])])
        for (const [id, value] of Object.entries(values))
          if (value !== null) expect([id, kindOf(value)]).toEqual([id, kinds.get(id)]);
  });
});
